import type { AccentProfile } from './accent-profile.js';
import { CANTONESE } from './accent-profiles/cantonese.js';
import { CENTRAL_PLAINS } from './accent-profiles/central-plains.js';
import { GAN } from './accent-profiles/gan.js';
import { HAKKA } from './accent-profiles/hakka.js';
import { JIANGHUAI } from './accent-profiles/jianghuai.js';
import { JIAOLIAO } from './accent-profiles/jiaoliao.js';
import { JILU } from './accent-profiles/jilu.js';
import { JIN } from './accent-profiles/jin.js';
import { MANDARIN } from './accent-profiles/mandarin.js';
import { MIN } from './accent-profiles/min.js';
import { NORTHEASTERN } from './accent-profiles/northeastern.js';
import { SOUTHWESTERN } from './accent-profiles/southwestern.js';
import { WU } from './accent-profiles/wu.js';
import { XIANG } from './accent-profiles/xiang.js';

/** Every accent profile, the standard first. */
export const ACCENT_PROFILES: readonly AccentProfile[] = [
  MANDARIN,
  SOUTHWESTERN,
  CANTONESE,
  MIN,
  WU,
  HAKKA,
  XIANG,
  GAN,
  JIN,
  NORTHEASTERN,
  CENTRAL_PLAINS,
  JIANGHUAI,
  JILU,
  JIAOLIAO,
];

/** Places and other names that callers send as a hint, by profile. */
const ALIASES: Readonly<Record<string, string>> = {
  mandarin: 'putonghua standard cmn zh zh-cn 普通话 国语',
  southwestern:
    'sichuan chongqing chengdu hubei wuhan yunnan kunming guizhou guiyang guilin 四川 重庆 成都 湖北 武汉 云南 贵州 四川话',
  cantonese: 'yue guangdong guangzhou hongkong macau 广东 广州 香港 粤语 粤 广东话 白话',
  min: 'minnan hokkien taiwan fujian xiamen quanzhou chaoshan teochew fuzhou nan 闽南 闽南话 台湾 福建 厦门 潮汕 福州',
  wu: 'shanghai suzhou zhejiang hangzhou ningbo wenzhou wuxi 上海 苏州 浙江 杭州 宁波 温州 无锡 上海话 吴语',
  hakka: 'kejia meizhou hak 客家 客家话 梅州',
  xiang: 'hunan changsha hsn 湖南 长沙 湖南话 湘语',
  gan: 'jiangxi nanchang 江西 南昌 江西话 赣语',
  jin: 'shanxi taiyuan datong baotou cjy 山西 太原 大同 晋语',
  northeastern: 'dongbei shenyang changchun harbin liaoning jilin heilongjiang 东北 沈阳 长春 哈尔滨 东北话',
  central_plains: 'zhongyuan henan zhengzhou luoyang shaanxi xian xuzhou 河南 郑州 洛阳 陕西 西安 河南话 陕西话',
  jianghuai: 'nanjing yangzhou hefei nantong 南京 扬州 合肥 南通',
  jilu: 'tianjin shijiazhuang jinan hebei baoding 天津 石家庄 济南 河北 保定',
  jiaoliao: 'qingdao yantai dalian weihai 青岛 烟台 大连 威海',
};

const BY_NAME: ReadonlyMap<string, AccentProfile> = new Map(
  ACCENT_PROFILES.flatMap((profile) =>
    [profile.id, profile.name.zh, ...(ALIASES[profile.id] ?? '').split(' ')].map((name) => [name, profile] as const),
  ),
);

/** The profile of an id, a place or another name of the dialect, in any case (`Sichuan`, `xi'an`); null when unknown. */
export const accentProfile = (idOrAlias: string): AccentProfile | null =>
  BY_NAME.get(idOrAlias.trim().toLowerCase().replaceAll("'", '')) ??
  BY_NAME.get(idOrAlias.trim().toLowerCase().replace(/[ -]/g, '_')) ??
  null;
