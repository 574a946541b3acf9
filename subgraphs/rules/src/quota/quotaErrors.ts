const WHERE = {
  zh: '抽查比例第 {position} 个字符（{found}）处',
  en: 'Ratio cell, character {position} ({found}): ',
} as const;
const SHOWN = '\n{shown}';

function inCell(zh: string, en: string): { readonly zh: string; readonly en: string } {
  return { zh: `${WHERE.zh}${zh}`, en: `${WHERE.en}${en}${SHOWN}` };
}

/** Errors of the quota language. Those in a cell carry `offset` (UTF-16 code units), `expected` and `shown` in their extensions. */
export const quotaErrors = {
  OV_RULES_QUOTA_SYNTAX: inCell('无法理解：此处应为{expectedZh}。', 'not understood; expected {expectedEn}.'),
  OV_RULES_QUOTA_TOO_LONG: inCell('过长：最多 {most} 个字符。', 'too long; at most {most} characters.'),
  OV_RULES_QUOTA_PERCENT: inCell('超过 100%；请改为 0 到 100%。', 'above 100 %; write 0 to 100 %.'),
  OV_RULES_QUOTA_UNITS: inCell(
    '范围两端的单位不一；请写成同一单位，如 10-20%、60-70家。',
    'the two ends of the range differ in unit; write one, as in 10-20% or 60-70家.',
  ),
  OV_RULES_QUOTA_COUNT: inCell('不是可用的整数；请写整数，如 20。', 'not a usable whole number; write one such as 20.'),
  OV_RULES_QUOTA_REPEATED: inCell(
    '重复：同一内容前面已写过；请只保留一处，或写明所属层级、分层。',
    'said before; keep one of them, or say which level or stratum each is about.',
  ),
  OV_RULES_QUOTA_REVERSED: inCell(
    '下限高于上限，或数值在上下限之外；请调整。',
    'a lower bound exceeds an upper one, or an amount lies outside its bounds; correct one of them.',
  ),
  OV_RULES_QUOTA_MIXED: inCell(
    '有的部分写明了层级、分层或名录库规模，有的没有；请补全，或用“且”与前一项连接，或写“其余”。',
    'some parts say which level, stratum or pool size they are about and some do not; say so, join with "and", or write "others".',
  ),
  OV_RULES_QUOTA_AMBIGUOUS: inCell(
    '有歧义：是名录库规模还是抽查数量？前者写“≤10所时≥2所”，后者用“且”连接。',
    'a size of the pool or a bound on the draw? Write "pools of at most 10 institutions: ..." for the one, join with "and" for the other.',
  ),
  OV_RULES_QUOTA_OVERLAP: inCell(
    '名录库规模分档重叠；每个规模只能属于一档。',
    'this tier of pool sizes overlaps another; a size may be in one only.',
  ),
  OV_RULES_QUOTA_TO_BE_SET: {
    zh: '抽查比例“{placeZh}”待定；请先确定比例或数量。',
    en: 'The ratio of "{placeEn}" is still to be set; set a percentage or a count first.',
  },
  OV_RULES_QUOTA_LEVEL: {
    zh: '该比例按层级规定（{known}），没有“{level}”；请指定其中之一。',
    en: 'This ratio is by level ({known}) and has none for "{level}"; name one of these.',
  },
  OV_RULES_QUOTA_POPULATION: {
    zh: '分层“{stratum}”的对象数为 {population}；须为不小于 0 的整数。',
    en: 'The population of stratum "{stratum}" is {population}; it must be a whole number of at least 0.',
  },
  OV_RULES_QUOTA_STRATUM_UNKNOWN: {
    zh: '名录库没有分层“{stratum}”（有：{known}）；请更正名称、给出对应关系，或以 0 表示空分层。',
    en: 'The pool has no stratum "{stratum}" (it has: {known}); correct the name, map it, or give an empty stratum as 0.',
  },
  OV_RULES_QUOTA_STRATUM_TWICE: {
    zh: '有两个名称对应到分层“{stratum}”；请更正对应关系。',
    en: 'Two names are mapped to stratum "{stratum}"; correct the mapping.',
  },
  OV_RULES_QUOTA_STRATUM_WITHOUT: {
    zh: '分层“{stratum}”没有规定比例；请补充，或写“其余”。',
    en: 'Stratum "{stratum}" has no ratio; add one, or write "others".',
  },
  OV_RULES_QUOTA_NO_TIER: {
    zh: '没有一档适用于 {population} 个对象的名录库（{tiersZh}）；请补充一档。',
    en: 'No tier is for a pool of {population} ({tiersEn}); add one.',
  },
  OV_RULES_QUOTA_NOT_DIVIDED: {
    zh: '“{demandZh}”未规定如何在各分层（{strata}）之间分配；请为每个分层选定数量。',
    en: '"{demandEn}" does not say how it is divided among the strata ({strata}); choose an amount for each.',
  },
  OV_RULES_QUOTA_CHOICE_NEEDED: {
    zh: '分层“{stratum}”只有“{demandZh}”，没有下限；请在 {least} 到 {most} 之间选定。',
    en: 'Stratum "{stratum}" has only "{demandEn}", no lower bound; choose from {least} to {most}.',
  },
  OV_RULES_QUOTA_CHOICE_FORM: {
    zh: '为“{stratum}”选定的“{choice}”有误；count 须为不小于 0 的整数，percent 须为 0 到 100 的小数文本，二者填一。',
    en: 'The choice {choice} for "{stratum}" is wrong; give either count, a whole number of at least 0, or percent, decimal text from 0 to 100.',
  },
  OV_RULES_QUOTA_CHOICE_UNKNOWN: {
    zh: '为“{stratum}”选定了数量，但没有这个分层（有：{known}）。',
    en: 'There is a choice for "{stratum}", but no such stratum (there are: {known}).',
  },
  OV_RULES_QUOTA_CHOICE_OUTSIDE: {
    zh: '为“{stratum}”选定的 {chosen} 不符合“{demandZh}”；允许 {least} 到 {most}。',
    en: 'The choice {chosen} for "{stratum}" is outside "{demandEn}"; permitted are {least} to {most}.',
  },
  OV_RULES_QUOTA_INFEASIBLE: {
    zh: '“{demandZh}”在分层“{stratum}”（{population} 个对象）自相矛盾：至少 {least}，至多 {most}；请修改比例。',
    en: '"{demandEn}" contradicts itself in stratum "{stratum}" of {population}: at least {least}, at most {most}; change the ratio.',
  },
} as const;
