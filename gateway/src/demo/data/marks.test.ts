import { shippedPacks } from '@onevisit/rules';
import { expect, it } from 'vitest';
import { DEMO_RULE_PACK } from '../demoTasks.js';
import { RAISED_MARKS } from './marks.js';

it('raises the frequency of those whom the demo’s rules name', () => {
  const pack = shippedPacks().find(({ pack: name, version }) => `${name}@${version}` === DEMO_RULE_PACK);
  expect(pack?.rules['raised-frequency']?.for.toSorted()).toEqual(RAISED_MARKS.toSorted());
});
