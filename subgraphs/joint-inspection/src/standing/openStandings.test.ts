import type { RuleOf } from '@onevisit/rules';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  AUTUMN,
  CountedDraws,
  lineOf,
  SPRING,
  type StatedDraw,
  type StatedLegs,
} from '../budget/CountedDraws.fixture.js';
import type { StatedRules } from '../rules/adoptedRules.fixture.js';
import { applied, CAP, freezing as freezingOf, given, pageOf } from './freezing.fixture.js';
import { openStandings } from './openStandings.js';
import { screenPage } from './screenPage.js';

let draws: CountedDraws;
beforeAll(async () => {
  draws = await CountedDraws.open();
});
afterAll(() => draws.close());
beforeEach(() => draws.clear());

const freezing = (legs: StatedLegs, stated: StatedDraw, rules: StatedRules = {}) =>
  freezingOf(draws, legs, stated, rules);

describe('the cap of a plan', () => {
  it('is not there without one, and asks for no marks', async () => {
    const standings = await freezing({ a: { window: SPRING } }, {});
    expect(standings.basis).toEqual([]);
    expect(standings.screenOf('a')).toBeNull();
  });

  it('counts visits of drawn draws of the year, and those of void draws that were begun', async () => {
    const legs = { a: { window: SPRING } };
    const drawn = await draws.draw('DRAWN', legs);
    await draws.visit(drawn.id, ['s1#1', 's2#1', 's2#2'], ['a']);
    const lastYear = await draws.draw('DRAWN', legs, { year: 2025 });
    await draws.visit(lastYear.id, ['s3#1'], ['a']);
    const unmade = await draws.draw('VOID', legs, { drawnAt: new Date() });
    await draws.visit(unmade.id, ['s3#1'], ['a']);
    await draws.visit(unmade.id, ['s4#1'], ['a'], 'IN_PROGRESS');
    await draws.outside('s5', { kind: 'ROUTINE' });
    const standings = await freezing({ a: { window: SPRING } }, { visitCap: 1 });
    const after = ['CAP_REACHED', 'CAP_REACHED', 'ELIGIBLE', 'CAP_REACHED', 'ELIGIBLE'];
    expect(given(standings, 'a', 's1', 's2', 's3', 's4', 's5')).toEqual(after);
    expect(standings.basis).toEqual([drawn.id, unmade.id, 'outside/1'].sort());
    expect(standings.screenOf('a')?.strata).toBeNull();
  });

  it('reserves for a frozen draw the most that each subject could get', async () => {
    const legs = { a: { window: SPRING }, b: { window: SPRING }, c: { window: AUTUMN } };
    for (const phase of ['FROZEN', 'DRAWING']) {
      const frozen = await draws.draw(phase, legs);
      await draws.store(frozen.id, 'a', [
        lineOf('s1', 'ELIGIBLE'),
        lineOf('s2', 'ELIGIBLE'),
        lineOf('s3', 'RECOGNISED'),
      ]);
      await draws.store(frozen.id, 'b', [lineOf('s1', 'ELIGIBLE'), lineOf('s4', 'CAP_REACHED')]);
      await draws.store(frozen.id, 'c', [lineOf('s2', 'ELIGIBLE')]);
      const of = async (visitCap: number) =>
        given(await freezing({ x: { window: AUTUMN } }, { visitCap }), 'x', 's1', 's2', 's3', 's4');
      expect(await of(1)).toEqual(['CAP_REACHED', 'CAP_REACHED', 'ELIGIBLE', 'ELIGIBLE']);
      expect(await of(2)).toEqual(['ELIGIBLE', 'CAP_REACHED', 'ELIGIBLE', 'ELIGIBLE']);
      expect((await freezing({ x: { window: AUTUMN } }, { visitCap: 3 })).screenOf('x')).toBeNull();
      await draws.database.draw.update({ where: { id: frozen.id }, data: { phase: 'VOID' } });
      expect(new Set(await of(1))).toEqual(new Set(['ELIGIBLE']));
    }
  });

  it('lets a subject stand in as many groups of windows as it has visits left', async () => {
    const legs = { a: { window: SPRING }, b: { window: AUTUMN }, c: { window: SPRING } };
    const standings = await freezing(legs, { visitCap: 1 });
    expect(['a', 'b', 'c'].map((leg) => given(standings, leg, 's')[0])).toEqual([
      'ELIGIBLE',
      'CAP_REACHED',
      'ELIGIBLE',
    ]);
  });

  it('leaves other standings, empty pages and whatever else stands in a line', async () => {
    const standings = await freezing({ a: { window: SPRING }, b: { window: AUTUMN } }, { visitCap: 1 });
    const page = [
      '甲\tELIGIBLE\t411502\tRECOGNISED',
      lineOf('乙', 'ELIGIBLE'),
      lineOf('ELIGIBLE', 'DEREGISTERED'),
      'x',
    ];
    expect(applied(standings, 'b', page.join('\n'))).toBe(page.with(1, lineOf('乙', 'CAP_REACHED')).join('\n'));
    expect(applied(standings, 'b', '')).toBe('');
  });

  it('ends when it is told to', async () => {
    const frozen = await draws.draw('FROZEN', { a: { window: SPRING } });
    await draws.store(frozen.id, 'a', [lineOf('s1', 'ELIGIBLE')]);
    const draw = await draws.draw('FREEZING', { a: { window: SPRING } }, { visitCap: 1 });
    const over = new Error('over');
    await expect(openStandings(draws.database, draw, AbortSignal.abort(over))).rejects.toBe(over);
  });

  it('refuses to count pages that are not all there', async () => {
    const frozen = await draws.draw('FROZEN', { a: { window: SPRING } });
    await draws.store(frozen.id, 'a', [lineOf('s1', 'ELIGIBLE'), lineOf('s2', 'ELIGIBLE'), lineOf('s3', 'ELIGIBLE')]);
    await draws.database.rosterPage.deleteMany({ where: { drawId: frozen.id, number: 1 } });
    await expect(freezing({ a: { window: SPRING } }, { visitCap: 1 })).rejects.toMatchObject({
      code: 'OV_JOINT_PAGES_DAMAGED',
    });
  });
});

