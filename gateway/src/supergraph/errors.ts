import { defineErrors } from '@onevisit/kit/errors';

/** Why a supergraph is not served, and what can go wrong with its history. */
export const supergraphError = defineErrors({
  OV_SUPERGRAPH_UNREADABLE: {
    zh: '读不到超图 {place}（{problem}）；请检查路径或地址。',
    en: 'Cannot read the supergraph at {place} ({problem}); check the path or the URL.',
  },
  OV_SUPERGRAPH_NOT_LOADABLE: {
    zh: '超图 {place} 无法加载：{problem}；请重新组合，例如用 onevisit compose。',
    en: 'The supergraph at {place} cannot be loaded: {problem}; compose it again, such as with onevisit compose.',
  },
  OV_SUPERGRAPH_SUBGRAPH_URL: {
    zh: '超图中子图 {name} 的地址“{url}”不是 http 或 https 地址；请改正，或设置 {variable}。',
    en: 'The supergraph says that subgraph {name} is at "{url}", which is no http or https URL; correct it, or set {variable}.',
  },
  OV_SUPERGRAPH_DOCUMENT: {
    zh: '预存查询 {name} 不适用于超图 {place}：{problem}；请改正查询或超图，并重新组合。',
    en: 'The persisted document {name} does not fit the supergraph at {place}: {problem}; correct either, and compose again.',
  },
  OV_SUPERGRAPH_PLAN_BUDGET: {
    zh: '预存查询 {name} 对超图 {place} 的查询计划用时 {took} 毫秒，上限 {budget} 毫秒；请拆分查询，或调高 ONEVISIT_PLAN_BUDGET_MS。',
    en: 'Planning the persisted document {name} over the supergraph at {place} took {took} ms, and may take {budget} ms; split it, or raise ONEVISIT_PLAN_BUDGET_MS.',
  },
  OV_SUPERGRAPH_CHECK_FAILED: {
    zh: '对超图的检查未能完成：{problem}；网关继续使用原来的超图，稍后或文件重新写入后会再次检查。',
    en: 'The check of the supergraph did not end: {problem}; the gateway keeps the one that it has, and checks again later, or when the file is written anew.',
  },
  OV_SUPERGRAPH_NO_HISTORY: {
    zh: '{folder} 中没有可供回退的超图；网关每换用一个超图即在此留存。',
    en: 'There is no earlier supergraph in {folder}; the gateway keeps each one there that it takes up.',
  },
  OV_SUPERGRAPH_DIGEST_UNKNOWN: {
    zh: '{folder} 中没有摘要以“{digest}”开头的唯一超图；可用：{digests}。',
    en: 'There is not just one supergraph in {folder} whose digest begins with "{digest}"; there are: {digests}.',
  },
  OV_SUPERGRAPH_ROLLBACK_URL: {
    zh: '网关的超图来自 {place}，不能在此回退；请在发布处换回，或用 --supergraph 指明文件。',
    en: 'The supergraph comes from {place} and cannot be changed from here; go back where it is published, or name a file with --supergraph.',
  },
});
