/** Errors of result codes: loading them, and entering results in them. `{known}` is what is known. */
export const errorsOfResultCodes = {
  OV_JOINT_CODES_OWNER: {
    zh: 'codeSystem：“{codeSystem}”属于 {owner}（- 为全市），其他部门不得装载其版本；请另取名称。',
    en: 'codeSystem: "{codeSystem}" belongs to {owner} (-: the city), and nobody else loads versions of it; choose another name.',
  },
  OV_JOINT_CODES_TAKEN: {
    zh: 'version：“{codeSystem}”第 {version} 版已有另一份；已装载的版本不可更改，请改用新的版本号（已有：{versions}）。',
    en: 'version: there is another version {version} of "{codeSystem}"; a version never changes once loaded, so give this one another number (there are: {versions}).',
  },
  OV_JOINT_CODES_AND_RESULTS: {
    zh: '{place}：results（全国结果）与 coded（系统代码）只能填其一。',
    en: '{place}: give either results (of the national list) or coded (codes of a system), not both.',
  },
  OV_JOINT_CODE_BARE: {
    zh: '{place}：只有代码“{code}”无从解释，各系统含义不同（{meanings}）；请同时填写 codeSystem 和 version，或直接填写 results。',
    en: '{place}: code "{code}" alone says nothing, as systems differ ({meanings}); give codeSystem and version with it, or results instead.',
  },
  OV_JOINT_CODE_SYSTEM: {
    zh: '{place}：没有代码系统“{codeSystem}”第 {version} 版；已知：{known}。请核对，或先装载（loadResultCodes）。',
    en: '{place}: there is no version {version} of code system "{codeSystem}"; known are: {known}. Check it, or load it (loadResultCodes) first.',
  },
  OV_JOINT_CODE_UNKNOWN: {
    zh: '{place}：{system} 中没有代码“{code}”；其中可用：{known}。',
    en: '{place}: {system} has no code "{code}"; it has: {known}.',
  },
  OV_JOINT_CODE_UNMAPPED: {
    zh: '{place}：{system} 的“{code}”（{text}）在全国结果中没有对应：{whyZh}；请改用：{known}，或直接填写 results。',
    en: '{place}: "{code}" ({text}) of {system} maps to nothing in the national list: {why} Use one of: {known}; or give results instead.',
  },
  OV_JOINT_CODE_STATUS: {
    zh: '{place}：{system} 的“{code}”（{text}）是主体状态变化，不是检查结果：{zh}。可用的结果代码：{known}。',
    en: '{place}: "{code}" ({text}) of {system} is a change of the subject\'s status and no result: {en}. Codes of results are: {known}.',
  },
} as const;
