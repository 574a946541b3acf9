import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { PackSource, RulePack } from '@onevisit/rules';
import { Command, Option } from 'commander';

interface WithOptions {
  readonly with?: readonly string[];
}

/** `onevisit rules`: checks, shows and compares rule packs, without network or database. */
export function rulesCommand(): Command {
  return new Command('rules')
    .summary("check, show and compare a jurisdiction's rules")
    .description(
      'Checks, shows and compares rule packs (细则), without network or database. A pack is named by its file, or, where it comes along, by its name (the latest version) or name@version. The format: subgraphs/rules/README.md.',
    )
    .addCommand(checkCommand())
    .addCommand(showCommand())
    .addCommand(diffCommand())
    .addCommand(listCommand())
    .addHelpText(
      'after',
      `
Examples:
  onevisit rules list
  onevisit rules show luohe-civil-air-defence-2019
  onevisit rules check our-city.yaml our-district.yaml
  onevisit rules diff changzhou-water-2018 our-city.yaml`,
    );
}

function checkCommand(): Command {
  return new Command('check')
    .summary('check files of rule packs')
    .description(
      'Checks files of rule packs, which may extend each other and the packs that come along. Exits with status 1, and names everything that is wrong by file, line and column, if something is. Departments that the register does not have are told, and are no error: what a pack says of them waits until they join.',
    )
    .argument('<file...>', 'the files, YAML or JSON')
    .action(async (files: readonly string[]) => {
      const { readRulePacks, shippedPacks } = await import('@onevisit/rules');
      const packs = readRulePacks(await Promise.all(files.map(sourceOf)), shippedPacks());
      const lines = await Promise.all(packs.map(async (pack) => [summaryOf(pack), ...(await notesOn(pack))]));
      process.stdout.write(`${lines.flat().join('\n')}\n检查通过。 No findings.\n`);
    });
}

function showCommand(): Command {
  return new Command('show')
    .summary('print a rule pack for people to read')
    .description(
      'Prints a rule pack with all that it inherits, in Chinese and English: each rule, its parameters, and where it stands, in the words of its document.',
    )
    .argument('<pack>', 'its file, name, or name@version')
    .addOption(withOption())
    .action(async (name: string, options: WithOptions) => {
      const { printPack } = await import('@onevisit/rules');
      process.stdout.write(printPack(await packOf(name, options)));
    });
}

function diffCommand(): Command {
  return new Command('diff')
    .summary('print what is not the same in two rule packs')
    .description(
      'Prints which rules were added, removed and changed from one rule pack to another, with their parameters and citations.',
    )
    .argument('<before>', 'file, name, or name@version')
    .argument('<after>', 'file, name, or name@version')
    .addOption(withOption())
    .action(async (before: string, after: string, options: WithOptions) => {
      const { differenceOf, printDifference } = await import('@onevisit/rules');
      const difference = differenceOf(await packOf(before, options), await packOf(after, options));
      process.stdout.write(printDifference(difference));
    });
}

function listCommand(): Command {
  return new Command('list')
    .summary('list the rule packs that come along')
    .description(
      'Lists the rule packs that come along, each with its version, the days on which it is in force, and its jurisdiction.',
    )
    .action(async () => {
      const { shippedPacks } = await import('@onevisit/rules');
      process.stdout.write(`${shippedPacks().map(summaryOf).join('\n')}\n`);
    });
}

function withOption(): Option {
  return new Option('--with <file...>', 'files of packs that are extended and do not come along');
}

function summaryOf({ pack, version, inForce, jurisdiction, rules }: RulePack): string {
  const { zh, en } = jurisdiction.name;
  const count = Object.keys(rules).length;
  return `${pack}@${version}  ${inForce.from} – ${inForce.to ?? '…'}  ${count} 条规则 rules  ${zh} ${en}`;
}

/** What a person may want to know of a pack though nothing is wrong with it. */
async function notesOn(pack: RulePack): Promise<string[]> {
  const [{ departmentsNamedIn }, { readRegister }] = await Promise.all([
    import('@onevisit/rules'),
    import('@onevisit/schema'),
  ]);
  const register = new Set(readRegister().map(({ code }) => code));
  const missing = departmentsNamedIn(pack).filter((code) => !register.has(code));
  if (missing.length === 0) return [];
  return [`  提示 note: 登记册中尚无部门 not in the register of departments: ${missing.join(', ')}`];
}

/** A pack by its file, name or name@version. @throws OV_CLI_NO_PACK, OV_CLI_FILE_UNREADABLE, OV_RULES_PACK_INVALID */
async function packOf(name: string, { with: parents = [] }: WithOptions): Promise<RulePack> {
  const { readRulePacks, shippedPacks } = await import('@onevisit/rules');
  const shipped = shippedPacks();
  const [wanted, version] = name.split('@');
  const found = shipped.find((each) => each.pack === wanted && (!version || each.version === Number(version)));
  if (found !== undefined) return found;
  if (existsSync(name)) {
    const files = [name, ...parents.filter((file) => file !== name)];
    const [pack] = readRulePacks(await Promise.all(files.map(sourceOf)), shipped);
    if (pack !== undefined) return pack;
  }
  const { gatewayError } = await import('../errors.js');
  const packs = shipped.map((each) => `${each.pack}@${each.version}`).join(', ');
  throw gatewayError('OV_CLI_NO_PACK', { pack: name, packs });
}

async function sourceOf(file: string): Promise<PackSource> {
  const text = await readFile(file, 'utf8').catch(async (cause: unknown) => {
    const { gatewayError } = await import('../errors.js');
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw gatewayError('OV_CLI_FILE_UNREADABLE', { file, problem });
  });
  return { file, text };
}
