import { type Static, Type } from 'typebox';
import type { Difference } from '../../verification/compare-judgements.js';
import { holds, PIN_NAMES, type Pin, type ReplayReport } from '../../verification/replay-report.js';
import { Maybe, Strict, snake, Text, Word } from './common.js';

const VERDICTS = ['pass', 'review', 'fail'] as const;
/** More say no more: the judgement is of another text, or of other rules. */
const MOST_DIFFERENCES = 200;

const PinItem = Type.Object(
  {
    name: Word(PIN_NAMES, 'What a verdict rests on'),
    recorded: Maybe('string', 'Hash, version or id when the reading was judged; null when there was none'),
    present: Maybe('string', 'The same now; null when it is gone'),
    same: Type.Boolean(),
  },
  Strict,
);

const DifferenceItem = Type.Object(
  {
    path: Text('Place in the verification, such as `content.tokens[3].op`'),
    recorded: Text('JSON that was stored'),
    replayed: Text('JSON that came out now'),
  },
  Strict,
);

export const ReplayResource = Type.Object(
  {
    verification_id: Text('ver_...'),
    outcome: Word(
      ['identical', 'different', 'incomplete'],
      'incomplete: as recorded, but the voice could not be compared again',
    ),
    verdict: Type.Object(
      { recorded: Word(VERDICTS, 'As stored'), replayed: Word(VERDICTS, 'As it came out now') },
      Strict,
    ),
    pins: Type.Array(PinItem, { description: 'Everything that the verdict rests on, then and now' }),
    differences: Type.Array(DifferenceItem, { description: `At most ${MOST_DIFFERENCES}` }),
    differences_total: Type.Integer(),
  },
  { ...Strict, $id: 'Replay', description: 'A verdict recomputed from what was kept, against the stored one' },
);

export type ReplayJson = Static<typeof ReplayResource>;

const pinJson = (pin: Pin): ReplayJson['pins'][number] => ({ ...pin, same: holds(pin) });

const differenceJson = ({ path, recorded, replayed }: Difference): ReplayJson['differences'][number] => ({
  path: snake(path),
  recorded: JSON.stringify(recorded),
  replayed: JSON.stringify(replayed),
});

export const replayJson = (report: ReplayReport): ReplayJson => ({
  verification_id: report.verificationId,
  outcome: report.outcome,
  verdict: { recorded: report.recordedVerdict, replayed: report.replayedVerdict },
  pins: report.pins.map(pinJson),
  differences: report.differences.slice(0, MOST_DIFFERENCES).map(differenceJson),
  differences_total: report.differences.length,
});
