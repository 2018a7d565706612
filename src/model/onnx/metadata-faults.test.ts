import t from 'tap';
import { metadataFaults, missingMetadata } from './metadata-faults.js';

const header = (metadata: Readonly<Record<string, string>>) => ({ metadata: new Map(Object.entries(metadata)) });

const DOLPHIN = {
  vocab_size: '100',
  mean: Array(80).fill('-1.5').join(','),
  invstd: Array(80).fill('2e-1').join(', '),
};

t.test('what is as it must be has no fault', async (t) => {
  t.strictSame(metadataFaults('dolphin-ctc', 'network', header(DOLPHIN)), []);
  t.strictSame(metadataFaults('dolphin-ctc', 'labels', header({})), [], 'of a kind that says nothing');
  t.strictSame(metadataFaults('moonshine', 'encoder', header({})), []);
});

t.test('every fault is named', async (t) => {
  t.strictSame(metadataFaults('dolphin-ctc', 'network', header({ vocab_size: '0', mean: '1,2', invstd: '1,x' })), [
    'metadata vocab_size is no whole number above 0',
    'metadata mean has 2 numbers, not 80',
    'metadata invstd is no list of numbers',
  ]);
  t.strictSame(metadataFaults('dolphin-ctc', 'network', header({})), [
    'lacks the metadata vocab_size',
    'lacks the metadata mean',
    'lacks the metadata invstd',
  ]);
  t.strictSame(metadataFaults('zipformer-ctc', 'network', header({ model_type: '' })), [
    'metadata model_type is empty',
  ]);
});

t.test('lists of stacked frames are as long as their frames', async (t) => {
  const of = (window: string) =>
    metadataFaults(
      'paraformer',
      'network',
      header({
        model_type: 'paraformer',
        vocab_size: '9',
        lfr_window_size: window,
        lfr_window_shift: '6',
        neg_mean: Array(560).fill('1').join(','),
        inv_stddev: Array(560).fill('1').join(','),
      }),
    );
  t.strictSame(of('7'), []);
  t.strictSame(of('6'), ['metadata neg_mean has 560 numbers, not 480', 'metadata inv_stddev has 560 numbers, not 480']);
});

t.test('only a Whisper of several languages needs their list, one word for each number', async (t) => {
  const languages = (metadata: Readonly<Record<string, string>>) =>
    metadataFaults('whisper', 'encoder', header(metadata)).filter((fault) => fault.includes('language'));
  t.strictSame(languages({ is_multilingual: '0' }), []);
  t.match(languages({ is_multilingual: '1' }), [/tokens/, /codes/]);
  const words = (codes: string) =>
    languages({ is_multilingual: '1', all_language_tokens: '1,2', all_language_codes: codes });
  t.strictSame(words('en,zh'), []);
  t.strictSame(words('en'), ['metadata all_language_codes has 1 words, not 2']);
  t.strictSame(words('en,?'), ['metadata all_language_codes is no list of words']);
});

t.test('the head of Fun-ASR-Nano needs less than a SenseVoice, and must say what it is', async (t) => {
  t.ok(missingMetadata('sense-voice', header({})).includes('neg_mean'));
  t.notOk(missingMetadata('sense-voice-nano', header({})).includes('neg_mean'));
  const faults = metadataFaults('sense-voice-nano', 'network', header({ comment: 'iic/SenseVoiceSmall' }));
  t.ok(faults.includes('metadata comment says nothing of Nano'));
});

t.test('a language model of Fun-ASR-Nano that keeps its whole cache is refused', async (t) => {
  const metadata = { model_type: 'qwen3', vocab_size: '9', max_total_len: '9' };
  t.strictSame(metadataFaults('fun-asr-nano', 'language-model', header(metadata)), [
    'metadata model_type says nothing of kv_delta',
  ]);
});
