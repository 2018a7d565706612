import type { ReasonParams } from './finding.js';
import type { Reason, ReasonCode } from './reason.js';

/** Sentences with places `{words}`, `{sentence}`, `{place}` and `{advice}`; all read well when a place has no value of its own. */
export interface ReasonText {
  /** For staff: what was found. */
  readonly staff: string;
  /** For the customer: plain, polite, what to do now. */
  readonly customer: string;
  /** Gloss for the documentation. */
  readonly en: string;
}

export const REASON_TEXTS: Readonly<Record<ReasonCode, ReasonText>> = {
  WRONG_TEXT: {
    staff: '读的不是这段条款：听到的内容与条款整体不符。',
    customer: '听到的内容和屏幕上的条款不一样，请按屏幕上的条款从头再读一遍。',
    en: 'Both witnesses say that another text was read',
  },
  SENTENCE_MISSING: {
    staff: '条款中{sentence}没有读到。',
    customer: '{sentence}没有听到，请把整段条款从头到尾再读一遍。',
    en: 'A whole sentence of the clause was not heard',
  },
  WORDS_MISSING: {
    staff: '条款中{words}没有读到。',
    customer: '{words}没有听到，请慢一点，再读一遍。',
    en: 'Words of the clause were not heard',
  },
  WORDS_CHANGED: {
    staff: '条款中{words}听起来是别的内容。',
    customer: '{words}听起来和条款不一样，请看着屏幕再读一遍。',
    en: 'Other words were heard in the place of these',
  },
  EXTRA_SPEECH: {
    staff: '除条款以外还听到较长的其他说话内容，请人工听取。',
    customer: '除了条款，还听到了别的话，请在安静的地方只读条款，再读一遍。',
    en: 'Speech that does not belong to the clause was heard',
  },
  CRITICAL_TERM_MISSING: {
    staff: '关键内容{words}没有读到。',
    customer: '{words}没有听到。这几个字很重要，请再读一遍。',
    en: 'A critical term was not heard',
  },
  CRITICAL_TERM_CONTRADICTED: {
    staff: '关键内容{words}听起来与条款相反或数值不同。',
    customer: '{words}听起来和条款不一样。这几个字很重要，请看着屏幕，慢慢再读一遍。',
    en: 'The contrary of a critical term, or another number, was heard',
  },
  CRITICAL_TERM_UNSURE: {
    staff: '关键内容{words}没有听清，请人工听取。',
    customer: '{words}没有听清楚，请慢慢地、清楚地再读一遍。',
    en: 'A critical term was not heard clearly enough to be sure',
  },
  ANSWER_CONTRADICTED: {
    staff: '客户的回答与需要确认的内容相反{words_optional}。',
    customer: '您的回答表示不同意或不清楚。如果还有疑问，请先向工作人员了解清楚，再重新回答。',
    en: 'The contrary of the expected answer was clearly given',
  },
  ANSWER_UNCLEAR: {
    staff: '没有听到明确的回答，请人工听取。',
    customer: '没有听清您的回答，请用“是”、“同意”、“清楚”或者“不同意”、“不清楚”明确地再回答一次。',
    en: 'Something was heard, but no clear answer: other words, both answers, a hum or a cough',
  },
  ANSWER_SILENT: {
    staff: '录音中没有听到客户回答。',
    customer: '没有听到您的回答，请靠近话筒再回答一次。',
    en: 'No speech was found where the answer should be; never consent',
  },
  WITNESSES_DISAGREE: {
    staff: '两种识别方式的结论不一致，请人工听取。',
    customer: '这一遍没有完全听清楚，工作人员会再听一次，您也可以再读一遍。',
    en: 'The free decode and the acoustic score contradict each other',
  },
  RECOGNISERS_DISAGREE: {
    staff: '几个识别模型的结论不一致，请人工听取。',
    customer: '这一遍没有完全听清楚，工作人员会再听一次，您也可以再读一遍。',
    en: 'Another recogniser that serves this accent contradicts the verdict, or is not sure of it',
  },
  RECOGNISER_UNAVAILABLE: {
    staff: '应参与判断的识别模型这次没有运行，请人工听取。',
    customer: '这一遍需要工作人员再听一次，请稍等。',
    en: 'A recogniser that serves this accent could not listen',
  },
  CONTENT_UNSURE: {
    staff: '部分内容没有听清{words_optional}，请人工听取。',
    customer: '有的地方没有听清楚，请慢一点、清楚地再读一遍。',
    en: 'Part of the reading was not heard clearly enough to be sure',
  },
  ACCENT_UNFAMILIAR: {
    staff: '口音超出识别范围：识别器听不准这种口音，但读音与本条款吻合，不能据此判定读错，请人工听取。',
    customer: '系统还听不准您的口音，工作人员会再听一次，请稍等。',
    en: 'The recogniser does not know this way of speaking, but the clause fits it better than its words in another order: what looks wrong may be accent',
  },
  DIALECT_NOT_VALIDATED: {
    staff: '该方言尚未完成验证，需人工复核。',
    customer: '您的录音需要工作人员再听一次，请稍等。',
    en: 'Thresholds were not validated for this accent; a person decides',
  },
  AUDIO_QUALITY: {
    staff: '录音质量未达到要求，详见各项检查。',
    customer: '录音不太清楚。{advice}',
    en: 'A property of the recording lies outside its qualified range',
  },
  NOT_ENOUGH_SPEECH: {
    staff: '有效语音太短，无法判断。',
    customer: '听到的声音太少，请靠近话筒，把条款完整地再读一遍。',
    en: 'Too little speech to judge',
  },
  SPEECH_TOO_FAST: {
    staff: '语速超出可判断的范围，或条款没有读全，请人工听取。',
    customer: '读得稍微快了一点，请慢一点，把条款完整地再读一遍。',
    en: 'More clause per second of speech than was measured: very fast, or not all of it',
  },
  RECORDING_TRUNCATED: {
    staff: '录音可能不完整：开头或结尾被截断。',
    customer: '录音可能没有录完整，请等录音开始后再读，读完停一下再结束。',
    en: 'The recording may be cut',
  },
  SPEAKER_MISMATCH: {
    staff: '声音与登记的声纹不符。',
    customer: '这次的声音和您之前登记的不太一样，请由您本人在安静的地方再读一遍。',
    en: 'The voice is not the enrolled one',
  },
  SPEAKER_UNSURE: {
    staff: '声音与登记的声纹是否一致无法确定，需人工复核。',
    customer: '没有完全听清您的声音，请由您本人靠近话筒再读一遍。',
    en: 'The voice may or may not be the enrolled one',
  },
  SPEAKER_NOT_ENROLLED: {
    staff: '该客户没有登记声纹，无法比对。',
    customer: '您还没有登记声音，请联系工作人员。',
    en: 'No voiceprint is enrolled for this speaker',
  },
  SPEAKER_NOT_ENOUGH_SPEECH: {
    staff: '有效语音太短，无法比对声纹。',
    customer: '听到的声音太少，请把条款完整地再读一遍。',
    en: 'Too little speech to compare the voice',
  },
  SPEAKER_OPTED_OUT: {
    staff: '该客户不同意使用声纹，请用其他方式核实身份。',
    customer: '您选择了不使用声音核实身份，工作人员会用其他方式核实。',
    en: 'The speaker does not want their voice compared; identify them otherwise',
  },
  SPEAKER_EXPIRED: {
    staff: '该客户的声纹已过期，需重新登记。',
    customer: '您登记的声音需要更新，请联系工作人员重新登记。',
    en: 'The enrolled voiceprint is no longer valid',
  },
  MULTIPLE_SPEAKERS: {
    staff: '录音中有不止一个人的声音{place}，请人工听取。',
    customer: '录音里听到了不止一个人的声音，请在安静的地方由您本人再读一遍。',
    en: 'More than one voice speaks in the recording',
  },
  OTHER_SPEAKER_READS: {
    staff: '朗读的声音与不应代读的人员（例如销售人员）登记的声纹相符，疑似代读，请人工听取。',
    customer: '听起来可能不是您本人在读，请由您本人再读一遍。',
    en: 'The voice may be that of the speaker who must not be the reader, such as the salesperson',
  },
  RECORDING_SPLICED: {
    staff: '录音疑似拼接或中断{place}，请人工听取该处前后。',
    customer: '录音听起来不连贯，请从头到尾一口气录完，中途不要暂停或剪辑。',
    en: 'Something in the sound hints that takes were put together, or that sound was lost in between',
  },
  RECORDING_REPEATED: {
    staff: '这段录音与以前提交过的录音相同或几乎相同，疑似重放，请人工比对两段录音。',
    customer: '这段录音和以前的录音一样，请您现在亲自再读一遍。',
    en: 'The same sound was posted before, as another reading or to enrol a speaker',
  },
  SPOOF_SUSPECTED: {
    staff: '防伪模型怀疑声音由机器合成或播放，请人工听取；该模型的判断不能单独作为结论。',
    customer: '声音听起来不像现场朗读，请由您本人当场再读一遍。',
    en: 'A spoof model suspects that a machine speaks; no more than a hint',
  },
  SPOOF_NOT_CHECKED: {
    staff: '防伪模型未能检查这段录音，请人工听取。',
    customer: '这段录音需要人工确认，请稍候。',
    en: 'An active spoof model failed on the recording',
  },
  CHALLENGE_NOT_READ: {
    staff: '没有读出本次的验证口令，不能确认是当场录音。',
    customer: '没有听到这次的口令，请先看屏幕上的新口令，再和条款一起读一遍。',
    en: 'The one-time phrase was not read, or another one was: the recording may be an old one',
  },
  CHALLENGE_UNSURE: {
    staff: '本次的验证口令没有听清，请人工听取。',
    customer: '口令没有听清楚，请看屏幕上的新口令，慢慢地再读一遍。',
    en: 'The one-time phrase was not heard clearly enough to be sure',
  },
};

