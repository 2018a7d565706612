/**
 * Words of financial clauses that promise something else when exchanged for each other. Data: a change of an entry is a
 * change of `version`. Every word of a group is a contrary of every other; a word may be longer or shorter than its
 * contraries. Words that differ in tone alone do not belong here: the recogniser cannot tell them (tone witness).
 */
export interface ContraryGroup {
  /** Stable name, shown with the near miss. */
  readonly id: string;
  readonly words: readonly string[];
  /** English gloss. */
  readonly en: string;
  /** What changes for the customer. */
  readonly why: string;
  /** `design`: named by the project's design; `own_knowledge`: collected from the wording of clauses. */
  readonly source: 'design' | 'own_knowledge';
  /** Longer words in which a word of the group is only a part and means something else. */
  readonly within?: readonly string[];
}

type Row = readonly [
  id: string,
  words: string,
  en: string,
  why: string,
  source: ContraryGroup['source'],
  within?: string,
];

const PRODUCT: readonly Row[] = [
  ['guarantee', '保证 不保证', 'guaranteed / not', 'who bears the loss', 'design', '保证金 保证人'],
  ['principal_protected', '保本 非保本 不保本', 'principal protected / not', 'who bears the loss', 'design'],
  ['fixed_floating', '固定 浮动 不定', 'fixed / floating', 'what return or rate is owed', 'design'],
  ['certain', '确定 不确定', 'certain / uncertain', 'whether a return is owed', 'own_knowledge'],
  ['promise', '承诺 不承诺', 'promises / does not', 'whether a return is owed', 'own_knowledge'],
  [
    'expected_return',
    '预期收益 保证收益 固定收益',
    'expected / guaranteed / fixed return',
    'whether a return is owed',
    'design',
  ],
  [
    'expected',
    '预期 保证 承诺',
    'expected / guaranteed / promised',
    'whether a return is owed',
    'design',
    '保证金 保证人',
  ],
  [
    'benchmark',
    '业绩比较基准 预期收益率 保证收益率',
    'benchmark / expected / guaranteed rate',
    'a benchmark is no promise',
    'own_knowledge',
  ],
  ['open_closed', '开放 封闭', 'open / closed', 'whether money can be had back', 'design'],
  [
    'principal_interest',
    '本金 本息 利息',
    'principal / with interest / interest',
    'what is paid or protected',
    'design',
  ],
  ['principal_return', '本金 收益', 'principal / return', 'what is paid or protected', 'own_knowledge'],
  [
    'equal_instalments',
    '等额本息 等额本金',
    'equal instalments / equal principal',
    'what each instalment costs',
    'own_knowledge',
  ],
  ['interest', '有息 无息 免息', 'with / without interest', 'what the money costs', 'own_knowledge'],
  ['compound', '单利 复利', 'simple / compound interest', 'what the money costs', 'own_knowledge'],
  ['risk_level', '低风险 中低风险 中风险 中高风险 高风险', 'level of risk', 'how much can be lost', 'design'],
  [
    'risk_type',
    '保守型 谨慎型 稳健型 平衡型 成长型 进取型 激进型',
    'type of investor',
    'what may be sold to the customer',
    'own_knowledge',
  ],
  ['suitable', '适合 不适合', 'suitable / not', 'what may be sold to the customer', 'own_knowledge'],
  ['match', '匹配 不匹配', 'matches / does not', 'what may be sold to the customer', 'own_knowledge'],
  [
    'product_kind',
    '存款 理财 保险 基金 信托 国债',
    'deposit / product / insurance / fund / trust / bond',
    'what is bought, and who protects it',
    'design',
    '存款人 保险人 保险金 保险费 保险期 保险合同 保险责任 保险公司 被保险人 投保险',
  ],
  ['deposit_loan', '存款 贷款 借款', 'deposit / loan', 'who owes whom', 'design', '存款人 贷款人 借款人'],
  ['institution', '银行 保险公司 基金公司 信托公司 证券公司', 'institution', 'who owes', 'design', '银行卡'],
  ['offering', '公募 私募', 'public / private offering', 'what protection there is', 'own_knowledge'],
  ['deposit_term', '活期 定期', 'sight / term', 'whether money can be had back', 'own_knowledge'],
  ['term', '短期 中期 长期', 'short / middle / long term', 'how long money is bound', 'own_knowledge'],
  ['seniority', '优先 劣后', 'senior / junior', 'who is paid first', 'own_knowledge'],
  ['tax', '税前 税后', 'before / after tax', 'what is paid out', 'own_knowledge'],
  ['taxed', '含税 不含税', 'tax included / not', 'what is paid', 'own_knowledge'],
  ['security', '抵押 质押', 'mortgage / pledge', 'what can be taken', 'own_knowledge'],
  ['liability', '连带 一般', 'joint and several / ordinary', 'who can be made to pay', 'own_knowledge'],
  ['home_abroad', '境内 境外', 'at home / abroad', 'where money goes', 'own_knowledge'],
];

