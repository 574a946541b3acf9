import { commitment } from '@onevisit/draw';
import type { GraphqlAnswer } from '@onevisit/kit/processKeys.fixture';
import { compactVerify, importJWK } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type StartedDepartment, startDepartment, viewers } from '../startDepartment.fixture.js';

let department: StartedDepartment;

beforeAll(async () => {
  department = await startDepartment();
});
afterAll(() => department.stop());

const hash = (digit: string) => digit.repeat(64);
const ROSTER = { rosterRoot: hash('a'), termsHash: hash('b'), commitmentsHash: hash('c') };

const commit = (drawId: string) =>
  department.ask(
    'mutation ($drawId: ID!) { made: fireRescueCommitNonce(drawId: $drawId) { commitment } }',
    { drawId },
    viewers.service,
  );
const reveal = (drawId: string, roster: object = ROSTER) =>
  department.ask(
    `mutation ($drawId: ID!, $rosterRoot: Sha256!, $termsHash: Sha256!, $commitmentsHash: Sha256!) {
       revealed: fireRescueRevealNonce(drawId: $drawId, rosterRoot: $rosterRoot, termsHash: $termsHash,
         commitmentsHash: $commitmentsHash) { nonce receipt } }`,
    { drawId, ...roster },
    viewers.service,
  );
const revealedBy = ({ data }: GraphqlAnswer) => (data?.revealed ?? {}) as { nonce: string; receipt: string };
const ledgerOf = (drawId: string) =>
  department.sql('SELECT action, detail FROM ledger_entry WHERE target = $1 ORDER BY seq', [drawId]);

it('commits once, and says the same ever after', async () => {
  const first = await commit('draw-1');
  const again = await Promise.all(Array.from({ length: 4 }, () => commit('draw-1')));
  for (const answer of again) expect(answer).toEqual(first);
  expect((await commit('draw-2')).data).not.toEqual(first.data);
  const fresh = await Promise.all(Array.from({ length: 4 }, () => commit('draw-3')));
  for (const answer of fresh) expect(answer).toEqual(fresh[0]);
  expect(await ledgerOf('draw-3')).toHaveLength(1);
});

it('reveals for the first roster that it is asked for, and for no other', async () => {
  const made = (await commit('draw-4')).data?.made as { commitment: string } | undefined;
  const first = await reveal('draw-4');
  const revealed = revealedBy(first);
  expect(commitment('draw-4', 'fire-rescue', revealed.nonce)).toBe(made?.commitment);
  expect(await reveal('draw-4')).toEqual(first);
  for (const other of ['rosterRoot', 'termsHash', 'commitmentsHash']) {
    const { data, errors } = await reveal('draw-4', { ...ROSTER, [other]: hash('d') });
    expect(errors?.[0]?.extensions.code).toBe('OV_DEPT_NONCE_BOUND');
    expect(JSON.stringify({ data, errors })).not.toContain(revealed.nonce);
  }
  expect((await ledgerOf('draw-4')).map(({ action }) => action)).toEqual(['nonce.commit', 'nonce.reveal']);
});

it('keeps the nonce off the ledger', async () => {
  await commit('draw-5');
  const { nonce } = revealedBy(await reveal('draw-5'));
  expect(JSON.stringify(await department.sql('SELECT * FROM ledger_entry'))).not.toContain(nonce);
});

it('binds to one of two rosters that are asked for at the same time', async () => {
  await commit('draw-6');
  const answers = await Promise.all([reveal('draw-6'), reveal('draw-6', { ...ROSTER, rosterRoot: hash('e') })]);
  expect(answers.filter(({ errors }) => errors === undefined)).toHaveLength(1);
});

it('signs a receipt with the department’s key', async () => {
  const made = (await commit('draw-7')).data?.made as { commitment: string } | undefined;
  const revealed = revealedBy(await reveal('draw-7'));
  const publicKey = department.keys.trusted.keys.find(({ kid }) => kid === 'fire-rescue');
  const { payload, protectedHeader } = await compactVerify(revealed.receipt, await importJWK(publicKey ?? {}, 'EdDSA'));
  expect(protectedHeader).toEqual({ alg: 'EdDSA', kid: 'fire-rescue' });
  expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({
    drawId: 'draw-7',
    department: 'fire-rescue',
    commitment: made?.commitment,
    nonce: revealed.nonce,
    ...ROSTER,
    revealedAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T.*Z$/),
  });
});

it('reveals nothing without a commitment', async () => {
  expect((await reveal('draw-8')).errors?.[0]?.extensions.code).toBe('OV_DEPT_NO_COMMITMENT');
});

it.each(['', ' ', 'a\u001fb', 'x'.repeat(501)])('takes no draw id like %j', async (drawId) => {
  expect((await commit(drawId)).errors?.[0]?.extensions.code).toBe('OV_DEPT_BAD_DRAW_ID');
});

it('speaks to the joint subgraph only', async () => {
  for (const viewer of [viewers.public, viewers.officer, viewers.lead, viewers.auditor]) {
    const { errors } = await department.ask(
      'mutation { fireRescueCommitNonce(drawId: "draw-9") { commitment } }',
      {},
      viewer,
    );
    expect(errors?.[0]?.extensions.code).toBe('OV_KIT_FORBIDDEN');
  }
});
