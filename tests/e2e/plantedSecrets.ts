import { ask, dataOf, type GatewayAddress, lead, officer } from './ask.js';
import { convenePlan, day } from './smallPlan.js';

const DEPARTMENT = 'education';

/** What is in the city, but not for the public, and stands nowhere else. */
export interface PlantedSecrets {
  /** Ids of what holds them, which somebody might have learnt. */
  readonly ids: readonly string[];
  /** Texts that must be in no answer. */
  readonly texts: readonly string[];
}

const INSPECTOR = {
  code: 'PLANTED-1',
  name: '欧阳密不宣',
  certificateNumber: 'ZS-PLANTED-13700007731',
  certificateValidTo: '2097-03-31',
  specialties: ['密级专长'],
  district: '411502',
  post: 'FRONT_LINE',
  capacity: 1,
  active: false,
  recusals: [{ subjectId: 'planted:1', reason: '回避之密由' }],
};

const ENTRY = {
  code: 'PLANTED-1',
  kind: 'PROJECT',
  name: '名录密不宣项目',
  subjectScheme: 'planted',
  subjectNumber: '1',
  division: '411502',
  industry: 'planted-industry',
  tags: ['planted-tag'],
  creditClass: 'D',
  marks: ['COMPLAINTS', 'HAZARD'],
  status: 'DEREGISTERED',
  validFrom: '2026-01-01',
};

const TASK = {
  code: 'PLANTED-1',
  title: '任务草案密不宣',
  year: 2031,
  itemIds: [`${DEPARTMENT}:item:JY-007`],
  condition: { tags: ['planted-tag'] },
  quota: [{ stratum: '*', count: 1 }],
  window: { first: '2031-05-01', last: '2031-05-31' },
  crew: { size: 2 },
  executedBy: '密级执行处',
};

const PLAN = { code: 'PLANTED-1', title: '部门计划密不宣', year: 2031, taskIds: [`${DEPARTMENT}:task:PLANTED-1`] };

const JOINT_TITLE = '联合草案密不宣';
const DECLINE = '谢绝之密由';

/**
 * Puts secrets where the departments and the joint subgraph keep theirs: an inspector who may not be drawn, an entry that
 * was deregistered, a draft of a task and of a plan, and a joint plan that was not published, and was declined.
 */
export async function plantSecrets(city: GatewayAddress): Promise<PlantedSecrets> {
  dataOf(
    await ask(
      city,
      officer(DEPARTMENT),
      `mutation Plant($inspector: InspectorInput!, $entry: EducationPoolEntryInput!, $task: PlanTaskInput!, $plan: DepartmentPlanInput!) {
         educationSaveInspectors(inspectors: [$inspector]) { created }
         educationSavePoolEntries(entries: [$entry]) { created }
         educationSavePlanTasks(tasks: [$task]) { created }
         educationSavePlans(plans: [$plan]) { created }
       }`,
      { inspector: INSPECTOR, entry: ENTRY, task: TASK, plan: PLAN },
    ),
  );
  const planId = await conveneDeclined(city);
  const kinds = ['inspector', 'pool', 'task', 'plan'];
  return {
    ids: [planId, 'planted:1', ...kinds.map((kind) => `${DEPARTMENT}:${kind}:PLANTED-1`)],
    texts: [
      INSPECTOR.name,
      INSPECTOR.certificateNumber,
      INSPECTOR.certificateValidTo,
      ...INSPECTOR.specialties,
      ...INSPECTOR.recusals.map(({ reason }) => reason),
      ENTRY.name,
      ENTRY.industry,
      ...ENTRY.tags,
      TASK.title,
      TASK.executedBy,
      PLAN.title,
      JOINT_TITLE,
      DECLINE,
    ],
  };
}

/** A joint plan of another year that the health department declined, and that stays unpublished. */
async function conveneDeclined(city: GatewayAddress): Promise<string> {
  const planId = await convenePlan(city, {
    legs: [
      { department: 'fire-rescue', item: 'XF-001', industries: ['hotel'], count: 1 },
      { department: 'health', item: 'WJ-001', industries: ['hotel'], count: 1 },
    ],
    window: { first: '2031-06-01', last: '2031-06-30' },
    disclosure: 'AFTER_WINDOW',
    title: JOINT_TITLE,
  });
  const invite = 'mutation Invite($input: InviteToJointPlanInput!) { inviteToJointPlan(input: $input) { id } }';
  dataOf(await ask(city, lead, invite, { input: { planId, answerBy: day(7) } }));
  const answer = 'mutation Answer($input: AnswerInvitationInput!) { answerInvitation(input: $input) { id } }';
  const declined = { planId, answer: 'DECLINE', reason: 'NO_INSPECTORS', explanation: DECLINE };
  dataOf(await ask(city, officer('health'), answer, { input: declined }));
  return planId;
}
