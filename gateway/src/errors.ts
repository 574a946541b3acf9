import { defineErrors } from '@onevisit/kit/errors';

/** Errors of the gateway, the hub and the command line. */
export const gatewayError = defineErrors({
  OV_GATEWAY_TOKEN_INVALID: {
    zh: '登录凭证无效（{reason}）；请重新获取凭证，或去掉 Authorization 头以公众身份访问。',
    en: 'The token is not valid ({reason}); get a new one, or leave out the Authorization header to ask as the public.',
  },
  OV_GATEWAY_IDENTITY_UNAVAILABLE: {
    zh: '暂时无法核对登录凭证：取不到签发方的公钥；请稍后重试。',
    en: "Tokens cannot be checked now: the issuer's public keys cannot be fetched; try again later.",
  },
  OV_GATEWAY_INTERNAL: {
    zh: '网关内部错误；请将响应头 x-request-id 的值告知运维人员。',
    en: 'Internal error of the gateway; give the value of the response header x-request-id to the operator.',
  },
  OV_GATEWAY_BODY_TOO_LARGE: {
    zh: '请求超过 {limit} 字节；请分批提交。',
    en: 'The request is larger than {limit} bytes; send it in parts.',
  },
  OV_GATEWAY_DOCUMENT_TOO_LARGE: {
    zh: '查询文档过大：{measure} 为 {figure}，上限 {limit}；请拆成几次查询，或改用变量。',
    en: 'The document is too large: {measure} {figure}, at most {limit}; ask in parts, or pass values as variables.',
  },
  OV_GATEWAY_RESERVED_VARIABLE: {
    zh: '变量名 {variable} 由网关保留，用于查询各部门；请改用别的变量名。',
    en: 'The gateway needs the variable {variable} to ask departments; give yours another name.',
  },
  OV_GATEWAY_COST: {
    zh: '查询代价 {cost} 超过 {role} 的上限 {limit}；请减小 first，或少取几层。',
    en: 'The operation costs {cost}, and {role} may spend {limit}; ask for fewer at a time (first), or fewer levels.',
  },
  OV_GATEWAY_RATE: {
    zh: '请求过于频繁：每分钟至多 {limit} 次；请在 {seconds} 秒后重试。',
    en: 'Too many requests: at most {limit} a minute; try again in {seconds} s.',
  },
  OV_GATEWAY_NEW_DOCUMENTS: {
    zh: '新查询过多：每分钟至多 {limit} 个选择；请改用变量而不是改写查询，使用预存的查询（documentId），或在 {seconds} 秒后重试。',
    en: 'Too much that is new: documents of at most {limit} selections a minute; use variables instead of another text, ask by the id of a persisted document, or try again in {seconds} s.',
  },
  OV_GATEWAY_INTROSPECTION: {
    zh: '此网关不对您开放内省（策略：{policy}）；模式见 schema/supergraph.graphql，或请先登录。',
    en: 'This gateway does not let you introspect (policy: {policy}); the schema is in schema/supergraph.graphql, or sign in.',
  },
  OV_GATEWAY_INTROSPECTION_TWICE: {
    zh: '一次请求只能内省一次（__schema 或 __type）；请分次查询。',
    en: 'A request may introspect once (__schema or __type); ask several times.',
  },
  OV_GATEWAY_INTROSPECTION_RATE: {
    zh: '网关每分钟只回答 {limit} 个新的内省查询；请在 {seconds} 秒后再试，或查阅 schema/supergraph.graphql。',
    en: 'The gateway answers {limit} introspections a minute that it has not answered before; try again in {seconds} s, or read schema/supergraph.graphql.',
  },
  OV_GATEWAY_BAD_REQUEST: {
    zh: '请求无法读取：{problem}',
    en: 'The request cannot be read: {problem}',
  },
  OV_GATEWAY_NOT_SAFELISTED: {
    zh: '此网关只接受预存的查询；请以其编号（documentId）查询，或请运维人员将查询加入清单。',
    en: 'This gateway takes persisted documents only; ask by the id of one (documentId), or ask the operator to add yours to the manifest.',
  },
  OV_GATEWAY_PUBLIC_TOKEN: {
    zh: '此处只供公众查询，不接受令牌；请去掉 Authorization 头，或改向 /graphql 查询。',
    en: 'This is where the public asks, and no token is taken; leave out the Authorization header, or ask at /graphql.',
  },
  OV_GATEWAY_NO_PUBLIC_VARIANT: {
    zh: '所服务的超图没有公开部分（@tag(name: "public")）；请以 `onevisit compose` 重新组合。',
    en: 'The supergraph that is served has no public variant (@tag(name: "public")); compose it anew with `onevisit compose`.',
  },
  OV_GATEWAY_CONFIG: {
    zh: '网关配置有误：{problem}',
    en: 'Bad configuration of the gateway: {problem}',
  },
  OV_GATEWAY_WORKER_FAILED: {
    zh: '网关的工作进程 {worker} 未能启动；原因见其日志。',
    en: 'Worker process {worker} of the gateway did not start; its log says why.',
  },
  OV_HUB_PORT_TAKEN: {
    zh: '端口 {port}（{name}）已被占用；请停止占用它的程序，或用 --port 另选起始端口，例如 --port {other}。',
    en: 'Port {port} ({name}) is taken; stop the program that uses it, or choose another base with --port, such as --port {other}.',
  },
  OV_HUB_DATA_DIR_IN_USE: {
    zh: '数据目录 {dataDir} 正由另一个 onevisit 使用（进程 {pid}）；请先停止它，或用 --data-dir 另选目录。',
    en: 'Data directory {dataDir} is in use by another onevisit (process {pid}); stop it first, or choose another with --data-dir.',
  },
  OV_HUB_DATABASE_UNREACHABLE: {
    zh: '连不上数据库 {place}（{problem}）；请检查 {source} 及数据库是否在运行。',
    en: 'Cannot reach the database at {place} ({problem}); check {source} and that the server runs.',
  },
  OV_HUB_DATABASE_URL: {
    zh: '{source} 不是 PostgreSQL 地址；应形如 postgresql://user:password@host:5432/database。',
    en: '{source} is not a PostgreSQL URL; it looks like postgresql://user:password@host:5432/database.',
  },
  OV_HUB_POSTGRES_FAILED: {
    zh: '内置 PostgreSQL 未能启动：{problem}',
    en: 'The PostgreSQL that comes along did not start: {problem}',
  },
  OV_HUB_POSTGRES_NO_BINARY: {
    zh: '没有适用于 {platform} 的内置 PostgreSQL；请设置 DATABASE_URL 使用现有的 PostgreSQL。',
    en: 'No PostgreSQL comes along for {platform}; set DATABASE_URL to a server of your own.',
  },
  OV_HUB_POSTGRES_NO_USER: {
    zh: 'PostgreSQL 不能以 root 运行，且无法创建用户 postgres（{problem}）；请以普通用户运行，或设置 DATABASE_URL。',
    en: 'PostgreSQL does not run as root and the user postgres could not be created ({problem}); run as an ordinary user, or set DATABASE_URL.',
  },
  OV_HUB_DEPARTMENT_UNKNOWN: {
    zh: '登记册中没有部门“{code}”；可用：{codes}。',
    en: 'There is no department "{code}" in the register; there are: {codes}.',
  },
  OV_HUB_PROCESS_FAILED: {
    zh: '{name} 未能启动；日志 {log}：\n{tail}\n',
    en: '{name} did not start; its log is {log}.',
  },
  OV_HUB_PROCESS_NOT_READY: {
    zh: '{name} 在 {seconds} 秒内未就绪；请看日志 {log}。',
    en: '{name} was not ready within {seconds} seconds; see its log {log}.',
  },
  OV_CLI_SUBGRAPH_UNKNOWN: {
    zh: '没有名为“{code}”的子图包；可用：{codes}。',
    en: 'There is no package of a subgraph "{code}"; there are: {codes}.',
  },
  OV_CLI_NO_KEYS: {
    zh: '{dataDir} 中没有开发密钥；请先运行 onevisit start，或用 --data-dir 指明数据目录。',
    en: 'There are no development keys in {dataDir}; run `onevisit start` first, or name the data directory with --data-dir.',
  },
  OV_CLI_NO_VISIT: {
    zh: '没有检查“{visit}”，或您无权查看；请核对编号与令牌。',
    en: 'There is no visit "{visit}" that you may see; check the id and the token.',
  },
  OV_CLI_FEED_CUT: {
    zh: '公示记录只取到 {count} 条，已完整写入 {file}：{problem} 请稍后以 --after {cursor} 继续。',
    en: 'The feed was cut short after {count} records, which {file} has whole: {problem} Go on later with --after {cursor}.',
  },
  OV_CLI_REPORT_FORMAT: {
    zh: '--out：“{file}”须以 .html 或 .csv 结尾。',
    en: '--out: "{file}" must end in .html or .csv.',
  },
  OV_CLI_REPORT_PERIOD: {
    zh: '年份“{year}”或月份“{month}”不是整数；请写成 2026、5 这样的数字。',
    en: 'The year "{year}" or the month "{month}" is no whole number; write numbers such as 2026 and 5.',
  },
  OV_CLI_FILE_UNREADABLE: {
    zh: '读不到文件 {file}：{problem}',
    en: 'Cannot read {file}: {problem}',
  },
  OV_CLI_COLUMNS: {
    zh: '{file} 第 1 行：未知或重复的列 {unknown}；缺少的列 {missing}。可用的列：{known}。',
    en: 'Line 1 of {file}: columns that are unknown or stand twice: {unknown}; columns that are missing: {missing}. The columns: {known}.',
  },
  OV_CLI_CSV: {
    zh: '{file} 第 {line} 行起不是 CSV：{problem}；请改正后重新上传整个文件，已记录的行不会重复。',
    en: '{file} is no CSV from line {line} on: {problem}. Correct it, and upload the whole file again; lines that are recorded are not recorded twice.',
  },
  OV_CLI_RESULT_LINE: {
    zh: '第 {line} 行无法读取：{problem}',
    en: 'Line {line} cannot be read: {problem}',
  },
  OV_CLI_NO_PACK: {
    zh: '没有细则“{pack}”：它既不是文件，也不在自带的细则之中（{packs}）。',
    en: 'There is no rule pack "{pack}": it is neither a file nor one that comes along ({packs}).',
  },
  OV_CLI_FILE_UNWRITABLE: {
    zh: '写不了文件 {file}：{problem}',
    en: 'Cannot write {file}: {problem}',
  },
  OV_CLI_GATEWAY: {
    zh: '网关 {url} 没有给出应有的应答（{problem}）；请检查 --gateway 及网关是否在运行。',
    en: 'The gateway at {url} gave no answer as it should ({problem}); check --gateway, and that it runs.',
  },
  OV_CLI_REFUSED: {
    zh: '网关拒绝了请求（{codes}）。',
    en: 'The gateway refused ({codes}): {messages}',
  },
  OV_CLI_REBUILD_FAILED: {
    zh: '重建统计失败（{error}），已处理到台账第 {seq} 步；现有统计数据未受影响。请在联合检查子图的日志中查明原因，排除后重试。',
    en: 'The figures could not be made anew ({error}), after step {seq} of the ledger; the old ones stand. The log of the joint subgraph tells why; mend that, and ask again.',
  },
  OV_CLI_NO_DRAW: {
    zh: '没有抽取“{id}”，或其尚未公开；请核对编号，或用 --token 说明身份。',
    en: 'There is no draw "{id}", or it is not public yet; check its id, or say who asks with --token.',
  },
  OV_CLI_NO_RECORD: {
    zh: '抽取“{id}”尚无此记录：冻结声明自冻结起有，其他自抽取起有；对象自身的记录仅限名册中的对象。',
    en: 'Draw "{id}" has no such record yet: the statement is there from the freeze on, the others from the draw on; a subject\'s own only where it is in a pool.',
  },
  OV_CLI_RECORD_HASH: {
    zh: '{file} 已写入，但其 SHA-256 为 {hash}，而公布的是 {published}；请勿采信，并重新获取核对。',
    en: '{file} was written, but its SHA-256 is {hash}, and {published} was published; do not rely on it, and fetch it again to compare.',
  },
  OV_CLI_OPTION: {
    zh: '选项 {option} 有误：{problem}',
    en: 'Option {option} is wrong: {problem}',
  },
});