describe('the cap by rules', () => {
  const NEXT = { x: { window: AUTUMN, department: 'd' } };
  const reached = async (cap: Partial<RuleOf<'visit-cap'>>, stated: StatedDraw = {}, legs: StatedLegs = NEXT) =>
    given(await freezing(legs, stated, { 'visit-cap': { ...CAP, ...cap } }), 'x', 's')[0] === 'CAP_REACHED';

  it('counts whose visits it says: the department, its level, or all', async () => {
    const legs = { a: { window: SPRING, department: 'e', level: 'DISTRICT' } };
    const drawn = await draws.draw('DRAWN', legs);
    await draws.visit(drawn.id, ['s#1'], ['a']);
    expect(await reached({ countedBy: 'ALL' })).toBe(true);
    expect(await reached({ countedBy: 'LEVEL' })).toBe(false);
    expect(await reached({ countedBy: 'DEPARTMENT' })).toBe(false);
    expect(await reached({ countedBy: 'LEVEL' }, {}, { x: { window: AUTUMN, level: 'DISTRICT' } })).toBe(true);
    expect(await reached({ countedBy: 'DEPARTMENT' }, {}, { x: { window: AUTUMN, department: 'e' } })).toBe(true);
  });

  it('counts the kinds it says, and holds for no leg of another', async () => {
    const drawn = await draws.draw('DRAWN', { a: { window: SPRING, kind: 'ORDERED_CAMPAIGN' } });
    await draws.visit(drawn.id, ['s#1'], ['a']);
    expect(await reached({})).toBe(false);
    expect(await reached({ kinds: ['ORDERED_CAMPAIGN', 'ROUTINE'] })).toBe(true);
    await draws.outside('s');
    expect(await reached({})).toBe(false);
    expect(await reached({ kinds: ['ROUTINE', 'CASE'] })).toBe(true);
    expect(await reached({ kinds: ['CASE'] })).toBe(false);
  });

  it('counts a joint visit once, or for each department', async () => {
    const legs = {
      a: { window: SPRING, department: 'd' },
      b: { window: SPRING, department: 'e' },
      c: { window: SPRING, department: 'e' },
    };
    const drawn = await draws.draw('DRAWN', legs);
    await draws.visit(drawn.id, ['s#1'], ['a', 'b', 'c']);
    expect(await reached({ most: 2 })).toBe(false);
    expect(await reached({ most: 2, joint: 'PER_DEPARTMENT' })).toBe(true);
    expect(await reached({ most: 3, joint: 'PER_DEPARTMENT' })).toBe(false);
    expect(await reached({ most: 2, joint: 'PER_DEPARTMENT', countedBy: 'DEPARTMENT' })).toBe(false);
  });

  it('does not hold for subjects with a mark that lifts it, or with an exception on file', async () => {
    const drawn = await draws.draw('DRAWN', { a: { window: SPRING } });
    await draws.visit(drawn.id, ['s#1', 't#1', 'u#1'], ['a']);
    const filed = { department: 'd', year: 2026, evidence: '', filedBy: '', filedAt: new Date() };
    await draws.database.capException.createMany({
      data: [
        { ...filed, subjectId: 't', code: 'COMPLAINT' },
        { ...filed, subjectId: 'u', code: 'COURT' },
        { ...filed, subjectId: 'u', code: 'COMPLAINT', year: 2025 },
      ],
    });
    const cap = { ...CAP, liftedFor: ['SERIOUSLY_DISHONEST'], exceptions: ['COMPLAINT'] } as const;
    const rule = { ...cap, liftedFor: [...cap.liftedFor], exceptions: [...cap.exceptions] };
    const standings = await freezing(NEXT, {}, { 'visit-cap': rule });
    const page = [
      `${lineOf('s', 'ELIGIBLE')}\tPENALISED\u001fSERIOUSLY_DISHONEST`,
      `${lineOf('s', 'ELIGIBLE')}\tPENALISED`,
      `${lineOf('t', 'ELIGIBLE')}\t`,
      `${lineOf('u', 'ELIGIBLE')}\t`,
    ];
    expect(applied(standings, 'x', page.join('\n')).split('\n')).toEqual([
      lineOf('s', 'ELIGIBLE'),
      lineOf('s', 'CAP_REACHED'),
      lineOf('t', 'ELIGIBLE'),
      lineOf('u', 'CAP_REACHED'),
    ]);
    const screen = standings.screenOf('x');
    expect(screen && screenPage(Buffer.from(page.join('\n')), screen).lifted).toEqual(['s']);
    expect(standings.basis).toContain('exceptions/2');
    const strict = await freezing(NEXT, { visitCap: 1 }, { 'visit-cap': rule });
    expect(applied(strict, 'x', `${lineOf('t', 'ELIGIBLE')}\t`)).toBe(lineOf('t', 'CAP_REACHED'));
  });

  it('holds beside the cap of the plan: the stricter of both', async () => {
    const drawn = await draws.draw('DRAWN', { a: { window: SPRING } });
    await draws.visit(drawn.id, ['s#1'], ['a']);
    expect(await reached({ most: 2 })).toBe(false);
    expect(await reached({ most: 2 }, { visitCap: 1 })).toBe(true);
    expect(await reached({ most: 1 }, { visitCap: 2 })).toBe(true);
  });

  it('names the value to set where a document left it unknown', async () => {
    const unknown = { atLeast: 1, atMost: 9, reason: { zh: '扫描缺失', en: 'lost in the scan' } };
    const refused = freezing(NEXT, {}, { 'visit-cap': { ...CAP, most: { unknown } } });
    await expect(refused).rejects.toMatchObject({ code: 'OV_RULES_VALUE_UNSET' });
  });

  it('says of whom the minimum frequency demands a visit that it forbids', async () => {
    const drawn = await draws.draw('DRAWN', { a: { window: SPRING, department: 'e' } });
    await draws.visit(drawn.id, ['s#1', 't#1'], ['a']);
    const before = await draws.draw('DRAWN', { a: { window: SPRING } }, { year: 2024 });
    await draws.visit(before.id, ['t#1'], ['a'], 'COMPLETED');
    await draws.visit(before.id, ['s#1'], ['a']);
    const count = async (everyYears: number) => {
      const rules = { 'visit-cap': CAP, 'minimum-frequency': { atLeast: 1, everyYears } };
      const screen = (await freezing(NEXT, {}, rules)).screenOf('x');
      if (screen === null) throw new Error('nothing is screened');
      return screenPage(Buffer.from(pageOf('s', 't', 'u')), screen).given;
    };
    expect(await count(3)).toEqual({ 'visit-cap': 2, 'minimum-frequency': 1 });
    expect(await count(2)).toEqual({ 'visit-cap': 2, 'minimum-frequency': 2 });
  });
});

