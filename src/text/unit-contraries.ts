import type { ContraryGroup } from './finance-contraries.js';

/** Units that follow a number and make it another quantity. Part of the lexicon of contraries; same version rules. */
export const UNIT_CONTRARIES: { readonly version: number; readonly groups: readonly ContraryGroup[] } = {
  version: 1,
  groups: [
    {
      id: 'time_unit',
      words: ['年', '个月', '天', '日', '周', '个季度', '小时', '个工作日'],
      en: 'unit of time',
      why: 'how long money is bound',
      source: 'design',
    },
    {
      id: 'money_unit',
      words: ['元', '万元', '亿元', '美元', '港元', '日元', '欧元'],
      en: 'unit of money',
      why: 'how much',
      source: 'design',
    },
    {
      id: 'rate_step',
      words: ['个百分点', '个基点'],
      en: 'percentage point / basis point',
      why: 'how much',
      source: 'design',
    },
  ],
};
