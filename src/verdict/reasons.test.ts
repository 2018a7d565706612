import t from 'tap';
import { REASON_CODES } from './reason.js';
import { REASON_TEXTS, reason } from './reasons.js';

/** What a customer must not have to read: our terms, and blame. */
const NOT_FOR_CUSTOMERS = /声纹|置信|信噪|解码|阈值|模型|识别|有效语音|方言|失败|违规|不合格|错误|错了|作弊/;
const FILLED = { words: '不保证本金', sentence: 1, advice: ['请靠近话筒'] };

t.test('every code has a sentence for staff, one for the customer, and an English gloss', async (t) => {
  for (const code of REASON_CODES) {
    for (const params of [{}, FILLED]) {
      const { message, customerMessage } = reason(code, [], params);
      for (const sentence of [message, customerMessage]) {
        t.match(sentence, /^[\u4e00-\u9fff“].*[。]$/u, code);
        t.notMatch(sentence, /[{}]|undefined|。。|“”/, code);
      }
      t.notMatch(customerMessage, NOT_FOR_CUSTOMERS, code);
    }
    t.match(REASON_TEXTS[code].en, /^[A-Z][^\u4e00-\u9fff]+$/u, code);
  }
});

t.test('what the customer can do is said, in polite words', async (t) => {
  for (const code of REASON_CODES) t.match(reason(code).customerMessage, /请|您|工作人员/, code);
});

t.test('words and sentences are named when known', async (t) => {
  t.equal(reason('CRITICAL_TERM_MISSING', [3], FILLED).message, '关键内容“不保证本金”没有读到。');
  t.equal(reason('CRITICAL_TERM_MISSING').customerMessage, '有几个字没有听到。这几个字很重要，请再读一遍。');
  t.equal(reason('SENTENCE_MISSING', [], FILLED).customerMessage, '第2句没有听到，请把整段条款从头到尾再读一遍。');
  t.equal(reason('CONTENT_UNSURE', [], FILLED).message, '部分内容没有听清（“不保证本金”），请人工听取。');
  t.same(reason('WRONG_TEXT', [1, 2]).tokens, [1, 2]);
});

t.test('long quotations are cut', async (t) => {
  const { message } = reason('WORDS_MISSING', [], { words: '本'.repeat(40) });
  t.equal(message, `条款中“${'本'.repeat(16)}…”没有读到。`);
});
