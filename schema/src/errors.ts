import { GraphQLError } from 'graphql';

/** What an error says, in Chinese and in English; `{name}` stands for a value. */
export interface ErrorText {
  readonly zh: string;
  readonly en: string;
}

/** Every error of this package, by its stable code. The table in README.md says what to do about each. */
export const errorCatalogue = {
  OV_SCHEMA_REGISTER_UNREADABLE: {
    zh: '无法读取部门登记册 {file}:{reason}。请检查路径和 JSON 语法。',
    en: 'Cannot read the register {file}: {reason}. Check the path and the JSON syntax.',
  },
  OV_SCHEMA_REGISTER_INVALID: {
    zh: '部门登记册 {file} 有 {count} 处错误,请逐一改正:',
    en: 'The register {file} has {count} problem(s); correct each of them:',
  },
  OV_SCHEMA_OWN_SYNTAX: {
    zh: '{code} 的自有 SDL 第 {line} 行有语法错误:{reason}',
    en: "Line {line} of {code}'s own SDL has a syntax error: {reason}",
  },
  OV_SCHEMA_OWN_FOREIGN_TYPE: {
    zh: '{code} 的自有 SDL 第 {line} 行:不得定义或扩展类型 {type}。只可定义以 {prefix} 开头的类型,只可扩展这些类型以及 Query、Mutation、MarketSubject。',
    en: "Line {line} of {code}'s own SDL must not define or extend {type}. Define types that begin with {prefix}; extend those, Query, Mutation and MarketSubject only.",
  },
  OV_SCHEMA_OWN_REDEFINED: {
    zh: '{code} 的自有 SDL 第 {line} 行:类型 {type} 已由模板定义。请改用 extend。',
    en: "Line {line} of {code}'s own SDL defines {type}, which the template defines already. Write `extend` instead.",
  },
  OV_SCHEMA_OWN_FIELD_REDEFINED: {
    zh: '{code} 的自有 SDL 第 {line} 行:字段 {type}.{field} 已经存在。请换一个名称。',
    en: "Line {line} of {code}'s own SDL adds {type}.{field}, which exists already. Choose another name.",
  },
  OV_SCHEMA_DETAIL_ARGUMENTS: {
    zh: '{code} 的自有 SDL 第 {line} 行:检查对象字段 {type}.{field} 不得带参数,因为它也要作为输入填写。',
    en: "Line {line} of {code}'s own SDL: {type}.{field} must not take arguments, because it is also stated as input.",
  },
  OV_SCHEMA_DETAIL_TYPE: {
    zh: '{code} 的自有 SDL 第 {line} 行:检查对象字段 {type}.{field} 的类型 {named} 必须是已定义的标量或枚举,因为它也要作为输入填写。',
    en: "Line {line} of {code}'s own SDL: {named}, the type of {type}.{field}, must be a known scalar or enum, because it is also stated as input.",
  },
  OV_SCHEMA_JOINT_NAME: {
    zh: 'joint-inspection 的自有 SDL 第 {line} 行:类型 {type} 以部门 {code} 的前缀 {prefix} 开头。请更改该类型的名称,或更改登记册中的前缀。',
    en: "Line {line} of joint-inspection's own SDL: {type} begins with {prefix}, the prefix of {code}. Rename the type, or change the prefix in the register.",
  },
  OV_SCHEMA_SCALAR: { zh: '{name} 无效:{zh}', en: 'Invalid {name}: {en}' },
  OV_SCHEMA_SUPERGRAPH_MISSING: {
    zh: '无法读取超图 {file}:{reason}。请先运行 `onevisit compose`。',
    en: 'Cannot read the supergraph {file}: {reason}. Run `onevisit compose` first.',
  },
  OV_SCHEMA_SDL_INVALID: {
    zh: '{file} 不是可用的 SDL:{reason}。请重新生成。',
    en: '{file} is no usable SDL: {reason}. Make it again.',
  },
  OV_SCHEMA_NO_SUBGRAPHS: {
    zh: '没有可组合的子图。请检查登记册。',
    en: 'There are no subgraphs to compose. Check the register.',
  },
  OV_SCHEMA_SUBGRAPH_TWICE: {
    zh: '子图 {name} 出现了两次。请在登记册中只保留一次。',
    en: 'The subgraph {name} is given twice. Keep one of them in the register.',
  },
  OV_SCHEMA_SDL_UNAVAILABLE: {
    zh: '无法取得 {name} 的 SDL:{reason}。请检查该子图是否已构建、可访问。',
    en: 'Cannot get the SDL of {name}: {reason}. Check that the subgraph is built and can be reached.',
  },
  OV_SCHEMA_SYNTAX: {
    zh: '{name} 的 SDL 有语法错误:{reason}。请改正所示的一行。',
    en: 'The SDL of {name} has a syntax error: {reason} Correct the line shown.',
  },
  OV_SCHEMA_COMPOSITION: {
    zh: '子图无法组合({rule})。{remedyZh}',
    en: 'The subgraphs do not compose ({rule}): {reason} {remedyEn}',
  },
  OV_SCHEMA_ENGINE_FAILED: {
    zh: '组合引擎意外中止:{reason}。请先解决其他问题;若仍出现,请报告此错误。',
    en: 'The composition engine stopped: {reason}. Solve the other problems first; if it stays, report it.',
  },
  OV_SCHEMA_NOT_IN_REGISTER: {
    zh: '子图 {name} 不在登记册中。请先登记。',
    en: 'The subgraph {name} is not in the register. Add it there first.',
  },
  OV_SCHEMA_CONTRACT_MISSING: {
    zh: '{name} 缺少合同中的 {coordinate}。请原样采用 contract.graphql。',
    en: '{name} lacks {coordinate} of the contract. Take contract.graphql as it is.',
  },
  OV_SCHEMA_CONTRACT_CHANGED: {
    zh: '{name} 改动了合同中的 {coordinate}:应为 {expected},实为 {actual}。请原样采用 contract.graphql。',
    en: '{name} changes {coordinate} of the contract: it should be {expected} and is {actual}. Take contract.graphql as it is.',
  },
  OV_SCHEMA_CONTRACT_EXTENDED: {
    zh: '{name} 给合同类型添加了 {coordinate}。请把它放到带自己前缀的类型里。',
    en: '{name} adds {coordinate} to a type of the contract. Put it on a type with its own prefix.',
  },
  OV_SCHEMA_TEMPLATE_MISSING: {
    zh: '{name} 缺少 {coordinate},每个部门都必须提供。',
    en: '{name} lacks {coordinate}, which every department must offer.',
  },
  OV_SCHEMA_TEMPLATE_CHANGED: {
    zh: '{name} 的 {coordinate} 与模板不符:应为 {expected},实为 {actual}。',
    en: '{coordinate} of {name} is not as in the template: it should be {expected} and is {actual}.',
  },
  OV_SCHEMA_DESCRIPTION_MISSING: {
    zh: '{coordinate} 没有说明。请在其上方用引号写明含义和单位。',
    en: '{coordinate} has no description. Say above it, in quotes, what it means and in which unit.',
  },
  OV_SCHEMA_ACCESS_MISSING: {
    zh: '{coordinate} 没有 @access。请在字段或其类型上写明谁可以读取。',
    en: '{coordinate} has no @access. State on the field or on its type who may read it.',
  },
  OV_SCHEMA_ACCESS_ROLE: {
    zh: '{coordinate} 的 @access 含未知角色“{role}”。可用角色:{roles}。',
    en: 'The @access of {coordinate} names the unknown role "{role}". The roles are: {roles}.',
  },
  OV_SCHEMA_ACCESS_EMPTY: {
    zh: '{coordinate} 的 @access 没有列出任何角色,谁都无法读取。请至少写一个:{roles}。',
    en: 'The @access of {coordinate} lists no role, so nobody could read it. Give at least one of: {roles}.',
  },
  OV_SCHEMA_TAG_PUBLIC: {
    zh: '{coordinate} 标有 @tag(name: "public"),但公众看不到:@access 不含 public,或只能经由内部字段到达。请去掉该标记;公开与否由 @access 决定,标记在组合时自动加上。',
    en: '{coordinate} bears @tag(name: "public"), but the public may not see it: its @access does not name public, or only internal fields lead to it. Remove the tag; @access decides, and composition sets the tags.',
  },
  OV_SCHEMA_NOT_NULLABLE: {
    zh: '{coordinate} 跨子图读取,必须可为空,否则一个部门故障会使整个回答为空。请去掉“!”。',
    en: '{coordinate} is read across subgraphs and must be nullable, or one outage would empty the whole answer. Remove the outer "!".',
  },
  OV_SCHEMA_FOREIGN_NAME: {
    zh: '{name} 提到了 {owner} 的类型 {type}。部门之间只能通过合同相互引用。',
    en: '{name} names {type}, a type of {owner}. Departments refer to each other through the contract only.',
  },
  OV_SCHEMA_UNPREFIXED_NAME: {
    zh: '{name} 定义了 {coordinate},名称须以 {prefix} 开头。',
    en: '{name} defines {coordinate}; its name must begin with {prefix}.',
  },
  OV_SCHEMA_DOCUMENT: {
    zh: '{place}：预存查询有误：{reason} 请改正。',
    en: '{place}: the persisted document is wrong: {reason} Correct it.',
  },
  OV_SCHEMA_MANIFEST: {
    zh: '预存查询清单 {file} 无法使用：{reason}。请运行 `onevisit compose` 重新生成。',
    en: 'The manifest of persisted documents {file} cannot be used: {reason}. Make it again with `onevisit compose`.',
  },
  OV_SCHEMA_OUT_OF_DATE: {
    zh: '{file} 已过时。请运行 `onevisit compose` 并提交。',
    en: '{file} is out of date. Run `onevisit compose` and commit the file.',
  },
} as const satisfies Record<`OV_SCHEMA_${string}`, ErrorText>;

