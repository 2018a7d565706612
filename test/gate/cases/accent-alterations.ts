import { ACCENT_READINGS } from '../accent-readings.js';
import type { Case } from '../case.js';
import { askedWith, reading } from '../readings.js';
import { spoken } from '../sound/recipe.js';

/** Under each accent profile, taken as validated: tolerance must not let other words by. */
const CHANGES: readonly (readonly [string, (text: string) => string])[] = [
  ['不 before 自愿', (text) => text.replace('自愿', '不自愿')],
  ['不 before 能够', (text) => text.replace('能够', '不能够')],
  ['未 for 已', (text) => text.replace('均已', '均未')],
  ['退休年龄 for 法定岁数', (text) => text.replace('法定岁数', '退休年龄')],
  ['第十四条 after 按合同', (text) => text.replace('按合同', '按合同第十四条')],
  ['提取 for 存入', (text) => text.replace('存入', '提取')],
  ['他人 for 本人, at the end', (text) => text.replace('由本人', '由他人')],
  ['a phrase more', (text) => text.replace('出现风险', '本产品不保本，出现风险')],
  ['a phrase less', (text) => text.replace('均已完成签名。', '')],
];

export const ACCENT_ALTERATIONS: readonly Case[] = ACCENT_READINGS.flatMap(({ hint, file }) =>
  CHANGES.map(([what, change]): Case => {
    const { clause_text: honest } = reading(file);
    const text = change(honest);
    if (text === honest) throw new Error(`${what} changes nothing`);
    return {
      id: `altered-accent/${hint} ${what}`,
      side: 'adversarial',
      sound: spoken(file),
      asked: { ...askedWith(file, text), hint },
      asValidated: true,
    };
  }),
);
