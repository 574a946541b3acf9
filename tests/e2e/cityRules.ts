import { ask, dataOf, type GatewayAddress, lead } from './ask.js';

/**
 * The rules of the city that tests share: the nation's, but what is drawn is public at once, decisions on penalties within seven working
 * days, and departments recognise one another's results for half a year. Nobody issued them.
 */
const PACK = `
pack: example-city
version: 1
title: { zh: 示例市细则, en: Rules of an example city }
jurisdiction: { name: { zh: 示例市, en: Example city } }
extends: { pack: national-baseline, version: 3 }
inForce: { from: 2025-01-03 }
documents:
  - { id: example-notice, title: 示例通知, issuer: 示例市人民政府, date: 2025-01-03 }
rules:
  publication:
    cite: [{ document: example-notice, article: 第一条, text: 抽取结果即时公开。 }]
    visits: AT_DRAW
    crews: AT_DRAW
  disclosure:
    cite: [{ document: example-notice, article: 第二条, text: 行政处罚决定自作出之日起7个工作日内公示。 }]
    set: { penalty: { within: 7, from: PENALTY_DECIDED } }
  mutual-recognition:
    cite: [{ document: example-notice, article: 第三条, text: 部门间检查结果180日内互认。 }]
    validDays: 180
`;

/** Loads a pack of the city's own, and adopts it, as the lead: plans that tests convene pin it. */
export async function adoptCityRules(gateway: GatewayAddress, from: string): Promise<void> {
  const load = 'mutation Load($text: String!) { loadRulePack(input: { text: $text }) { id } }';
  const { loadRulePack } = dataOf(await ask<{ loadRulePack: { id: string } }>(gateway, lead, load, { text: PACK }));
  await adopt(gateway, loadRulePack.id, from);
}

/** Adopts a pack for the city, as the lead. @param from its first day */
export async function adopt(gateway: GatewayAddress, packId: string, from: string): Promise<void> {
  const query = 'mutation Adopt($input: AdoptRulePackInput!) { adoptRulePack(input: $input) { id } }';
  dataOf(await ask(gateway, lead, query, { input: { packId, from } }));
}