/** A code of {@link errorCatalogue}. */
export type SchemaErrorCode = keyof typeof errorCatalogue;

/** Values for the `{name}` places of a text. */
export type ErrorValues = Readonly<Record<string, string | number>>;

/**
 * An error of this package. `message` is bilingual, Chinese first; `code` and `extensions.code` carry the stable code,
 * so it may also reach a GraphQL client as it is.
 */
export class SchemaError extends GraphQLError {
  override readonly name = 'SchemaError';
  readonly code: SchemaErrorCode;

  constructor(code: SchemaErrorCode, message: string, cause?: unknown) {
    super(message, { extensions: { code }, ...(cause instanceof Error ? { originalError: cause } : {}) });
    this.code = code;
  }
}

/** Puts values in the `{name}` places of a text; a place without a value stays as it is. */
function fillText(text: string, values: ErrorValues): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** The bilingual text of `code`, Chinese first, its places filled with `values`. */
export function errorText(code: SchemaErrorCode, values: ErrorValues = {}): string {
  const { zh, en } = errorCatalogue[code];
  return `${fillText(zh, values)} ${fillText(en, values)}`;
}

/** Makes the error `code`, its places filled with `values`; `details` are further lines under the message. */
export function schemaError(
  code: SchemaErrorCode,
  values: ErrorValues = {},
  extra: { readonly details?: readonly string[]; readonly cause?: unknown } = {},
): SchemaError {
  return new SchemaError(code, [errorText(code, values), ...(extra.details ?? [])].join('\n'), extra.cause);
}

/** What a caught value says. */
export function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
