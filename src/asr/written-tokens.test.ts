import t from 'tap';
import { writtenTokens } from './written-tokens.js';

const result = (tokens: readonly string[], timestamps: readonly number[] = []) => ({
  lang: '',
  tokens,
  timestamps,
});

t.test('times are given where a family tells them, and only where each token has one', async (t) => {
  t.strictSame(writtenTokens('sense-voice', result(['我', '同'], [0.06, 1.26]), false), [
    { text: '我', startMs: 60 },
    { text: '同', startMs: 1_260 },
  ]);
  t.strictSame(writtenTokens('paraformer', result(['我']), false), [{ text: '我', startMs: null }]);
  t.strictSame(writtenTokens('paraformer', result(['我'], [0.1, 0.2]), false), [{ text: '我', startMs: null }]);
});

t.test('the times that Fun-ASR-Nano spreads evenly are not passed on', async (t) => {
  t.strictSame(writtenTokens('fun-asr-nano', result(['我', '同'], [0, 2]), false), [
    { text: '我', startMs: null },
    { text: '同', startMs: null },
  ]);
});

t.test('emptied tokens leave nothing', async (t) => {
  t.match(writtenTokens('qwen3-asr', result(['保', '', '险']), false), [{ text: '保' }, { text: '险' }]);
});

t.test('bytes are joined', async (t) => {
  const tokens = result(['<0xE9>', '<0x99>', '<0xA9>'], [0.1, 0.2, 0.3]);
  t.strictSame(writtenTokens('zipformer-ctc', tokens, false), [{ text: '险', startMs: 100 }]);
  t.strictSame(writtenTokens('whisper', result(['保', '<0xE9>', '<0x99><0xA9>']), false), [
    { text: '保', startMs: null },
    { text: '险', startMs: null },
  ]);
});
