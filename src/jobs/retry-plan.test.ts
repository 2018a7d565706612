import fc from 'fast-check';
import t from 'tap';
import { ERRORS, type ErrorCode } from '../errors.js';
import { MOST_ATTEMPTS, planRetry } from './retry-plan.js';

const PASSING: readonly ErrorCode[] = [
  'ENGINE_BUSY',
  'ENGINE_UNAVAILABLE',
  'DECODER_MISSING',
  'KEY_SERVICE_UNAVAILABLE',
  'SHUTTING_DOWN',
  'INTERNAL',
];
const codes = Object.keys(ERRORS) as ErrorCode[];

t.test('a busy or missing engine, a missing decoder and a key service that is away are tried again', async (t) => {
  for (const code of PASSING) t.same(planRetry(code, 1), { kind: 'retry', delayMs: 1000 }, code);
});

t.test('an engine failure, a timeout and faults of the audio are final at once', async (t) => {
  for (const code of codes.filter((code) => !PASSING.includes(code)))
    t.same(planRetry(code, 1), { kind: 'final' }, code);
});

t.test('every cause ends within the most attempts, and waits grow up to five minutes', async () => {
  fc.assert(
    fc.property(fc.constantFrom(...codes), fc.integer({ min: 1, max: 40 }), (code, attempts) => {
      const now = planRetry(code, attempts);
      const next = planRetry(code, attempts + 1);
      if (attempts >= MOST_ATTEMPTS - 1 && now.kind === 'retry') return false;
      if (now.kind !== 'retry' || next.kind !== 'retry') return true;
      return now.delayMs <= next.delayMs && next.delayMs <= 5 * 60_000;
    }),
  );
});
