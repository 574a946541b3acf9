import { loaderOfGroups } from '@onevisit/kit';
import type DataLoader from 'dataloader';
import type { Database } from '../database.js';
import type {
  OutsideResult,
  SubjectSignature,
  VisitCheckIn,
  VisitOutcome,
  VisitSignature,
} from '../generated/client.js';

/** Loaders of what happened at the door. */
export interface DoorLoaders {
  readonly checkInsOfVisit: DataLoader<string, VisitCheckIn[]>;
  readonly outcomesOfVisit: DataLoader<string, VisitOutcome[]>;
  readonly signaturesOfVisit: DataLoader<string, VisitSignature[]>;
  readonly subjectSignaturesOfVisit: DataLoader<string, SubjectSignature[]>;
  /** Results of a visit that no lot decided, by the place of its row. */
  readonly resultsOfOutsideVisit: DataLoader<string, OutsideResult[]>;
}

/** Makes them for one request. */
export function doorLoaders(database: Database): DoorLoaders {
  const ofVisit = <Row extends { readonly visitId: string }>(
    fetch: (where: { visitId: { in: string[] } }) => Promise<readonly Row[]>,
  ) =>
    loaderOfGroups<Row>(
      (ids) => fetch({ visitId: { in: ids } }),
      ({ visitId }) => visitId,
    );
  return {
    checkInsOfVisit: ofVisit((where) =>
      database.visitCheckIn.findMany({
        where,
        orderBy: [{ department: 'asc' }, { on: 'asc' }, { inspectorId: 'asc' }],
      }),
    ),
    outcomesOfVisit: ofVisit((where) =>
      database.visitOutcome.findMany({ where, orderBy: [{ department: 'asc' }, { on: 'asc' }] }),
    ),
    signaturesOfVisit: ofVisit((where) =>
      database.visitSignature.findMany({ where, orderBy: [{ department: 'asc' }, { inspectorId: 'asc' }] }),
    ),
    subjectSignaturesOfVisit: ofVisit((where) =>
      database.subjectSignature.findMany({ where, orderBy: { department: 'asc' } }),
    ),
    resultsOfOutsideVisit: loaderOfGroups(
      (seqs) =>
        database.outsideResult.findMany({ where: { visitSeq: { in: seqs.map(Number) } }, orderBy: { itemId: 'asc' } }),
      ({ visitSeq }) => String(visitSeq),
    ),
  };
}
