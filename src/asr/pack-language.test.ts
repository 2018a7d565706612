import t from 'tap';
import { packLanguage } from './pack-language.js';

t.test('SenseVoice of one language is told it, of several it finds out', async (t) => {
  t.equal(packLanguage('sense-voice', ['yue'], []), 'yue');
  t.equal(packLanguage('sense-voice', ['zh', 'yue'], []), 'auto');
  t.equal(packLanguage('sense-voice', ['wuu'], []), 'auto');
  t.equal(packLanguage('sense-voice', [], []), 'auto');
});

t.test('Whisper is told a language that its network knows, and no other', async (t) => {
  t.equal(packLanguage('whisper', ['zh', 'en'], ['en', 'zh']), 'zh');
  t.equal(packLanguage('whisper', ['yue'], ['en', 'zh']), '');
});

t.test('no other family is told anything', async (t) => {
  t.equal(packLanguage('paraformer', ['zh'], ['zh']), '');
});
