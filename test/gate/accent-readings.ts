import type { AccentProfile } from '../../src/text/accent-profile.js';
import { ACCENT_PROFILES } from '../../src/text/accent-profile-list.js';
import { type GateFixture, SUITE_FIXTURES } from './readings.js';

const rulesHeard = ({ expected }: GateFixture): ReadonlySet<string> =>
  new Set((expected.ops ?? []).flatMap(({ rule }) => (rule === null ? [] : [rule])));

/** The reading in which every rule of the profile is heard. Throws when there is none: then make one. */
const readingOf = ({ id, rules }: AccentProfile): GateFixture => {
  const wanted = rules.map((rule) => rule.id);
  const complete = (fixture: GateFixture): boolean => wanted.every((rule) => rulesHeard(fixture).has(rule));
  const ofThisName = (fixture: GateFixture): boolean => fixture.dialect_hint === id;
  const found = SUITE_FIXTURES.filter(complete);
  // Two profiles with the same rules share a recording.
  const same = found.find(ofThisName) ?? found.find((fixture) => rulesHeard(fixture).size === new Set(wanted).size);
  if (!same) throw new Error(`no reading has every rule of ${id}: see scripts/make-fixtures/README.md`);
  return same;
};

/** Each accent profile with the reading that goes through all its merges. */
export const ACCENT_READINGS = ACCENT_PROFILES.map((profile) => ({ hint: profile.id, file: readingOf(profile).file }));
