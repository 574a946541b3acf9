import { existsSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { dataDirOption } from './hubOptions.js';

interface TokenCommandOptions {
  readonly role: string;
  readonly department?: string;
  readonly inspector?: string;
  readonly subject?: string;
  readonly sub?: string;
  readonly expires: string;
  readonly dataDir: string;
}

/** `onevisit token`: a development token for `Authorization: Bearer`. */
export function tokenCommand(): Command {
  return new Command('token')
    .summary('make a development token for a client')
    .description(
      'Prints a token, and nothing else, signed with the development key that `start` made. For a production gateway, whose ONEVISIT_CLIENT_JWKS names a real issuer, it is worthless.',
    )
    .addOption(
      new Option('-r, --role <role>', 'who asks')
        .choices(['lead', 'officer', 'leader', 'inspector', 'auditor', 'subject'])
        .makeOptionMandatory(),
    )
    .option('--department <code>', 'their department (lead, officer, leader, inspector)')
    .option(
      '--inspector <id>',
      'their inspector id, such as fire-rescue:inspector:F001 (inspector; officers who inspect too)',
    )
    .option(
      '--subject <id>',
      'credit code, or scheme:id, of the subject of inspections that asks about itself (subject)',
    )
    .option('--sub <name>', 'name of the account (default: by role, and department or subject)')
    .addOption(new Option('--expires <time>', 'from now, such as 30m, 12h, 7d').default('12h').argParser(parseExpiry))
    .addOption(dataDirOption())
    .addHelpText(
      'after',
      `
Examples:
  onevisit token --role lead --department market-regulation
  onevisit token --role subject --subject 91411500MA00000000
  onevisit token --role inspector --department fire-rescue --inspector fire-rescue:inspector:F001 --expires 30m
  TOKEN=$(npx onevisit token --role auditor)
  curl -s http://127.0.0.1:4000/graphql -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\
    -d '{"query":"{ ledgerCheck { intact entries } }"}'`,
    )
    .action(async (options: TokenCommandOptions) => {
      process.stdout.write(`${await makeToken(options)}\n`);
    });
}

async function makeToken(options: TokenCommandOptions): Promise<string> {
  const { dataDir, expires, role, department, inspector, subject, sub } = options;
  const [{ clientClaims }, { signClientToken }, { CLIENTS_KEY, keyFilesIn }, { gatewayError }] = await Promise.all([
    import('../clientClaims.js'),
    import('../hub/clientToken.js'),
    import('../hub/keys.js'),
    import('../errors.js'),
  ]);
  const account = sub ?? [role, department ?? subject].filter(Boolean).join('@');
  const claims = clientClaims.safeParse({ role, department, inspector, subject, sub: account });
  if (!claims.success) {
    const option = claims.error.issues.map(({ path }) => `--${path.join('.')}`).join(', ');
    throw gatewayError('OV_CLI_OPTION', { option, problem: `角色 ${role} 需要它。 role ${role} needs it.` });
  }
  const keys = keyFilesIn(dataDir);
  if (!existsSync(keys.privateKeyOf(CLIENTS_KEY))) throw gatewayError('OV_CLI_NO_KEYS', { dataDir });
  return signClientToken(keys, claims.data, expires);
}

function parseExpiry(text: string): string {
  if (/^[1-9][0-9]*[smhd]$/.test(text)) return text;
  throw new InvalidArgumentError('应如 30m、12h、7d。 It looks like 30m, 12h or 7d.');
}
