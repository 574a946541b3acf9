import { Command } from 'commander';

/** `onevisit check`: whether the subgraphs conform, compose, and stand in schema/ as they are. */
export function checkCommand(): Command {
  return new Command('check')
    .summary('check the subgraphs against the contract and each other')
    .description(
      'Checks that every subgraph conforms to the contract, that they compose, and that the files in schema/ are up to date. Writes nothing. Exits with status 1, each finding with file and line, if something is wrong.',
    )
    .action(async () => {
      const { composeSubgraphs, printReport } = await import('./composeSubgraphs.js');
      const report = await composeSubgraphs(false);
      printReport(report);
      if (report.findings.length === 0) process.stdout.write('检查通过。 No findings.\n');
    });
}
