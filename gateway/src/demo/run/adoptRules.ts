import * as z from 'zod';
import { DEMO_RULE_PACK } from '../demoTasks.js';
import { type GatewayClient, idempotencyKey } from './GatewayClient.js';
import { DEMO_LEAD } from './viewers.js';

const ADOPT = `mutation DemoAdoptRules($input: AdoptRulePackInput!, $key: String!) {
  adoptRulePack(input: $input, idempotencyKey: $key) { id }
}`;

/**
 * Adopts the rules of the demo city, as the lead: the plan that is convened next pins them.
 * @param from YYYY-MM-DD, their first day
 */
export async function adoptRules(client: GatewayClient, from: string): Promise<void> {
  const input = { packId: DEMO_RULE_PACK, from };
  await client.ask({
    operation: 'DemoAdoptRules',
    document: ADOPT,
    variables: { input, key: idempotencyKey('DemoAdoptRules', input) },
    claims: DEMO_LEAD,
    answer: z.object({ adoptRulePack: z.object({ id: z.string() }) }),
  });
}
