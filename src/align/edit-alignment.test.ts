import fc from 'fast-check';
import { distance } from 'fastest-levenshtein';
import t from 'tap';
import { parseSyllable, syllablePhones } from '../text/syllable.js';
import type { ClauseToken } from './clause-token.js';
import { alignEdits, type EditAlignment } from './edit-alignment.js';
import { EDIT_COSTS, matchToken } from './edit-costs.js';
import { isFiller } from './fillers.js';
import type { HeardSyllable } from './free-decode.js';
import { clauseToken } from './synthetic-speech.fixture.js';

const RUNS = { seed: 12, numRuns: 300 };
const never = () => false;

const hear = (spelled: string): readonly HeardSyllable[] =>
  spelled === ''
    ? []
    : spelled.split(' ').map((syllable, i) => {
        const phones = syllablePhones(parseSyllable(syllable)!);
        return { initial: phones.length === 2 ? phones[0]! : -1, final: phones.at(-1)!, start: i, end: i + 1 };
      });
const write = (spelled: string): readonly ClauseToken[] => spelled.split(' ').map((way) => clauseToken(way, way));

/** The alignment in one line: `bu` heard, `-bu` missing, `+bu` extra, `(bu)` read before it was read again, `~en` filler. */
const show = ({ steps }: EditAlignment, tokens: readonly ClauseToken[], heard: string): string =>
  steps
    .map((step) => {
      if (step.kind === 'missing') return `-${tokens[step.token]!.character}`;
      const sound = heard.split(' ')[step.heard]!;
      if (step.kind === 'extra') return (step.filler ? '~' : '+') + sound;
      return step.again ? `(${sound})` : sound;
    })
    .join(' ');

const aligned = (clause: string, heard: string, filler: (heard: HeardSyllable) => boolean = isFiller): string => {
  const tokens = write(clause);
  return show(alignEdits(tokens, hear(heard), filler), tokens, heard);
};

/** Syllables that share no phone, so that any two of them differ by a whole syllable. */
const DISTINCT = ['ba', 'du', 'gei', 'zhao'];
const letters = (minLength: number) =>
  fc.array(fc.constantFrom(...DISTINCT), { minLength, maxLength: 7 }).map((them) => them.join(' '));
const asWord = (spelled: string): string =>
  spelled
    .split(' ')
    .map((syllable) => DISTINCT.indexOf(syllable))
    .filter((index) => index >= 0)
    .join('');

t.test('without going back and with whole syllables the cost is the Levenshtein distance', async () => {
  fc.assert(
    fc.property(letters(1), letters(0), (clause, heard) => {
      const { cost } = alignEdits(write(clause), hear(heard), never, { ...EDIT_COSTS, goBack: 1e6 });
      return Math.abs(cost - distance(asWord(clause), asWord(heard))) < 1e-9;
    }),
    RUNS,
  );
});

const SIMILAR = ['ba', 'bu', 'da', 'du', 'a', 'en'];
const sounds = (minLength: number, maxLength: number) =>
  fc.array(fc.constantFrom(...SIMILAR), { minLength, maxLength }).map((them) => them.join(' '));

/** The cheapest alignment without going back, by trying all. */
const cheapest = (tokens: readonly ClauseToken[], heard: readonly HeardSyllable[]): number => {
  const options = [
    ...(tokens.length > 0 ? [(tokens[0]!.optional ? 0 : EDIT_COSTS.deletion) + cheapest(tokens.slice(1), heard)] : []),
    ...(heard.length > 0
      ? [(isFiller(heard[0]!) ? EDIT_COSTS.filler : EDIT_COSTS.insertion) + cheapest(tokens, heard.slice(1))]
      : []),
    ...(tokens.length > 0 && heard.length > 0
      ? [matchToken(tokens[0]!, heard[0]!, EDIT_COSTS).cost + cheapest(tokens.slice(1), heard.slice(1))]
      : []),
  ];
  return options.length > 0 ? Math.min(...options) : 0;
};

