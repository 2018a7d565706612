"""The clauses that are read. Written for these fixtures in the manner of Chinese product disclosures."""

from reading import Clause

# 50 syllables, three sentences, two 不, a rate and an amount.
DISCLOSURE = Clause(
    text="本产品不保证本金和收益。业绩比较基准为年化3.5%，不构成收益承诺。本人已清楚了解风险，自愿认购200万元。",
    spoken="本产品不保证本金和收益。业绩比较基准，为年化百分之三点五，不构成收益承诺。本人已清楚了解风险，自愿认购两百万元。",
    pinyin="ben3 chan2 pin3 bu4 bao3 zheng4 ben3 jin1 he2 shou1 yi4 "
    "ye4 ji4 bi3 jiao4 ji1 zhun3 wei2 nian2 hua4 bai3 fen1 zhi1 san1 dian2 wu3 bu2 gou4 cheng2 shou1 yi4 cheng2 nuo4 "
    "ben3 ren2 yi3 qing1 chu3 liao2 jie3 feng1 xian3 zi4 yuan4 ren4 gou4 liang2 bai3 wan4 yuan2",
    critical_terms=("不保证本金和收益", "3.5%", "不构成收益承诺", "200万元"),
)

RISK = Clause(
    text="本人已充分了解该产品不保证本金和收益，愿意自行承担投资风险。",
    spoken="本人已充分了解该产品不保证本金和收益，愿意自行承担投资风险。",
    pinyin="ben3 ren2 yi3 chong1 fen4 liao2 jie3 gai1 chan2 pin3 bu4 bao3 zheng4 ben3 jin1 he2 shou1 yi4 "
    "yuan4 yi4 zi4 xing2 cheng2 dan1 tou2 zi1 feng1 xian3",
    critical_terms=("不保证本金和收益", "自行承担投资风险"),
)

PURCHASE = Clause(
    text="本人自愿购买本理财产品，金额为100000元，业绩比较基准为年化3.5%。",
    spoken="本人自愿购买本理财产品，金额为十万元，业绩比较基准，为年化百分之三点五。",
    pinyin="ben3 ren2 zi4 yuan4 gou4 mai3 ben2 li3 cai2 chan2 pin3 jin1 e2 wei2 shi2 wan4 yuan2 "
    "ye4 ji4 bi3 jiao4 ji1 zhun3 wei2 nian2 hua4 bai3 fen1 zhi1 san1 dian2 wu3",
    critical_terms=("100000元", "3.5%"),
)

LOAN = Clause(
    text="本人提供的资料真实有效，保证按期足额偿还贷款。",
    spoken="本人提供的资料真实有效，保证按期足额偿还贷款。",
    pinyin="ben3 ren2 ti2 gong1 de5 zi1 liao4 zhen1 shi2 you3 xiao4 "
    "bao3 zheng4 an4 qi1 zu2 e2 chang2 huan2 dai4 kuan3",
    critical_terms=("保证按期足额偿还",),
)

NOTICE = Clause(
    text="本人已核对账户信息，同意开通短信通知服务。",
    spoken="本人已核对账户信息，同意开通短信通知服务。",
    pinyin="ben3 ren2 yi3 he2 dui4 zhang4 hu4 xin4 xi1 tong2 yi4 kai1 tong1 duan3 xin4 tong1 zhi1 fu2 wu4",
)

