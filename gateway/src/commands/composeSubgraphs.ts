import { readRegister } from '@onevisit/schema';
import { type ComposeProjectReport, composeProject, formatFinding } from '@onevisit/schema/composition';
import { terminalProgress } from '../terminal/TerminalProgress.js';
import { loadSubgraphPackage } from './subgraphPackage.js';

/** Reads every subgraph's SDL from its package, checks and composes them; see composeProject. */
export async function composeSubgraphs(write: boolean): Promise<ComposeProjectReport> {
  const register = readRegister(process.env.ONEVISIT_REGISTER);
  const bar = terminalProgress().start('正在读取子图 reading subgraphs', register.length + 1);
  try {
    return await composeProject({
      register,
      write,
      sdlOf: async (code) => {
        const { sdl } = await loadSubgraphPackage(code, 'modules');
        bar.add(1);
        return sdl;
      },
    });
  } finally {
    bar.done();
  }
}

/** Prints findings, each with file and line, and what breaks clients; sets exit status 1 if there is a finding. */
export function printReport({ findings, breaking, written }: ComposeProjectReport): void {
  for (const { of, changes } of breaking) {
    for (const { description } of changes) process.stdout.write(`${of}: breaking 破坏性变更: ${description}\n`);
  }
  for (const file of written) process.stdout.write(`${file}: written 已写入\n`);
  for (const finding of findings) process.stdout.write(`${formatFinding(finding)}\n`);
  if (findings.length > 0) process.exitCode = 1;
}
