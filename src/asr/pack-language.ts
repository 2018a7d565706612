import type { SherpaFamily } from './family-abilities.js';

/** Languages of SenseVoice, in its own words; any other is refused by being taken for `auto`. */
const SENSE_VOICE = ['zh', 'en', 'yue', 'ja', 'ko'];

/**
 * The language that a recogniser is told, in the words of its family; empty where it is told none. It comes from the pack
 * alone, never from a clause or a caller. SenseVoice finds out itself which of several is spoken, so does Whisper of
 * languages that it does not know.
 * @param known languages that the network of a Whisper knows: another ends the process
 */
export const packLanguage = (family: SherpaFamily, languages: readonly string[], known: readonly string[]): string => {
  const [first = ''] = languages;
  if (family === 'whisper') return known.includes(first) ? first : '';
  if (family !== 'sense-voice') return '';
  return languages.length === 1 && SENSE_VOICE.includes(first) ? first : 'auto';
};
