/** What sherpa-onnx says of one recording, as far as Hesheng uses it. */
export interface SherpaResult {
  readonly lang: string;
  readonly tokens: readonly string[];
  /** Where each token begins, seconds; of another length than `tokens` where the family does not tell. */
  readonly timestamps: readonly number[];
}

const isListOf = (value: unknown, kind: 'string' | 'number'): boolean =>
  Array.isArray(value) && value.every((item) => typeof item === kind);

const isResult = (value: unknown): value is SherpaResult => {
  if (typeof value !== 'object' || value === null) return false;
  const { lang, tokens, timestamps } = value as Record<string, unknown>;
  return typeof lang === 'string' && isListOf(tokens, 'string') && isListOf(timestamps, 'number');
};

/**
 * Reads the JSON of sherpa-onnx. It escapes quotes and nothing else, so that a line break which a model wrote makes its JSON
 * invalid; a control character outside of a text would be white space anyway.
 * @throws SyntaxError when it is no such result
 */
export const parseSherpaResult = (json: string): SherpaResult => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is wrong with it
  const value: unknown = JSON.parse(json.replace(/[\u0000-\u001f\u007f]/g, ' '));
  if (!isResult(value)) throw new SyntaxError('sherpa-onnx gave no result of the form it has');
  const { lang, tokens, timestamps } = value;
  return { lang, tokens, timestamps };
};
