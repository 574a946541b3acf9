import { Rules } from '@onevisit/rules';
import { expect, it } from 'vitest';
import { packOf } from '../rules/adoptedRules.fixture.js';
import { factsOf, ownPart, planFacts } from './departmentPlans.fixture.js';
import { executionCsv } from './executionCsv.js';
import { NOTHING_EXECUTED, taskExecution } from './taskExecution.js';
import { NO_VISITS } from './visitCounts.js';

it('is a row a task, which a spreadsheet takes for what it is', () => {
  const rules = new Rules(packOf({}));
  const facts = factsOf('water:task:T1', { title: '=HYPERLINK("x"),\n二', ownExecution: [ownPart(3, 2)] });
  const tasks = [taskExecution(facts, NO_VISITS, null, rules)];
  const csv = executionCsv({
    year: 2026,
    month: null,
    on: '2026-12-31',
    counts: NOTHING_EXECUTED,
    unanswered: [],
    departments: [
      {
        department: 'water',
        counts: NOTHING_EXECUTED,
        plans: [
          { plan: planFacts('water:plan:2026'), submitBy: '2025-12-15', late: true, counts: NOTHING_EXECUTED, tasks },
          { plan: null, submitBy: null, late: false, counts: NOTHING_EXECUTED, tasks },
        ],
      },
    ],
  });
  const title = '"\'=HYPERLINK(""x""),\n二"';
  expect(csv.split('\r\n')).toEqual([
    expect.stringMatching(
      /^\uFEFF部门,计划,计划名称,.*,未完成数,公示数,意见数,抽取人次,反馈数,异议数,答复数,责令改正数,立案数,处罚数,移送数,结转至$/,
    ),
    `water,water:plan:2026,计划 water:plan:2026,2025-12-15,2026-01-15,是,water:task:T1,${title},,10,3,2,2,0,0,0,8,0,0,0,0,0,0,0,0,0,0,`,
    `water,,计划外任务,,,,water:task:T1,${title},,10,3,2,2,0,0,0,8,0,0,0,0,0,0,0,0,0,0,`,
    '',
  ]);
});
