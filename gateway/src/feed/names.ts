/** The national list of results of inspections (抽查检查结果), in its own words. */
export const RESULT_NAMES: Readonly<Record<string, string>> = {
  NO_PROBLEM: '未发现问题',
  NOT_PUBLISHED: '未按规定公示应当公示的信息',
  FALSE_INFORMATION: '公示信息隐瞒真实情况、弄虚作假',
  UNREACHABLE: '通过登记的住所(经营场所)无法联系',
  CORRECTION_ORDERED: '发现问题已责令改正',
  NOT_COOPERATING: '不配合检查情节严重',
  NO_SUCH_BUSINESS: '未发现开展本次抽查涉及的经营活动',
  FOLLOW_UP_PENDING: '发现问题待后续处理',
};

/** What a row of a table calls the other values. */
export const VALUE_NAMES: Readonly<Record<string, string>> = {
  NEW: '新增',
  CORRECTION: '更正',
  WITHDRAWAL: '撤销',
  RESULT: '抽查检查结果',
  PENALTY: '行政处罚决定',
  CLERICAL_ERROR: '笔误、录入错误',
  NEW_FACTS: '新查明的事实',
  OBJECTION_UPHELD: '异议成立',
  DRAW_VOID: '抽取作废',
  STATE_SECRET: '国家秘密',
  TRADE_SECRET: '商业秘密',
  PRIVACY: '个人隐私',
  OTHER_LAW: '依法依规不适合公开',
  ANNULLED: '处罚决定被撤销',
  PENDING: '待报送',
  SENT: '已报送',
  ACCEPTED: '已接收',
  REFUSED: '被退回',
};
