import t from 'tap';
import type { FamilyAbility } from '../asr/family-abilities.js';
import type { RosterPack } from './roster-pack.js';
import { expectedDialect, routeReading } from './route.js';

const pack = (id: string, ability: FamilyAbility, ...dialects: string[]): RosterPack => ({
  role: 'asr',
  id,
  sha256: id,
  ability,
  dialects,
  languages: ['zh'],
  mode: 'active',
});

const ids = (packs: readonly RosterPack[]) => packs.map(({ id }) => id);
const only =
  (...validated: (string | null)[]) =>
  (sha256: string | null) =>
    validated.includes(sha256);

t.test('hint goes before speaker, speaker before the language of the clause', (t) => {
  const all = { hint: 'wu', speaker: 'hakka', language: 'yue' } as const;
  t.strictSame(expectedDialect(all), { dialect: 'wu', source: 'hint' });
  t.strictSame(expectedDialect({ ...all, hint: null }), { dialect: 'hakka', source: 'speaker' });
  t.strictSame(expectedDialect({ ...all, hint: null, speaker: null }), { dialect: 'cantonese', source: 'language' });
  t.equal(expectedDialect({ hint: null, speaker: null, language: 'cmn' }), null);
  t.end();
});

t.test('without a pack for the accent the embedded recogniser decides alone', (t) => {
  const route = routeReading({ dialect: 'wu', packs: [pack('y', 'posteriors', 'cantonese')], isValidated: only(null) });
  t.strictSame(route, { primary: null, seconds: [], embeddedIsSecond: false, opinions: [] });
  t.end();
});

t.test('a validated pack decides, and the validated embedded recogniser must not contradict it', (t) => {
  const packs = [
    pack('a', 'posteriors', 'mandarin'),
    pack('b', 'posteriors', 'mandarin'),
    pack('c', 'text', 'mandarin'),
  ];
  const route = routeReading({ dialect: 'mandarin', packs, isValidated: only(null, 'b') });
  t.equal(route.primary?.id, 'b');
  t.strictSame(ids(route.seconds), ['a', 'c']);
  t.equal(route.embeddedIsSecond, true);
  t.end();
});

t.test('an unvalidated pack never takes the place of the validated embedded recogniser', (t) => {
  const packs = [pack('a', 'posteriors', 'mandarin')];
  const route = routeReading({ dialect: 'mandarin', packs, isValidated: only(null) });
  t.equal(route.primary, null);
  t.strictSame(ids(route.seconds), ['a']);
  t.equal(route.embeddedIsSecond, false);
  t.end();
});

t.test('where nothing is validated, the first pack that can score gives the account', (t) => {
  const packs = [
    pack('w', 'opinion'),
    pack('t', 'text', 'wu'),
    pack('a', 'posteriors', 'wu'),
    pack('b', 'posteriors', 'wu'),
  ];
  const route = routeReading({ dialect: 'wu', packs, isValidated: only() });
  t.equal(route.primary?.id, 'a');
  t.strictSame(ids(route.seconds), ['t', 'b']);
  t.strictSame(ids(route.opinions), ['w']);
  t.end();
});

t.test('a text pack alone never decides', (t) => {
  const route = routeReading({ dialect: 'wu', packs: [pack('t', 'text', 'wu')], isValidated: only('t') });
  t.equal(route.primary, null);
  t.strictSame(ids(route.seconds), ['t']);
  t.end();
});

t.test('an accent that nobody could name is heard by every pack for any accent', (t) => {
  const packs = [pack('m', 'posteriors', 'mandarin'), pack('a', 'posteriors', 'wu'), pack('b', 'text', 'cantonese')];
  const route = routeReading({ dialect: 'unknown', packs, isValidated: only() });
  t.equal(route.primary?.id, 'a');
  t.strictSame(ids(route.seconds), ['b']);
  t.end();
});

t.test('opinions are for Chinese readings', (t) => {
  const english = { ...pack('e', 'opinion'), languages: ['en'] };
  const route = routeReading({ dialect: 'wu', packs: [english], isValidated: only() });
  t.strictSame(route.opinions, []);
  t.end();
});
