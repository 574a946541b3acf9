import { defineErrors } from '@onevisit/kit/errors';

/** Errors of the demo run. Whatever stopped it, starting again goes on where it stopped. */
export const demoError = defineErrors({
  OV_DEMO_GATEWAY_UNREACHABLE: {
    zh: '示例：{operation} 无法到达网关 {url}（{problem}）；请检查网关是否在运行，然后重新启动，示例会从中断处继续。',
    en: 'Demo: {operation} cannot reach the gateway at {url} ({problem}); see that it runs and start again: the demo goes on where it stopped.',
  },
  OV_DEMO_NOT_GRAPHQL: {
    zh: '示例：{operation} 得到的应答不是 GraphQL（HTTP {status}）；请检查地址 {url} 是否为网关。',
    en: 'Demo: {operation} got an answer that is not GraphQL (HTTP {status}); check that {url} is the gateway.',
  },
  OV_DEMO_REFUSED: {
    zh: '示例：{operation} 失败（{codes}）。',
    en: 'Demo: {operation} failed ({codes}): {messages}',
  },
  OV_DEMO_ANSWER: {
    zh: '示例：{operation} 的应答与接口不符：{problem}；网关与命令行的版本可能不同。',
    en: 'Demo: the answer to {operation} is not as the API says: {problem}; gateway and command line may be of different versions.',
  },
  OV_DEMO_FEW_DEPARTMENTS: {
    zh: '示例需要 {initiator} 和至少另一个部门，现有：{departments}；请用 --departments 加入，或去掉该选项。',
    en: 'The demo needs {initiator} and at least one more department, and there are: {departments}; add them with --departments, or leave that option out.',
  },
  OV_DEMO_NO_ITEMS: {
    zh: '示例：部门包 @onevisit/{department} 无法提供抽查事项（{problem}）；请先运行 npm ci 和 npm run build。',
    en: 'Demo: package @onevisit/{department} gives no items ({problem}); run `npm ci` and `npm run build` first.',
  },
  OV_DEMO_TASK_WITHDRAWN: {
    zh: '示例：任务 {task} 已被撤回，联合计划无法发起；请换用新的数据目录（--data-dir）。',
    en: 'Demo: task {task} was withdrawn, so the joint plan cannot be convened; use a new data directory (--data-dir).',
  },
  OV_DEMO_PLAN_OVER: {
    zh: '示例：联合计划 {plan} 已处于 {phase}，不能继续；请换用新的数据目录（--data-dir）。',
    en: 'Demo: joint plan {plan} is {phase} and goes no further; use a new data directory (--data-dir).',
  },
  OV_DEMO_JOB_STOPPED: {
    zh: '示例：抽取 {draw} 中断：{problem}；排除原因后重新启动，会从中断处继续。',
    en: 'Demo: draw {draw} stopped: {problem}; remove the cause and start again: it goes on where it stopped.',
  },
  OV_DEMO_FREEZE_STALLED: {
    zh: '示例：抽取 {draw} 的冻结 {seconds} 秒没有进展，仍在等待：{departments}；请检查这些部门的子图后重新启动。',
    en: 'Demo: the freeze of {draw} made no progress for {seconds} seconds and still waits for {departments}; check their subgraphs and start again.',
  },
  OV_DEMO_NONCE_MISSING: {
    zh: '示例：抽取 {draw} 尚缺 {departments} 的随机数；请检查这些部门的子图后重新启动。',
    en: 'Demo: draw {draw} lacks the nonces of {departments}; check their subgraphs and start again.',
  },
});
