/** Errors of matchmaking. */
export const MATCH_ERRORS = {
  OV_JOINT_MATCH_TASK: {
    zh: '{place}：{year} 年没有部门提交过任务“{id}”，或其部门暂未答复（{unanswered}）；请核对任务的年度和状态。',
    en: '{place}: no department has submitted a task "{id}" of {year}, or its department did not answer ({unanswered}); check year and state of the task.',
  },
  OV_JOINT_MATCH_NUMBER: {
    zh: '{place}：须为 {least} 至 {most} 之间的整数，收到 {value}。',
    en: '{place}: must be a whole number from {least} to {most}, got {value}.',
  },
  OV_JOINT_MATCH_WINDOW: {
    zh: '{place}：时段 {first} 至 {last} 不成立，或不足 {minOverlap} 天；首日须不晚于末日。',
    en: '{place}: {first} to {last} is no window, or shorter than {minOverlap} days; the first day must not be after the last.',
  },
  OV_JOINT_MATCH_APART: {
    zh: 'taskIds：各任务的时段即使各移动 {mostDaysMoved} 天，也没有 {minOverlap} 天的共同时段；请减少任务，或改变 windows、mostDaysMoved 或 minOverlap。',
    en: 'taskIds: the windows of these tasks share no {minOverlap} days even if each is moved by {mostDaysMoved} days; leave tasks out, or change windows, mostDaysMoved or minOverlap.',
  },
  OV_JOINT_MATCH_FEW: {
    zh: 'taskIds：联合计划至少需要两个部门的任务。',
    en: 'taskIds: a joint plan needs tasks of at least two departments.',
  },
} as const;
