import { Command, InvalidArgumentError, Option } from 'commander';
import { type HubCommandOptions, withHubOptions } from './hubOptions.js';

interface DemoCommandOptions extends HubCommandOptions {
  readonly subjects: number;
  readonly seed: string;
}

/** `onevisit demo`: everything on this machine, with a synthetic city and a joint draw. */
export function demoCommand(): Command {
  return withHubOptions(new Command('demo'))
    .summary('start everything, with a synthetic city and a joint draw')
    .description(
      "Starts everything as `start` does, fills a synthetic city through the gateway's public API (no real company or person), convenes and draws a joint plan, says what came of it, and serves until Ctrl-C.\nA second start keeps what is there.",
    )
    .addOption(
      new Option('--subjects <number>', 'market subjects of the city').default(20_000).argParser(parseSubjects),
    )
    .option('--seed <text>', 'seed of the city: the same seed makes the same city', 'xinyang')
    .action(async (options: DemoCommandOptions) => {
      const { runHub } = await import('./runHub.js');
      const { runDemo } = await import('../demo/index.js');
      const { readRegister } = await import('@onevisit/schema');
      const register = readRegister(process.env.ONEVISIT_REGISTER);
      await runHub(options, (hub, progress) =>
        runDemo({
          gatewayUrl: hub.gatewayUrl,
          token: (claims) => hub.token(claims),
          subjects: options.subjects,
          seed: options.seed,
          today: today(),
          register: register.filter(({ code }) => hub.departments.includes(code)),
          progress,
          print: (line) => process.stdout.write(`${line}\n`),
        }),
      );
    });
}

const FEWEST_SUBJECTS = 100;
const MOST_SUBJECTS = 1_000_000;

function parseSubjects(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= FEWEST_SUBJECTS && count <= MOST_SUBJECTS) return count;
  throw new InvalidArgumentError(`It must be a whole number from ${FEWEST_SUBJECTS} to ${MOST_SUBJECTS}.`);
}

/** The calendar day in China, whose dates plans are made of. */
function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
}
