import { amountText, printDemand } from './printDemand.js';
import type { Frequency, Level, LevelShare, PoolSize, Share, StratumShare, WrittenQuota } from './WrittenQuota.js';
import { type QuotaLanguage, WORDINGS, type Wording } from './wording.js';

const LEVELS: readonly Level[] = ['PROVINCE', 'CITY', 'DISTRICT'];

/** A quota in canonical Chinese or English, which parseQuota reads back as the same quota. */
export function printQuota(quota: WrittenQuota, language: QuotaLanguage): string {
  const wording = WORDINGS[language];
  const { itemClass, share, overall, yearly, frequency, base } = quota;
  const clauses = [
    overall && wording.overall + printDemand(overall, language),
    yearly && wording.yearly + printDemand(yearly, language),
    share && printShare(share, language),
    frequency && frequencyText(frequency, wording),
    base && wording.base + amountText(base, wording),
  ];
  const said = clauses.filter((clause) => clause !== undefined).join(wording.clauses);
  return itemClass === undefined ? said : wording.itemClass[itemClass] + said;
}

/** A share in canonical words. */
export function printShare(share: Share, language: QuotaLanguage): string {
  if (share.kind !== 'BY_LEVEL') return levelShareText(share, language);
  const wording = WORDINGS[language];
  return LEVELS.flatMap((level) => {
    const levelShare = share.levels[level];
    return levelShare === undefined
      ? []
      : [wording.levels[level] + wording.colon + levelShareText(levelShare, language)];
  }).join(wording.clauses);
}

/** A tier's size in canonical words, as in "pools of …". */
export function sizeText({ least, most, unit }: PoolSize, wording: Wording): string {
  if (least !== undefined && most !== undefined) return wording.countRange(least, most, unit);
  if (most !== undefined) return wording.atMost + wording.count(most, unit);
  return least === undefined || least === 0
    ? wording.atLeast + wording.count(0, unit)
    : wording.over + wording.count(least - 1, unit);
}

function levelShareText(share: LevelShare, language: QuotaLanguage): string {
  if (share.kind !== 'BY_STRATUM') return stratumShareText(share, language);
  const wording = WORDINGS[language];
  return share.strata
    .map(({ stratum, share: own }) => {
      const everyone = share.strata.length === 1 ? wording.each : wording.others;
      const name = stratum === '*' ? everyone : nameText(stratum);
      return name + wording.afterName(!/["A-Z]$/.test(name)) + stratumShareText(own, language);
    })
    .join(wording.strata);
}

function stratumShareText(share: StratumShare, language: QuotaLanguage): string {
  if (share.kind !== 'BY_POOL_SIZE') return printDemand(share, language);
  const wording = WORDINGS[language];
  return share.tiers
    .map(({ size, demand }) => wording.tier(sizeText(size, wording)) + printDemand(demand, language))
    .join(wording.tiers);
}

/** Characters of the language's own words: a name that has any of them is quoted. */
const OWN_CHARACTERS =
  /[不得低少小至最高超过多大足满约原则上一二两三四五六七八九十百千分之般待定确另全覆盖部数各均其余他它每半年季度月次抽查检按拟计划随机取比例率量户家为总体整的合累和基录库目标且并及与同时以下内左右省市县区级类所个人名辆件批台艘处座项库点到企业单位学校主经营者商门店对象或]/;

/** A stratum's name, quoted unless it is a capital or of Han characters that mean nothing else. */
function nameText(name: string): string {
  if (/^[A-Z]$/.test(name)) return name;
  if (/^\p{Script=Han}+$/u.test(name) && !OWN_CHARACTERS.test(name)) return name;
  return `"${name.replaceAll(/["＂]/g, '$&$&')}"`;
}

function frequencyText({ least, most, months, soft }: Frequency, wording: Wording): string {
  const [comparison, times] =
    least !== undefined && most !== undefined
      ? ['', wording.times(least, most)]
      : least === undefined
        ? [wording.atMost, wording.times(most ?? 0, most ?? 0)]
        : [wording.atLeast, wording.times(least, least)];
  const said = wording.per(comparison + times, months);
  if (soft === undefined) return said;
  return wording.soft[soft] + said;
}
