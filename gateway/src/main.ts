import { Command } from 'commander';
import { calendarCommand } from './commands/calendar.js';
import { checkCommand } from './commands/check.js';
import { codesCommand } from './commands/codes.js';
import { composeCommand } from './commands/compose.js';
import { coverageCommand } from './commands/coverage.js';
import { demoCommand } from './commands/demo.js';
import { drawCommand } from './commands/draw.js';
import { feedCommand } from './commands/feed.js';
import { gatewayCommand } from './commands/gateway.js';
import { keysCommand } from './commands/keys.js';
import { noticeCommand } from './commands/notice.js';
import { postgresCommand } from './commands/postgres.js';
import { recordCommand } from './commands/record.js';
import { reportCommand } from './commands/report.js';
import { resultsCommand } from './commands/results.js';
import { rulesCommand } from './commands/rules.js';
import { startCommand } from './commands/start.js';
import { subgraphCommand } from './commands/subgraph.js';
import { supergraphCommand } from './commands/supergraph.js';
import { tokenCommand } from './commands/token.js';
import { verifyCommand } from './commands/verify.js';
import { reportFailure } from './terminal/reportFailure.js';

const program = new Command('onevisit')
  .description(
    "A GraphQL federation hub for joint inspections across a city's departments (双随机、一公开; 进一次门、查多项事).",
  )
  .addCommand(startCommand())
  .addCommand(demoCommand())
  .addCommand(tokenCommand())
  .addCommand(keysCommand())
  .addCommand(drawCommand())
  .addCommand(recordCommand())
  .addCommand(verifyCommand())
  .addCommand(rulesCommand())
  .addCommand(codesCommand())
  .addCommand(calendarCommand())
  .addCommand(noticeCommand())
  .addCommand(coverageCommand())
  .addCommand(feedCommand())
  .addCommand(reportCommand())
  .addCommand(resultsCommand())
  .addCommand(composeCommand())
  .addCommand(checkCommand())
  .addCommand(gatewayCommand())
  .addCommand(subgraphCommand())
  .addCommand(supergraphCommand())
  .addCommand(postgresCommand(), { hidden: true })
  .addHelpText(
    'after',
    `
Examples:
  onevisit demo                                         a whole city with a joint draw, to look at
  onevisit start                                        the same without demo data; Ctrl-C stops it
  onevisit start --port 5000 --data-dir /srv/onevisit   other ports, another place for the data
  onevisit token --role lead --department market-regulation
  onevisit draw INPUT.json > OUTCOME.json               recompute a draw
  onevisit record DRAW --kind public --out RECORD.json  fetch a record of a draw
  onevisit verify RECORD.json                           verify a record of a draw, and say what differs
  onevisit rules check PACK.yaml                        check a jurisdiction's rules before they are loaded
  onevisit codes load OURS.yaml                         load the result codes of a system
  onevisit calendar import 2027.yaml                    import the yearly notice of holidays
  onevisit notice VISIT --kind inspection --out N.html  fetch a notice of a visit, to be printed
  onevisit coverage export --year 2026 --out I.csv      write all indicators of a year as a table
  onevisit feed --format csv --out RECORDS.csv          fetch what was disclosed, for a publicity system
  onevisit report 2026 --out report.html                fetch the annual report, to be printed
  onevisit results upload RESULTS.csv                   upload results that were noted offline
  onevisit help <command>                               everything about one command`,
  );

await program.parseAsync().catch(reportFailure);
