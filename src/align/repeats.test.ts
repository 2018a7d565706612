import t from 'tap';
import type { EditStep } from './edit-alignment.js';
import { withoutFalseRepeats as withoutFalse } from './repeats.js';
import { clauseToken } from './synthetic-speech.fixture.js';

const WORDS = [clauseToken('本', 'ben3'), clauseToken('金', 'jin1')];
const withoutFalseRepeats = (steps: readonly EditStep[]) => withoutFalse(steps, WORDS);

const step = (token: number, heard: number, again: boolean, cost = 0): EditStep => ({
  kind: 'heard',
  token,
  heard,
  cost,
  pronunciation: 0,
  again,
});
const kinds = (steps: readonly EditStep[]): string =>
  steps.map((one) => (one.kind === 'heard' ? (one.again ? 'again' : 'heard') : one.kind)).join(' ');

t.test('a stretch that resembles the clause and was then read well is a repeat', async (t) => {
  const steps = [step(0, 0, true), step(1, 1, true, 0.3), step(0, 2, false), step(1, 3, false)];
  t.same(withoutFalseRepeats(steps), steps);
});

t.test('a stretch that does not resemble the clause is extra speech', async (t) => {
  const steps = [step(0, 0, true, 1), step(1, 1, true), step(0, 2, false), step(1, 3, false)];
  t.equal(kinds(withoutFalseRepeats(steps)), 'extra extra heard heard');
  t.same(withoutFalseRepeats(steps)[1], { kind: 'extra', heard: 1, filler: false });
});

t.test('words that were never read well afterwards were not corrected', async (t) => {
  const badly = [step(0, 0, true), step(1, 1, true), step(0, 2, false, 1), step(1, 3, false, 1)];
  t.equal(kinds(withoutFalseRepeats(badly)), 'extra extra heard heard');
  const never: EditStep[] = [step(0, 0, true), { kind: 'missing', token: 0 }];
  t.equal(kinds(withoutFalseRepeats(never)), 'extra missing');
});

t.test('nobody corrects himself away from the clause', async (t) => {
  const better = [step(0, 0, true), step(1, 1, true, 0.2), step(0, 2, false), step(1, 3, false)];
  t.same(withoutFalseRepeats(better), better);
  const worse = [step(0, 0, true), step(1, 1, true), step(0, 2, false), step(1, 3, false, 0.3)];
  t.equal(kinds(withoutFalseRepeats(worse)), 'extra extra heard heard');
});

t.test('each time that the reader goes back is judged by itself', async (t) => {
  const steps = [
    step(0, 0, true, 1),
    step(1, 1, true, 1),
    step(0, 2, true),
    step(1, 3, true),
    step(0, 4, false),
    step(1, 5, false),
  ];
  t.equal(kinds(withoutFalseRepeats(steps)), 'extra extra again again heard heard');
});

t.test('a reading without repeats stays as it is', async (t) => {
  const steps: EditStep[] = [
    step(0, 0, false),
    { kind: 'extra', heard: 1, filler: true },
    { kind: 'missing', token: 1 },
  ];
  t.same(withoutFalseRepeats(steps), steps);
});

t.test('numerals said twice are extra speech, however well they were said', async (t) => {
  const steps = [step(0, 0, true), step(1, 1, true), step(0, 2, false), step(1, 3, false)];
  const digits = [clauseToken('三', 'san1'), clauseToken('二', 'er4')];
  t.equal(kinds(withoutFalse(steps, digits)), 'extra extra heard heard');
});
