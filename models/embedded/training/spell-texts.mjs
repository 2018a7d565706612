// Spells texts with the product's own text pipeline, so that training and judging agree on what a text sounds like.
// Reads JSON lines {id, text, pinyin?, profile?} on stdin, writes JSON lines on stdout (needs npm run build):
//   {id, reference, syllables: [{said, accents: [{rule, said}]}]}
// `reference` is every legal reading as {all: [...]} and {any: [...]} of phones; finals carry their tone (ang3).
// It is null for pinyin that is no Mandarin syllable (yai1, which audio-cmn has).
// `syllables` is the preferred reading in numbered pinyin, with the sounds that the accent profile makes of each.
import { createInterface } from 'node:readline';
import { referenceOf } from '../../../dist/bench/recognition/reference.js';
import { ACCENT_PROFILES } from '../../../dist/src/text/accent-profile-list.js';
import { accentVariants } from '../../../dist/src/text/accent-variants.js';
import { parseSyllable, toPinyin } from '../../../dist/src/text/syllable.js';
import { toSpokenForm } from '../../../dist/src/text/to-spoken-form.js';

const profileOf = (id) => {
  const found = ACCENT_PROFILES.find((profile) => profile.id === id);
  if (!found) throw new Error(`no accent profile ${id}`);
  return found;
};

const asTonalPhones = ({ syllable: { initial, final, tone } }) => ({
  all: initial === '' ? [`${final}${tone}`] : [initial, `${final}${tone}`],
});

const asHeard = ({ syllable, rule }) => ({ rule, said: toPinyin(syllable) });

const preferred = (text) => toSpokenForm(text).units.flatMap(({ alternatives }) => alternatives[0].map(first));
const first = ({ readings }) => readings[0].syllable;

const spell = ({ id, text = null, pinyin = null, profile }) => {
  const accent = profile ? profileOf(profile) : null;
  const syllables = pinyin ? pinyin.map(parseSyllable) : preferred(text);
  if (syllables.includes(null)) return { id, reference: null, syllables: [] };
  return {
    id,
    reference: referenceOf({ transcript: text, pinyin, deviation: null }, asTonalPhones),
    syllables: syllables.map((syllable) => ({
      said: toPinyin(syllable),
      accents: accent ? accentVariants(syllable, accent).map(asHeard) : [],
    })),
  };
};

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(spell(JSON.parse(line)))}\n`);
}
