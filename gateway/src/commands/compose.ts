import { Command } from 'commander';

/** `onevisit compose`: writes the supergraph. */
export function composeCommand(): Command {
  return new Command('compose')
    .summary('compose the subgraphs to schema/supergraph.graphql and its public variant')
    .description(
      "Writes every subgraph's SDL to schema/subgraphs/ and composes them to schema/supergraph.graphql and schema/public.graphql, what the public may see of it.\nExits with status 1, each finding with file and line, if a subgraph breaks the contract or they do not compose; the old supergraph then stays.",
    )
    .action(async () => {
      const { composeSubgraphs, printReport } = await import('./composeSubgraphs.js');
      const report = await composeSubgraphs(true);
      printReport(report);
      if (report.findings.length === 0 && report.written.length === 0) process.stdout.write('已是最新。 Up to date.\n');
    });
}
