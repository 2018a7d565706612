import { openSherpaTranscriber } from '../../../src/asr/open-sherpa-transcriber.js';
import { openSherpaRecognizer } from '../../../src/asr/sherpa-recognizer.js';
import { HeshengError } from '../../../src/errors.js';
import { speechLike } from '../../audio/speech-like.js';
import type { Answer, Order } from '../support/child.js';

const sound = speechLike({ seconds: 2, sampleRateHz: 16_000 });

const obey = async (order: Order): Promise<Answer> => {
  if ('config' in order) {
    const { tokens } = await (await openSherpaRecognizer(order.config)).decode(sound);
    return { tokens: tokens.length };
  }
  const transcriber = await openSherpaTranscriber(order.dir, order.pack, 1);
  return { tokens: (await transcriber.transcribe(sound)).length };
};

const answerTo = async (order: Order): Promise<Answer> => {
  try {
    return await obey(order);
  } catch (error) {
    if (error instanceof HeshengError) return { code: error.code, detail: error.detail };
    return { code: 'thrown', detail: String(error) };
  }
};

/** Opens what it is told and answers; sherpa-onnx may end it instead. */
process.once('message', async (order: Order) => {
  const answer = await answerTo(order);
  process.send!(answer, () => process.disconnect());
});