describe('another unit of the department', () => {
  const rule = { plans: 'LEAVE_OUT', sameVisit: 'JOINS', liftedFor: ['PENALISED'] } as const;
  const rules: StatedRules = { 'other-unit': { ...rule, liftedFor: [...rule.liftedFor] } };
  const NEXT = { x: { window: AUTUMN } };

  it('keeps away those whom it has drawn this year or inspected outside draws, and no others', async () => {
    const legs = { a: { window: SPRING }, b: { window: SPRING, department: 'e' } };
    const drawn = await draws.draw('DRAWN', legs);
    await draws.visit(drawn.id, ['own#1'], ['a', 'b']);
    await draws.visit(drawn.id, ['other#1'], ['b']);
    const gone = await draws.draw('VOID', legs, { drawnAt: new Date() });
    await draws.visit(gone.id, ['void#1'], ['a'], 'COMPLETED');
    const before = await draws.draw('DRAWN', legs, { year: 2025 });
    await draws.visit(before.id, ['before#1'], ['a'], 'COMPLETED');
    const frozen = await draws.draw('FROZEN', legs);
    await draws.store(frozen.id, 'a', [lineOf('frozen', 'ELIGIBLE')]);
    await draws.outside('routine', { kind: 'ROUTINE' });
    await draws.outside('case', { kind: 'CASE' });
    await draws.outside('theirs', { kind: 'ROUTINE', department: 'e' });
    const standings = await freezing(NEXT, {}, rules);
    const left = ['own', 'other', 'void', 'before', 'frozen', 'routine', 'case', 'theirs'];
    const page = left.map((subject) => `${lineOf(subject, 'ELIGIBLE')}\t`).join('\n');
    const lines = applied(standings, 'x', page).split('\n');
    const inspected = left.filter((_, at) => lines[at]?.endsWith('\tRECENTLY_INSPECTED'));
    expect(inspected).toEqual(['own', 'routine']);
    expect(applied(standings, 'x', `${lineOf('own', 'ELIGIBLE')}\tPENALISED`)).toBe(lineOf('own', 'ELIGIBLE'));
    expect(standings.basis).toEqual([`drawn/${drawn.id}`, 'outside/3']);
  });

  it('asks for marks only once somebody could be kept away', async () => {
    expect((await freezing(NEXT, {}, rules)).screenOf('x')).toBeNull();
  });
});