t.test('the cost is that of the best of all alignments, with half syllables, fillers and optional tokens', async () => {
  const tokens = fc
    .tuple(sounds(1, 4), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }))
    .map(([clause, optional]) => write(clause).map((token, i) => ({ ...token, optional: optional[i]! })));
  fc.assert(
    fc.property(tokens, sounds(0, 4), (clause, heard) => {
      const { cost } = alignEdits(clause, hear(heard), isFiller, { ...EDIT_COSTS, goBack: 1e6 });
      return Math.abs(cost - cheapest(clause, hear(heard))) < 1e-9;
    }),
    RUNS,
  );
});

t.test('going back can only make the alignment cheaper, and reading as written costs nothing', async () => {
  fc.assert(
    fc.property(sounds(1, 7), sounds(0, 10), (clause, heard) => {
      const tokens = write(clause);
      const cost = alignEdits(tokens, hear(heard), isFiller).cost;
      const without = alignEdits(tokens, hear(heard), isFiller, { ...EDIT_COSTS, goBack: 1e6 }).cost;
      return cost <= without + 1e-9 && alignEdits(tokens, hear(clause), isFiller).cost === 0;
    }),
    RUNS,
  );
});

t.test(
  'every clause token is read or missing once and every heard syllable is accounted for once, in order',
  async () => {
    fc.assert(
      fc.property(sounds(1, 7), sounds(0, 14), (clause, heard) => {
        const tokens = write(clause);
        const { steps } = alignEdits(tokens, hear(heard), isFiller);
        const own = steps.flatMap((step) =>
          step.kind === 'missing' || (step.kind === 'heard' && !step.again) ? [step.token] : [],
        );
        const used = steps.flatMap((step) => (step.kind === 'missing' ? [] : [step.heard]));
        return own.join() === [...tokens.keys()].join() && used.join() === [...hear(heard).keys()].join();
      }),
      RUNS,
    );
  },
);

t.test('a reader who goes back to correct himself has read the clause once and repeated the rest', async (t) => {
  const clause = 'ben chan pin bu bao zheng';
  t.equal(aligned(clause, 'ben chan pin bu bao zheng'), 'ben chan pin bu bao zheng');
  t.equal(
    aligned(clause, 'ben chan pin bu ben chan pin bu bao zheng'),
    '(ben) (chan) (pin) (bu) ben chan pin bu bao zheng',
  );
  t.equal(aligned(clause, 'ben chan ping ben chan pin bu bao zheng'), '(ben) (chan) (ping) ben chan pin bu bao zheng');
  t.equal(
    aligned(clause, 'ben chan pin chan pin bu bao pin bu bao zheng'),
    'ben (chan) (pin) chan (pin) (bu) (bao) pin bu bao zheng',
  );
});

t.test('left out, extra and changed syllables are told apart', async (t) => {
  t.equal(aligned('ben chan pin bu bao', 'ben pin bu bao'), 'ben -chan pin bu bao');
  t.equal(aligned('ben chan pin bu bao', 'ben chan ka pin bu bao'), 'ben chan +ka pin bu bao');
  t.equal(aligned('ben chan pin', 'en ben en chan pin'), '~en ben ~en chan pin');
  t.equal(aligned('ben chan', ''), '-ben -chan');
});

t.test(
  'a token takes the pronunciation nearest to what was heard and never costs more than a wrong syllable',
  async (t) => {
    const [heard] = hear('liang');
    const two = clauseToken('二', 'er4', 'liang3');
    t.same(matchToken(two, heard!, EDIT_COSTS), { cost: 0, pronunciation: 1 });
    t.same(matchToken(two, hear('lian')[0]!, EDIT_COSTS), { cost: 0.5, pronunciation: 1 });
    const dear = { ...two, pronunciations: two.pronunciations.map((one) => ({ ...one, cost: 0.9 })) };
    t.equal(matchToken(dear, hear('ku')[0]!, EDIT_COSTS).cost, 1);
  },
);
