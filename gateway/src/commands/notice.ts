import { Command, Option } from 'commander';

/** GraphQL's NoticeKind by what the command line calls it. */
const KINDS = { inspection: 'INSPECTION_NOTICE', documents: 'DOCUMENT_LIST', 'crew-sheet': 'CREW_SHEET' } as const;

interface NoticeOptions {
  readonly kind: keyof typeof KINDS;
  readonly out: string;
  readonly gateway: string;
  readonly token?: string;
}

/** `onevisit notice`: a notice of a visit, to be printed. */
export function noticeCommand(): Command {
  return new Command('notice')
    .summary('fetch a notice of a visit, to be printed')
    .description(
      'Fetches a notice of a visit in Chinese, as an HTML file that any browser prints on A4: the notice of inspection (行政检查通知书), what the subject prepares (备查资料清单), or the crew sheet (任务单). For its crew, officers of its departments, and the lead.',
    )
    .argument('<visit-id>', 'the visit, such as joint-inspection:visit:…')
    .addOption(new Option('--kind <kind>', 'which notice').choices(Object.keys(KINDS)).makeOptionMandatory())
    .requiredOption('--out <file>', 'where to write it')
    .option('--gateway <url>', 'the gateway', 'http://127.0.0.1:4000')
    .addOption(new Option('--token <token>', "a client's token").env('ONEVISIT_TOKEN').makeOptionMandatory())
    .addHelpText(
      'after',
      `
Example:
  ONEVISIT_TOKEN=$(npx onevisit token --role officer --department health) npx onevisit notice joint-inspection:visit:… --kind inspection --out notice.html`,
    )
    .action(async (visitId: string, options: NoticeOptions) => {
      await writeNotice(visitId, options);
      process.stdout.write(`${options.out}\n`);
    });
}

async function writeNotice(id: string, { kind, out, gateway, token }: NoticeOptions): Promise<void> {
  const [z, { documentText }, { askGateway }, { gatewayError }, { writeText }] = await Promise.all([
    import('zod'),
    import('@onevisit/schema'),
    import('../record/askGateway.js'),
    import('../errors.js'),
    import('../record/writeWhole.js'),
  ]);
  const { visit } = await askGateway(
    { gatewayUrl: gateway, token: token ?? null },
    {
      query: documentText('VisitNotice'),
      variables: { id, kind: KINDS[kind] },
      data: z.object({ visit: z.object({ notice: z.string() }).nullable() }),
    },
  );
  if (visit === null) throw gatewayError('OV_CLI_NO_VISIT', { visit: id });
  await writeText(out, visit.notice);
}
