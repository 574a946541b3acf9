import { checkRows, checkText, checkTexts, MOST_CODE, MOST_LONG_TEXT } from '../problems.js';
import type { InspectorSeed } from '../rows.js';

const MOST_INSPECTORS = 2000;
const MOST_CAPACITY = 10_000;

/**
 * Checks inspectors: a name, a certificate of their own, a capacity.
 * @throws OV_DEPT_ROWS_REFUSED, OV_DEPT_TOO_MANY_ROWS
 */
export function checkInspectors(inspectors: readonly InspectorSeed[]): void {
  const rowOfCertificate = new Map<string, number>();
  checkRows(inspectors, MOST_INSPECTORS, (inspector, report, number) => {
    checkText('name', inspector.name, report);
    checkText('certificateNumber', inspector.certificateNumber, report, MOST_CODE);
    checkTexts('specialties', inspector.specialties, report);
    checkTexts(
      'recusals',
      inspector.recusals.map((recusal) => recusal.subjectId),
      report,
    );
    for (const [index, { reason }] of inspector.recusals.entries())
      checkText(`recusals[${index}].reason`, reason, report, MOST_LONG_TEXT);
    if (inspector.capacity < 0 || inspector.capacity > MOST_CAPACITY) {
      report('capacity', `须在 0 到 ${MOST_CAPACITY} 之间。`, `Must be from 0 to ${MOST_CAPACITY}.`);
    }
    const earlier = rowOfCertificate.get(inspector.certificateNumber);
    if (earlier !== undefined) {
      report('certificateNumber', `与第 ${earlier} 行的执法证号相同。`, `Is the certificate of row ${earlier}.`);
    } else rowOfCertificate.set(inspector.certificateNumber, number);
  });
}
