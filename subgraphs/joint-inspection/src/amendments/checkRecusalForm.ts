import { citedAs } from '@onevisit/rules';
import type { Database } from '../database.js';
import { jointError } from '../errors.js';
import { rulesOfPlan } from '../rules/PlanRules.js';

/**
 * Checks that the rules of a department permit a form in which its inspectors step back (Luohe art. 15).
 * @throws OV_JOINT_RECUSAL_FORM
 */
export async function checkRecusalForm(
  database: Database,
  planId: string,
  { department, kind }: { readonly department: string; readonly kind: 'swap' | 'stepOut' },
): Promise<void> {
  const rule = (await rulesOfPlan(database, planId)).of(department).rule('recusal');
  if (rule === null) return;
  const { forms, cite } = rule;
  const form = kind === 'swap' ? 'SWAP' : 'STEP_OUT';
  if (forms.includes(form)) return;
  throw jointError('OV_JOINT_RECUSAL_FORM', { form, department, forms: forms.join(', '), cite: citedAs(cite) });
}