const MOVES: readonly Row[] = [
  ['rise_fall', '上涨 下跌', 'rise / fall', 'gain or loss', 'design'],
  ['ascend', '上升 下降', 'rise / fall', 'gain or loss', 'own_knowledge'],
  ['adjust', '上调 下调', 'raised / lowered', 'what the money costs', 'own_knowledge'],
  ['appreciate', '升值 贬值', 'gain / lose value', 'gain or loss', 'own_knowledge'],
  ['raise_lower', '提高 降低', 'raise / lower', 'gain or loss', 'own_knowledge'],
  ['increase', '增加 减少', 'increase / decrease', 'gain or loss', 'design'],
  ['profit_loss', '盈利 亏损', 'profit / loss', 'gain or loss', 'design'],
  ['return_loss', '收益 损失 亏损', 'return / loss', 'gain or loss', 'own_knowledge'],
  ['subscribe_redeem', '申购 认购 购买 赎回', 'buy / redeem', 'money in or out', 'design'],
  ['buy_sell', '买入 卖出', 'buy / sell', 'money in or out', 'design'],
  ['transfer', '转入 转出', 'transfer in / out', 'money in or out', 'own_knowledge'],
  ['deposit_withdraw', '存入 取出 支取', 'deposit / withdraw', 'money in or out', 'own_knowledge'],
  ['income', '收入 支出', 'income / expense', 'money in or out', 'own_knowledge'],
  ['pay_collect', '支付 收取', 'pay / collect', 'who pays', 'own_knowledge'],
  ['charge', '收取 不收取 免收', 'charged / not', 'who pays', 'own_knowledge'],
  ['free', '收费 免费', 'charged / free', 'who pays', 'own_knowledge'],
  ['paid', '有偿 无偿', 'for a price / for nothing', 'who pays', 'own_knowledge'],
  ['borrow_repay', '借款 还款 放款', 'borrow / repay / pay out', 'who owes', 'own_knowledge', '借款人 还款人'],
  ['maturity', '到期 提前 逾期', 'at maturity / early / overdue', 'when, and at what price', 'design'],
  ['effective', '生效 失效', 'takes / loses effect', 'whether it binds', 'own_knowledge'],
  ['valid', '有效 无效', 'valid / void', 'whether it binds', 'own_knowledge'],
  ['begin_end', '开始 终止 结束', 'begins / ends', 'whether it binds', 'own_knowledge'],
  ['concluded', '成立 终止', 'concluded / terminated', 'whether it binds', 'own_knowledge'],
  ['renewal', '自动续期 自动终止', 'renewed / ended by itself', 'whether money is bound again', 'own_knowledge'],
  [
    'insure_surrender',
    '投保 续保 退保',
    'insure / renew / surrender',
    'whether there is cover',
    'own_knowledge',
    '投保人',
  ],
  ['accept_cover', '承保 拒保', 'covers / refuses cover', 'whether there is cover', 'own_knowledge'],
  ['claim', '赔付 拒赔 不赔', 'claim paid / refused', 'whether there is cover', 'own_knowledge'],
  ['compensate', '赔偿 不赔偿', 'compensates / does not', 'who bears the loss', 'own_knowledge'],
  ['payment_mode', '趸交 期交', 'single / regular premium', 'how much is paid', 'own_knowledge'],
  ['instalments', '一次性 分期', 'at once / in instalments', 'when it is paid', 'own_knowledge'],
];

