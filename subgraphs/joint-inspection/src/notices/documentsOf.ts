/** What papers are called: the word that a piece of an item's content ends its naming of one with. */
const PAPERS = [
  '许可证',
  '执照',
  '证书',
  '资格证',
  '合格证明',
  '合格证',
  '许可',
  '资质',
  '台账',
  '记录',
  '档案',
  '报告',
  '合同',
  '协议',
  '责任制',
  '制度',
  '预案',
  '规程',
  '清单',
  '票据',
  '凭证',
  '批准文件',
  '备案',
  '登记',
  '计划',
  '章程',
  '广告',
] as const;

/** Between the things that a content names. */
const BETWEEN = /[、，,；;。.：:和与及或]|以及|或者/u;

/** What a piece says before it names a paper. */
const BEFORE = /^.*(?:是否|有无|取得|结合|按照|通过)/u;

/** 登记事项 is what is registered, and no paper. */
const PAPER = new RegExp(`^(.*?(?:${PAPERS.join('|')}))(?!事项)`, 'u');

/**
 * The papers that an item's content names (检查内容 as a department writes it), for the subject to prepare: 卫生许可、水质检测、卫生管理档案
 * names two. None where it names none.
 */
export function documentsOf(content: string): readonly string[] {
  const found = content.split(BETWEEN).flatMap((piece) => {
    const [named] = piece.trim().match(PAPER) ?? [];
    const name = named?.replace(BEFORE, '') ?? '';
    return name.length < 2 ? [] : [name];
  });
  const names = [...new Set(found)];
  return names.filter((name) => !names.some((other) => other !== name && other.includes(name)));
}
