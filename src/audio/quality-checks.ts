import type { Check, CheckName } from '../verdict/check.js';
import type { Thresholds } from '../verdict/policy.js';
import type { QualityFigures } from './quality.js';

type Range = Check['qualifiedRange'];

/** What the customer can do when a value lies below its range, or cannot be measured. */
const ADVICE_BELOW = {
  effective_speech_ms: '录音中的有效语音太短，请完整朗读后再提交。',
  snr_db: '环境噪声较大，请到安静的地方、靠近麦克风重读。',
  level_dbfs: '声音太小，请靠近麦克风重读。',
  bandwidth_hz: '录音音质不足，请关闭蓝牙耳机或免提，改用手机麦克风重读。',
  leading_silence_ms: '录音开头可能被截断，请在录音开始约一秒后再朗读。',
  trailing_silence_ms: '录音结尾可能被截断，请读完后停顿约一秒再结束录音。',
} as const satisfies Partial<Record<CheckName, string>>;

const ADVICE_ABOVE = {
  clipping_ratio: '音量过大导致声音失真，请离麦克风稍远一些，用平常音量重读。',
  level_dbfs: '声音太大，请离麦克风稍远一些，用平常音量重读。',
  truncated: '录音文件不完整，请检查网络后重新录制并上传。',
} as const satisfies Partial<Record<CheckName, string>>;

const passed = (name: CheckName, value: number | null, qualifiedRange: Range): Check => {
  return { name, value, qualifiedRange, outcome: 'pass', advice: null };
};

function atLeast(name: keyof typeof ADVICE_BELOW, value: number | null, [min, max]: Range): Check {
  const below = value === null || (min !== null && value < min);
  const check = passed(name, value, [min, max]);
  return below ? { ...check, outcome: 'review', advice: ADVICE_BELOW[name] } : check;
}

function atMost(name: keyof typeof ADVICE_ABOVE, value: number | null, [min, max]: Range): Check {
  const above = value !== null && max !== null && value > max;
  const check = passed(name, value, [min, max]);
  return above ? { ...check, outcome: 'review', advice: ADVICE_ABOVE[name] } : check;
}

function levelCheck(levelDbfs: number | null, range: Range): Check {
  const low = atLeast('level_dbfs', levelDbfs, range);
  return low.outcome === 'review' ? low : atMost('level_dbfs', levelDbfs, range);
}

/**
 * Compares the figures with a policy's ranges. A figure that could not be measured (no speech) is as bad as one below
 * its range. A check passes or asks for review; whether a reading fails is the judge's to say.
 */
export function qualityChecks(
  figures: QualityFigures,
  thresholds: Thresholds,
  recording: { readonly truncated: boolean },
): readonly Check[] {
  const { edgeSilenceMsMin } = thresholds;
  return [
    atLeast('effective_speech_ms', figures.effectiveSpeechMs, [thresholds.effectiveSpeechMsMin, null]),
    atLeast('snr_db', figures.snrDb, [thresholds.snrDbMin, null]),
    atMost('clipping_ratio', figures.clippingRatio, [0, thresholds.clippingRatioMax]),
    levelCheck(figures.levelDbfs, [thresholds.levelDbfsMin, thresholds.levelDbfsMax]),
    atLeast('bandwidth_hz', figures.bandwidthHz, [thresholds.bandwidthHzMin, null]),
    atLeast('leading_silence_ms', figures.leadingSilenceMs, [edgeSilenceMsMin, null]),
    atLeast('trailing_silence_ms', figures.trailingSilenceMs, [edgeSilenceMsMin, null]),
    atMost('truncated', recording.truncated ? 1 : 0, [0, 0]),
  ];
}
