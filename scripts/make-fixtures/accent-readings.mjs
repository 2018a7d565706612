// Writes accents.json: one reading of one clause for each accent profile, in which every rule of the profile is heard.
// Needs a build (npm run build); run it again when a profile changes, then make_fixtures.py --set suites.
import { writeFileSync } from 'node:fs';
import { ACCENT_PROFILES } from '../../dist/src/text/accent-profile-list.js';
import { accentVariants } from '../../dist/src/text/accent-variants.js';
import { parseSyllable, toPinyin } from '../../dist/src/text/syllable.js';

/** Holds every initial and final that a rule starts from. Tones as spoken. */
const CLAUSE = {
  text: '本人年满法定岁数，自愿按合同存入资金，均已完成签名。若市场利率波动，赎回款额能够到账另行约定，出现风险由本人承担。',
  spoken:
    '本人年满法定岁数，自愿按合同存入资金，均已完成签名。若市场利率波动，赎回款额，能够到账另行约定。出现风险由本人承担。',
  pinyin:
    'ben3 ren2 nian2 man3 fa3 ding4 sui4 shu4 zi4 yuan4 an4 he2 tong2 cun2 ru4 zi1 jin1 jun1 yi3 wan2 cheng2 qian1 ming2 ' +
    'ruo4 shi4 chang3 li4 lv4 bo1 dong4 shu2 hui2 kuan3 e2 neng2 gou4 dao4 zhang4 ling4 xing2 yue1 ding4 ' +
    'chu1 xian4 feng1 xian3 you2 ben3 ren2 cheng2 dan1',
};
/** An accent is heard here and there, not in every syllable: each rule at most so often. */
const MOST_USES = 2;

const SYLLABLES = CLAUSE.pinyin.split(' ').map((pinyin) => parseSyllable(pinyin));

/** Where a rule alone changes the sound: token index and the syllable heard. */
const placesOf = (rule, profile) =>
  SYLLABLES.flatMap((syllable, token) =>
    accentVariants(syllable, profile)
      .filter((variant) => variant.rule === rule.id)
      .map((variant) => ({ token, rule: rule.id, said: toPinyin(variant.syllable) })),
  );

/** The rules with the fewest places choose first; no syllable is changed twice. */
const readingOf = (profile) => {
  const rules = profile.rules
    .map((rule) => placesOf(rule, profile))
    .toSorted((left, right) => left.length - right.length);
  const taken = new Map();
  for (let use = 0; use < MOST_USES; use++) {
    for (const places of rules) {
      const free = places.find(({ token }) => !taken.has(token));
      if (free) taken.set(free.token, free);
    }
  }
  const heard = new Set([...taken.values()].map(({ rule }) => rule));
  const lacking = profile.rules.filter(({ id }) => !heard.has(id));
  if (lacking.length > 0) throw new Error(`${profile.id}: no place for ${lacking.map(({ id }) => id).join(', ')}`);
  return { hint: profile.id, version: profile.version, merges: [...taken.values()].sort((a, b) => a.token - b.token) };
};

const accents = { clause: CLAUSE, readings: ACCENT_PROFILES.map(readingOf) };
writeFileSync(new URL('accents.json', import.meta.url), `${JSON.stringify(accents, null, 2)}\n`);
