import type { DemoSummary, ProposalSummary, VisitExample } from './DemoSummary.js';

/** Says in Chinese and English what came of the draw, a line a call. */
export function printSummary(summary: DemoSummary, print: (line: string) => void): void {
  for (const line of [
    ...departmentLines(summary),
    ...summary.proposals.flatMap(proposalLines),
    ...legLines(summary),
    ...resultLines(summary),
  ])
    print(line);
  if (summary.example !== null) for (const line of visitLines(summary.example)) print(line);
}

function departmentLines({ departments }: DemoSummary): string[] {
  return [
    '',
    `部门和名录 Departments and pools: ${departments.length}`,
    ...departments.map(
      ({ code, name, pool, inspectors, items }) =>
        `  ${name.zh} ${name.en} (${code}): 对象 pool ${whole(pool)} · 人员 inspectors ${whole(inspectors)} · 事项 items ${items}`,
    ),
  ];
}

function proposalLines(proposal: ProposalSummary, index: number): string[] {
  const { title, taskIds, window, departments, separateVisits, jointVisits, savedVisits } = proposal;
  const [separate, joint, saved] = [separateVisits, jointVisits, savedVisits].map((visits) =>
    whole(Math.round(visits)),
  );
  return [
    ...(index === 0 ? ['', "联合抽查计划建议 Top proposals of joint plans, from the departments' tasks:"] : []),
    `  ${title} (${taskIds.length} 项任务 tasks, ${window.first} – ${window.last}): ${departments.join('、')}`,
    `    各自抽查 separate ${separate} · 联合预计 joint, expected ${joint} · 少跑 saved ${saved}`,
  ];
}

function legLines({ planTitle, history, legs }: DemoSummary): string[] {
  return [
    '',
    `联合抽查计划 Joint plan: ${planTitle}`,
    ...history.map(({ phase, on, reference }) => `  ${on} ${phase}${reference === null ? '' : ` ${reference}`}`),
    `参与部门任务 Legs: ${legs.length}`,
    ...legs.map(
      ({ department, title, window, population, selected }) =>
        `  ${department} ${title}: 名录 pool ${whole(population)} · 抽取 selected ${whole(selected)} · ${window.first} – ${window.last}`,
    ),
  ];
}

function resultLines(summary: DemoSummary): string[] {
  const { selections, visits, saved, savedPercent, fewestExpected, seats, drawId, rosterRoot, seed } = summary;
  return [
    '',
    `联合抽取 Joint draw: ${drawId}`,
    `  抽取合计 selections: ${whole(selections)}`,
    `  检查次数 visits: ${whole(visits)}`,
    `  少跑次数 visits saved: ${whole(saved)} (${savedPercent.toFixed(1)} %)`,
    `  理论最少 fewest that the theory allows, in expectation: ${fewestExpected.toFixed(1)}`,
    `  检查组 crews: 席位 seats filled ${whole(seats.filled)} · 空缺 empty ${whole(seats.empty)}`,
    `  名录根 roster root: ${rosterRoot}`,
    `  种子 seed: ${seed}`,
  ];
}

function visitLines({ id, subject, window, items, crew }: VisitExample): string[] {
  return [
    '',
    `一次检查（一个查询读出） One visit, read in one query: ${id}`,
    `  检查对象 subject: ${subject.name} (${subject.uscc}) · ${window.first} – ${window.last}`,
    ...items.map((item) => `  抽查事项 item: ${item.title} (${item.id}) · ${item.content}`),
    ...crew.map(({ department, inspectors, subjectCoverage }) => {
      const people = inspectors.map((inspector) =>
        inspector === null ? '空缺 empty' : `${inspector.name} [${inspector.certificateNumber}]`,
      );
      const coverage = subjectCoverage === null ? '–' : `${subjectCoverage} %`;
      return `  检查组 team: ${department.zh} ${department.en}: ${people.join('、')} · 对象覆盖率 coverage of subjects ${coverage}`;
    }),
  ];
}

function whole(count: number): string {
  return count.toLocaleString('en-US');
}