const WILL: readonly Row[] = [
  ['agree', '同意 不同意 拒绝', 'agree / do not', 'consent', 'design'],
  ['accept', '接受 不接受 拒绝', 'accept / do not', 'consent', 'own_knowledge'],
  ['authorise', '授权 不授权 撤销', 'authorise / do not', 'consent', 'own_knowledge'],
  ['voluntary', '自愿 被迫 非自愿', 'of free will / forced', 'consent', 'design'],
  ['bear', '承担 不承担 免除', 'bear / do not', 'who bears the loss', 'design'],
  ['responsible', '负责 不负责 免责', 'answers for / does not', 'who bears the loss', 'own_knowledge'],
  ['may', '可以 不可以 不得 不能', 'may / may not', 'what is allowed', 'design'],
  ['must', '必须 可以 不必 无须', 'must / may / need not', 'what is owed', 'design'],
  ['ought', '应当 不应当 可以 不得', 'shall / shall not / may', 'what is owed', 'own_knowledge'],
  ['need', '需要 不需要 无需', 'need / need not', 'what is owed', 'design'],
  ['need_short', '需 无需', 'need / need not', 'what is owed', 'design', '无需 需要 需求'],
  ['able', '能 不能', 'can / cannot', 'what is allowed', 'design', '不能 能力 功能 职能 性能 能够'],
  ['will', '会 不会', 'will / will not', 'what happens', 'design', '不会 会议 会计 会员 委员会 机会 协会 社会'],
  ['is', '是 不是', 'is / is not', 'what is the case', 'design', '不是 是否 但是 或是 于是 若是 凡是'],
  [
    'have',
    '有 没有 无',
    'have / have not',
    'what is the case',
    'design',
    '没有 所有 持有 拥有 享有 具有 占有 只有 有限 有关 有效 有息 有偿 有权 原有 现有 私有 国有 无论 无法 无须 无需 无效 无息 无偿 无锡 无线 无权',
  ],
  ['entitled', '有权 无权', 'entitled / not', 'what is allowed', 'own_knowledge'],
  ['limited', '有限 无限', 'limited / unlimited', 'how much can be lost', 'own_knowledge', '有限公司 有限责任公司'],
  ['already', '已经 尚未 未', 'already / not yet', 'what has been done', 'design'],
  ['already_short', '已 未', 'already / not yet', 'what has been done', 'design', '已经 未来 未成年 未婚'],
  ['true_false', '真实 虚假', 'true / false', 'what was declared', 'own_knowledge'],
  ['lawful', '合法 非法 不合法', 'lawful / unlawful', 'what was declared', 'own_knowledge'],
  ['revocable', '可撤销 不可撤销', 'revocable / irrevocable', 'whether it binds', 'own_knowledge'],
];

const PARTIES: readonly Row[] = [
  ['party', '甲方 乙方 丙方', 'party A / B / C', 'who owes whom', 'design'],
  ['loan_party', '借款人 贷款人 担保人 保证人', 'borrower / lender / guarantor', 'who owes whom', 'design'],
  ['creditor', '债权 债务', 'claim / debt', 'who owes whom', 'design'],
  ['rights_duties', '权利 义务', 'right / duty', 'who owes whom', 'own_knowledge'],
  [
    'insurance_party',
    '投保人 被保险人 受益人 保险人',
    'policyholder / insured / beneficiary / insurer',
    'who is paid',
    'design',
  ],
  ['lease_party', '出租人 承租人', 'lessor / lessee', 'who owes whom', 'own_knowledge'],
  ['trust_party', '委托人 受托人', 'settlor / trustee', 'who owes whom', 'own_knowledge'],
  ['self_other', '本人 他人 代理人', 'myself / another / agent', 'who acts', 'own_knowledge'],
  ['own_bank', '本行 他行', 'this / another bank', 'who owes', 'own_knowledge'],
];

const EXTENT: readonly Row[] = [
  ['all_part', '全部 部分', 'all / part', 'how much', 'design', '一部分 大部分'],
  ['full_amount', '全额 差额 部分', 'in full / difference / part', 'how much', 'own_knowledge', '一部分 大部分'],
  ['above_below', '高于 低于 等于', 'above / below', 'how much', 'design'],
  ['not_above', '不高于 不低于', 'at most / at least', 'how much', 'own_knowledge'],
  ['more_less', '大于 小于 等于', 'more / less', 'how much', 'own_knowledge'],
  ['exceed', '超过 不超过 不足', 'exceeds / does not', 'how much', 'design'],
  ['bounds', '以上 以下', 'or more / or less', 'how much', 'design'],
  ['inside', '以内 以外', 'within / beyond', 'how much', 'own_knowledge'],
  ['extremes', '最高 最低', 'highest / lowest', 'how much', 'own_knowledge'],
  ['most_least', '至少 至多 最少 最多', 'at least / at most', 'how much', 'own_knowledge'],
  ['before_after', '之前 之后', 'before / after', 'when', 'own_knowledge'],
  ['earlier_later', '以前 以后', 'before / after', 'when', 'own_knowledge'],
  ['not_earlier', '早于 晚于', 'earlier / later', 'when', 'own_knowledge'],
  ['which_year', '今年 去年 明年', 'this / last / next year', 'when', 'own_knowledge'],
  ['which_month', '本月 上月 下月 次月', 'this / last / next month', 'when', 'own_knowledge'],
  ['every', '每年 每月 每日 每周 每季度', 'every year / month / day', 'how often', 'design'],
  ['by', '按年 按月 按日 按周 按季', 'by the year / month / day', 'how often', 'own_knowledge'],
  ['currency', '人民币 美元 港币 欧元', 'currency', 'how much', 'design'],
];

const toGroup = ([id, words, en, why, source, within]: Row): ContraryGroup => ({
  id,
  words: words.split(' '),
  en,
  why,
  source,
  ...(within === undefined ? {} : { within: within.split(' ') }),
});

export const FINANCE_CONTRARIES: {
  readonly version: number;
  readonly groups: readonly ContraryGroup[];
} = { version: 1, groups: [...PRODUCT, ...MOVES, ...WILL, ...PARTIES, ...EXTENT].map(toGroup) };