describe('results that a department recognises', () => {
  it('leave out those of whom they cover every item, to the last day of the window', async () => {
    const drawn = await draws.draw('DRAWN', { a: { window: SPRING, department: 'e' } });
    await draws.visit(drawn.id, ['s#1'], ['a'], 'COMPLETED');
    const item = { id: 'p1', planId: drawn.planId, legId: 'a', itemId: 'j', title: '', itemClass: 'KEY', basis: [] };
    await draws.database.plannedItem.create({ data: { ...item, version: 1 } });
    const cited = { citedVisitId: `${drawn.id}/s#1`, citedPlannedItemId: 'p1' };
    const by = { recognisedBy: '', recognisedAt: new Date() };
    const recognised = { ...cited, ...by, department: 'd', itemId: 'i', validTo: AUTUMN[1], citable: 'ANY' };
    await draws.database.recognition.createMany({
      data: [
        { ...recognised, subjectId: 'all' },
        { ...recognised, subjectId: 'brief', validTo: '2026-10-30' },
        { ...recognised, subjectId: 'theirs', department: 'e' },
        { ...recognised, subjectId: 'item', itemId: 'j' },
        { ...recognised, subjectId: 'ended', endedOn: '2026-05-01' },
      ],
    });
    const rules: StatedRules = { 'mutual-recognition': { validDays: 90 } };
    const standings = await freezing({ x: { window: AUTUMN } }, {}, rules);
    const after = ['RECOGNISED', 'ELIGIBLE', 'ELIGIBLE', 'ELIGIBLE', 'ELIGIBLE'];
    expect(given(standings, 'x', 'all', 'brief', 'theirs', 'item', 'none')).toEqual(after);
    expect((await freezing({ x: { window: AUTUMN } }, {})).screenOf('x')).toBeNull();
  });
});
