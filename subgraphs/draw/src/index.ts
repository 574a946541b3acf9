/**
 * The draw protocol, version 1: which subjects are visited and which inspectors go, recomputable by anyone with SHA-256
 * and a sort. Pure: no files, network, clock or randomness of its own.
 *
 * - The whole draw: `runDraw`, `parseDrawInput`, and the auditor's record of it.
 * - Stages, for a server that streams rosters of millions: `Freeze` → `statementOf` → `checkNonce`, `seed` → `Ranks` →
 *   `select` → `mergeVisits` → `drawCrews` (or `DepartmentCrews`) → `amendCrews`.
 * - Records (§6): `statementRecord`, `publicRecord`, `auditorsRecord`, `subjectRecord`, `amendmentsRecord`, and a parser for each.
 * - For whoever checks a draw: `verifyRecord`, `verifyRecordText`; `subjectKey`, `rankOf`, `rosterLeaf`, `inclusionProof`,
 *   `verifyInclusion`.
 */
export {
  type AmendedCrews,
  type Amendment,
  amendCrews,
  type Place,
  type SeatMove,
} from './amendCrews.js';
export { ByteTable } from './ByteTable.js';
export { boundOfVisits, type Probability } from './boundOfVisits.js';
export { dayNumber } from './calendar.js';
export { canonicalJson, type JsonValue } from './canonicalJson.js';
export { CHUNK_LEAVES, chunkRootsOf, inclusionProofOfChunk, rootOfChunks } from './chunks.js';
export {
  type ByDepartment,
  checkNonce,
  commitment,
  commitmentsHash,
  revealedNonces,
  WITHHELD,
} from './commitments.js';
export { type CrewSeat, DepartmentCrews } from './DepartmentCrews.js';
export { DrawError, type DrawErrorCode } from './DrawError.js';
export { type CrewedVisit, type CrewInputs, drawCrews } from './drawCrews.js';
export { checkCommitments, type DrawInput, parseDrawInput } from './drawInput.js';
export { type DrawErrorName, errorCatalogue } from './errorCatalogue.js';
export type { ErrorText } from './errorText.js';
export { Freeze, type Frozen, type LeafEvidence } from './Freeze.js';
export { type Inspector, parseInspectors } from './inspectors.js';
export { compareEntries, compareInspectors, inspectorLeaf, rosterLeaf } from './leaves.js';
export { inclusionProof, MerkleBuilder, merkleRoot, reduceToRoot, verifyInclusion } from './MerkleBuilder.js';
export { mergeVisits, type Visit } from './mergeVisits.js';
export { percentOf } from './percentOf.js';
export { quotaOf, quotaRuleFor } from './quotaOf.js';
export { Ranks, rankOf } from './Ranks.js';
export {
  type Cell,
  ELIGIBLE,
  parseRosterEntry,
  parseRosterLine,
  Roster,
  type RosterEntry,
  rosterLine,
} from './Roster.js';
export {
  type AmendedVisit,
  type AmendmentsList,
  type AmendmentsRecord,
  amendmentsRecord,
  parseAmendmentsRecord,
  type RecordedAmendment,
} from './records/amendmentsRecord.js';
export {
  type AuditorsRecord,
  auditorsRecord,
  parseAuditorsRecord,
  publishedVisits,
} from './records/auditorsRecord.js';
export { type AuditorsFrame, auditorsFrame, entriesText, visitsText } from './records/auditorsText.js';
export { cutOffsOf } from './records/cutOffsOf.js';
export { type PublicRecord, type PublishedDraw, parsePublicRecord, publicRecord } from './records/publicRecord.js';
export { hashMember, type PublicFrame, publicFrame } from './records/publicText.js';
export { recordHash } from './records/recordHash.js';
export { recordPieces } from './records/recordPieces.js';
export { RECORD_VERSION, recordFormats, type Seal, type SealedKind } from './records/sealedRecord.js';
export { parseStatementRecord, type StatementRecord, statementRecord } from './records/statementRecord.js';
export {
  type ProvenLeaf,
  parseSubjectRecord,
  type SubjectRecord,
  type SubjectSources,
  type SubjectsDraw,
  type SubjectsStratum,
  subjectRecord,
} from './records/subjectRecord.js';
export { type DrawOutcome, type DrawStep, drawFrozen, freezeRoster, runDraw } from './runDraw.js';
export { visitLot } from './Staff.js';
export { inspectorKey, SubjectKeys, subjectKey } from './SubjectKeys.js';
export { type SeedInputs, seed } from './seed.js';
export { type QuotaRow, quotaRow, type Selection, select } from './select.js';
export { fromHex, hashFields, portableSha256, type Sha256, sha256, toHex } from './sha256.js';
export { type CountedCell, type StaffCount, type StandingCount, type Statement, statementOf } from './statementOf.js';
export {
  type DistrictRule,
  departmentsOf,
  type Leg,
  parseTerms,
  type QuotaRule,
  type Terms,
  termsHash,
  type Window,
} from './terms.js';
export { compareBytewise, sortedBytewise, textFault, US } from './text.js';
export { type Bilingual, kindNames, type RecordKind } from './verify/checks.js';
export type { RecordText } from './verify/recordText.js';
export type { Difference, Verification } from './verify/Verification.js';
export { type OtherRecords, verifyRecord, verifyRecordText } from './verify/verifyRecord.js';
export { visitGroups } from './visitGroups.js';