const QUOTE_LENGTH = 16;
const SOME_WORDS = '有几个字';
const SOME_SENTENCE = '有一句';
const SOME_ADVICE = '请在安静的地方靠近话筒再读一遍。';

const quote = (words: string): string => {
  const characters = [...words];
  return `“${characters.length > QUOTE_LENGTH ? `${characters.slice(0, QUOTE_LENGTH).join('')}…` : words}”`;
};

const sentenceEnd = (text: string): string => (/[。！？]$/.test(text) ? text : `${text}。`);

const fill = (template: string, { words, sentence, atMs, advice = [] }: ReasonParams): string => {
  const quoted = words ? quote(words) : null;
  const values: Readonly<Record<string, string>> = {
    words: quoted ?? SOME_WORDS,
    words_optional: quoted === null ? '' : `（${quoted}）`,
    sentence: sentence === undefined ? SOME_SENTENCE : `第${sentence + 1}句`,
    place: atMs === undefined ? '' : `（约第${(atMs / 1000).toFixed(1)}秒）`,
    advice: advice.length > 0 ? advice.map(sentenceEnd).join('') : SOME_ADVICE,
  };
  return template.replace(/\{(\w+)\}/g, (_, place: string) => values[place] ?? '');
};

/** The reason for a code with its two sentences. `tokens` are indices into the content evidence. */
export const reason = (code: ReasonCode, tokens: readonly number[] = [], params: ReasonParams = {}): Reason => ({
  code,
  message: fill(REASON_TEXTS[code].staff, params),
  customerMessage: fill(REASON_TEXTS[code].customer, params),
  tokens,
});
