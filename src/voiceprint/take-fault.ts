/** Why a recording makes no voiceprint, with what to say of it. `{value}` is filled in. */
export const TAKE_FAULTS = {
  no_speech: {
    en: 'holds no speech. Read the text aloud, close to the microphone, and record it again.',
    zh: '没有听到说话声。请靠近麦克风，大声朗读后重新录制。',
  },
  little_speech: {
    en: 'holds too little speech: {value} ms. Read the whole text without long pauses and record it again.',
    zh: '有效语音太短（{value} 毫秒）。请不停顿地朗读完整文字后重新录制。',
  },
  repeated: {
    en: 'is recording {value} once more. Read the text aloud once more and record that.',
    zh: '与第 {value} 段是同一段录音。请另外朗读并重新录制一段。',
  },
  odd_voice: {
    en: 'does not sound like the same voice as the others. The customer alone should record all of them, on one device.',
    zh: '与其他录音不像同一个人的声音。请全部由本人、用同一台设备重新录制。',
  },
  voice_consistency: {
    en: 'has more than one voice in it. Record it again in a quiet place with nobody else speaking.',
    zh: '其中不止一个人的声音。请由本人在安静的地方一个人朗读。',
  },
  snr_db: {
    en: 'has too much noise in it. Record it again in a quiet place, close to the microphone.',
    zh: '环境噪声较大。请到安静的地方、靠近麦克风重新录制。',
  },
  clipping_ratio: {
    en: 'is distorted, because it is too loud. Record it again a little further from the microphone.',
    zh: '音量过大，声音失真。请离麦克风稍远一些，用平常音量重新录制。',
  },
  level_dbfs: {
    en: 'is too quiet or too loud. Record it again at an ordinary voice, a hand away from the microphone.',
    zh: '音量太小或太大。请离麦克风约一掌远，用平常音量重新录制。',
  },
  truncated: {
    en: 'is cut: a part of the file is missing. Check the network, then record and send it again.',
    zh: '录音文件不完整。请检查网络后重新录制并上传。',
  },
} as const;

export type TakeFaultKind = keyof typeof TAKE_FAULTS;

export interface TakeFault {
  readonly kind: TakeFaultKind;
  /** Fills `{value}`: ms, or the number of another recording. */
  readonly value?: number;
}

/** One sentence in English and one in Chinese: which recording (`index` from 0) of how many, why, and what to do. */
export const describeTake = ({ kind, value = 0 }: TakeFault, index: number, takes: number): string => {
  const { en, zh } = TAKE_FAULTS[kind];
  const said = (text: string): string => text.replace('{value}', String(Math.round(value)));
  return `Recording ${index + 1} of ${takes} ${said(en)} 第 ${index + 1} 段录音（共 ${takes} 段）：${said(zh)}`;
};
