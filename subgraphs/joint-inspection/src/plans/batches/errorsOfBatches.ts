/** Refusals of batches, and of draws that go on where an earlier one of their plan ended. */
export const errorsOfBatches = {
  OV_JOINT_BATCHES: {
    zh: 'batches：须为 1 到 {most} 的整数，收到 {batches}。',
    en: 'batches: must be a whole number from 1 to {most}, got {batches}.',
  },
  OV_JOINT_BATCH_COUNT: {
    zh: 'batchWindows：计划分 {batches} 批，须为每批各给一个时段（仅一批时不填），收到 {given} 个。',
    en: 'batchWindows: the plan has {batches} batches; give one window for each (none where there is one batch), got {given}.',
  },
  OV_JOINT_BATCH_WINDOW: {
    zh: 'batchWindows[{index}]：{first} 至 {last} 须在前一批之后、在各任务共同的时段 {commonFirst} 至 {commonLast} 之内，且至少 {days} 天；请调整。',
    en: 'batchWindows[{index}]: {first} to {last} must come after the batch before, inside the days that all legs have in common, {commonFirst} to {commonLast}, and last {days} days or more; change it.',
  },
  OV_JOINT_BATCH_DAYS: {
    zh: 'batches：各任务共同的时段只有 {found} 天，不足以分 {batches} 批、每批至少 {days} 天；请减少批次，或由部门协调时段。',
    en: 'batches: the legs have {found} days in common, too few for {batches} batches of {days} days or more; plan fewer, or let the departments agree on their windows.',
  },
  OV_JOINT_BATCHES_OVER: {
    zh: '计划“{planId}”余下的批次或任务时段已于 {last} 结束，不能再抽取；请在下一计划中列入。',
    en: 'The last batch or window of plan "{planId}" that is left ended on {last}; nothing more can be drawn. Put it into the next plan.',
  },
  OV_JOINT_FOLLOWS: {
    zh: 'follows：计划“{planId}”有效的上一次抽取为“{drawId}”；请以 follows 指明它，或不填。',
    en: 'follows: the last draw in force of plan "{planId}" is "{drawId}"; name that one, or leave it out.',
  },
  OV_JOINT_DRAW_FOLLOWED: {
    zh: '抽取“{id}”之后已有以其为基础的抽取“{drawId}”；须先作废后者。',
    en: 'Draw "{drawId}" goes on from draw "{id}"; void the later one first.',
  },
} as const;
