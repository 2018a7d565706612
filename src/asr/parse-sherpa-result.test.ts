import t from 'tap';
import { parseSherpaResult } from './parse-sherpa-result.js';

const JSON_OF = (text: string, tokens: string): string =>
  `{"lang": "", "emotion": "", "event": "", "text": "${text}", "timestamps": [0.04], "durations": [], "tokens":[${tokens}], "ys_log_probs": [], "words": []}`;

t.test('what is used of a result', async (t) => {
  t.strictSame(parseSherpaResult(JSON_OF('我', '"我"')), { lang: '', tokens: ['我'], timestamps: [0.04] });
});

t.test('control characters that stand in a text as they are', async (t) => {
  t.match(parseSherpaResult(JSON_OF('a\nb\tc', '"a\nb", "\u007f"')), { tokens: ['a b', ' '] });
});

t.test('anything else is refused', async (t) => {
  for (const json of ['', 'null', '[]', '{}', '{"lang": "", "text": "", "tokens": [1], "timestamps": []}'])
    t.throws(() => parseSherpaResult(json), SyntaxError, json);
  t.throws(() => parseSherpaResult('{"lang": "", "text": "", "tokens": [], "timestamps": ["0"]}'), SyntaxError);
});
