/** Errors of loading and adopting rule packs; what is wrong in a pack's text is OV_RULES_PACK_*. */
export const errorsOfRules = {
  OV_JOINT_UNKNOWN_RULE_PACK: {
    zh: '没有细则“{id}”；请先装载（loadRulePack），或从 rulePacks 中选择。',
    en: 'There is no rule pack "{id}"; load it first (loadRulePack), or choose one of rulePacks.',
  },
  OV_JOINT_UNKNOWN_RULE_KIND: {
    zh: 'kind：没有“{kind}”一类的规定；可用：{kinds}。',
    en: 'kind: there is no kind of rule "{kind}"; choose one of {kinds}.',
  },
  OV_JOINT_RULE_PACK_NOT_IN_FORCE: {
    zh: 'from：细则“{id}”自 {first} 至 {last} 有效，不能自 {from} 起采用；请改日期或换一版本。',
    en: 'from: rule pack "{id}" is in force from {first} to {last} and cannot be adopted from {from} on; choose another day or version.',
  },
  OV_JOINT_RULE_PACK_OTHER_DEPARTMENT: {
    zh: 'department：细则“{id}”属于部门“{owner}”，不能由“{department}”采用。',
    en: 'department: rule pack "{id}" is that of department "{owner}" and cannot be adopted for "{department}".',
  },
} as const;
