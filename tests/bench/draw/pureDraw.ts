import { drawCrews, Freeze, type Inspector, mergeVisits, portableSha256, Ranks, select, US } from '@onevisit/draw';
import { BenchCity } from './BenchCity.js';
import { benchInspectors } from './benchInspectors.js';
import { benchTerms, LEGS, taskId } from './legs.js';
import { Messages } from './Messages.js';

const HASH_BYTES = 32;
const ROSTER_KEY = '5a'.repeat(HASH_BYTES);
const SEED = 'a5'.repeat(32);

/** What the pure functions of a draw took, in seconds, and what came of it. */
export interface PureDraw {
  /** Hashing each distinct subject once, as for its rank, and nothing else. */
  readonly hashing: number;
  readonly rank: number;
  readonly select: number;
  readonly merge: number;
  readonly crews: number;
  readonly visits: number;
  readonly filledSeats: number;
}

/** Ranks, selects, merges and draws crews with the pure functions, over a roster that was frozen before; only these are timed. */
export function pureDraw(entries: number): PureDraw {
  const city = new BenchCity(entries);
  const terms = benchTerms();
  const inspectors = LEGS.flatMap((leg, index) => drawnInspectors(city, leg.department, index));
  const freeze = new Freeze(terms, ROSTER_KEY);
  freeze.addInspectors(inspectors);
  for (const [index, { department }] of LEGS.entries()) {
    freeze.addPage(taskId(department), pageOf(city, index), department);
  }
  const { roster, keys } = freeze.finish();
  const cells = roster.cells();
  // As long as those of ranks: seed, key, code.
  const messages = Messages.of(city.codes.map((code) => [SEED, ROSTER_KEY, code].join(US)));
  const digest = new Uint8Array(HASH_BYTES);
  const hashing = timed(() => {
    for (let number = 0; number < city.codes.length; number += 1) messages.hash(number, portableSha256, digest, 0);
  });
  const rank = timed(() => new Ranks(SEED, roster.subjects, keys));
  const selection = timed(() => select(terms, cells, rank.result));
  const merge = timed(() => mergeVisits(terms, selection.result.selected, roster, rank.result));
  const inputs = { seed: SEED, rosterKey: ROSTER_KEY, terms, inspectors };
  const crews = timed(() => drawCrews(inputs, merge.result));
  return {
    hashing: hashing.seconds,
    rank: rank.seconds,
    select: selection.seconds,
    merge: merge.seconds,
    crews: crews.seconds,
    visits: merge.result.length,
    filledSeats: crews.result
      .flatMap((visit) => Object.values(visit.crew).flat())
      .filter((seat) => seat.inspector !== null).length,
  };
}

/** The page of a whole leg, in the order of its leaves, as departments send them. */
function pageOf(city: BenchCity, index: number): Uint8Array {
  const lines = Array.from(city.sortedPool(index), (number) => {
    const { code, creditClass, district } = city.member(number);
    return `${code}\t${creditClass}\t${district}\tELIGIBLE`;
  });
  return Buffer.from(lines.join('\n'));
}

function drawnInspectors(city: BenchCity, department: string, index: number): Inspector[] {
  return benchInspectors(city, index).map(({ code, district, specialties, capacity, recusals }) => ({
    id: `${department}:inspector:${code}`,
    department,
    district,
    specialties,
    recusals: recusals.map(({ subjectId }) => subjectId),
    capacity,
  }));
}

function timed<Result>(work: () => Result): { readonly result: Result; readonly seconds: number } {
  const began = performance.now();
  const result = work();
  return { result, seconds: (performance.now() - began) / 1000 };
}