# `；` is a longer pause than `。`.
FULL_DISCLOSURE = Clause(
    text="本人确认已认真阅读并充分理解产品说明书和风险揭示书。本产品为非保本浮动收益型理财产品，不保证本金和收益，"
    "最不利情况下可能损失全部本金。本产品风险等级为三级，期限为180天，存续期内不得提前赎回。"
    "业绩比较基准为年化3.5%，仅供参考，不构成收益承诺。本人的风险承受能力与本产品相匹配，"
    "投资资金为自有资金，不是借贷资金。本人自愿购买本产品，并独立承担投资风险。",
    spoken="本人确认已认真阅读并充分理解产品说明书和风险揭示书；本产品为非保本浮动收益型理财产品。不保证本金和收益，"
    "最不利情况下可能损失全部本金；本产品风险等级为三级，期限为一百八十天。存续期内不得提前赎回；"
    "业绩比较基准，为年化百分之三点五。仅供参考，不构成收益承诺；本人的风险承受能力与本产品相匹配。"
    "投资资金为自有资金，不是借贷资金；本人自愿购买本产品，并独立承担投资风险。",
    pinyin="ben3 ren2 que4 ren4 yi3 ren4 zhen1 yue4 du2 bing4 chong1 fen4 li2 jie3 chan2 pin3 shuo1 ming2 shu1 he2 "
    "feng1 xian3 jie1 shi4 shu1 "
    "ben2 chan2 pin3 wei2 fei1 bao2 ben3 fu2 dong4 shou1 yi4 xing2 li3 cai2 chan2 pin3 "
    "bu4 bao3 zheng4 ben3 jin1 he2 shou1 yi4 "
    "zui4 bu2 li4 qing2 kuang4 xia4 ke3 neng2 sun3 shi1 quan2 bu4 ben3 jin1 "
    "ben2 chan2 pin3 feng1 xian3 deng3 ji2 wei2 san1 ji2 qi1 xian4 wei2 yi4 bai3 ba1 shi2 tian1 "
    "cun2 xu4 qi1 nei4 bu4 de2 ti2 qian2 shu2 hui2 "
    "ye4 ji4 bi3 jiao4 ji1 zhun3 wei2 nian2 hua4 bai3 fen1 zhi1 san1 dian2 wu3 "
    "jin3 gong1 can1 kao3 bu2 gou4 cheng2 shou1 yi4 cheng2 nuo4 "
    "ben3 ren2 de5 feng1 xian3 cheng2 shou4 neng2 li4 yu2 ben2 chan2 pin3 xiang1 pi3 pei4 "
    "tou2 zi1 zi1 jin1 wei2 zi4 you3 zi1 jin1 bu2 shi4 jie4 dai4 zi1 jin1 "
    "ben3 ren2 zi4 yuan4 gou4 mai3 ben2 chan2 pin3 bing4 du2 li4 cheng2 dan1 tou2 zi1 feng1 xian3",
    critical_terms=("非保本", "不保证本金和收益", "不得提前赎回", "3.5%", "不构成收益承诺", "不是借贷资金"),
)

ENROLMENT = (
    Clause(
        text="我是本次理财业务的办理人，现在录制声纹，用于身份核验。",
        spoken="我是本次理财业务的办理人，现在录制声纹，用于身份核验。",
        pinyin="wo3 shi4 ben3 ci4 li3 cai2 ye4 wu4 de5 ban4 li3 ren2 xian4 zai4 lu4 zhi4 sheng1 wen2 "
        "yong4 yu2 shen1 fen4 he2 yan4",
    ),
    Clause(
        text="请在安静的环境下，用平常的语速，朗读屏幕上显示的内容。",
        spoken="请在安静的环境下，用平常的语速，朗读屏幕上显示的内容。",
        pinyin="qing3 zai4 an1 jing4 de5 huan2 jing4 xia4 yong4 ping2 chang2 de5 yu3 su4 "
        "lang3 du2 ping2 mu4 shang4 xian3 shi4 de5 nei4 rong2",
    ),
    Clause(
        text="今天天气晴朗，我和家人一起去公园散步，晚上回家吃饭。",
        spoken="今天天气晴朗，我和家人一起去公园散步，晚上回家吃饭。",
        pinyin="jin1 tian1 tian1 qi4 qing2 lang3 wo3 he2 jia1 ren2 yi4 qi3 qu4 gong1 yuan2 san4 bu4 "
        "wan3 shang5 hui2 jia1 chi1 fan4",
    ),
)
