import { parseTerms } from '@onevisit/draw';
import type { OneVisitError } from '@onevisit/kit';
import type { Database } from '../database.js';
import { jointError } from '../errors.js';
import type { Draw } from '../generated/client.js';
import { readPage, storedPages } from './storedPages.js';

/** Where a refused line stands, as `feedPage` was told. */
const LINE_PLACE = /^(?<source>.*), page (?<page>[0-9]+), line (?<line>[0-9]+)/;

/**
 * The refusal of a subject with two districts, with both places named: two departments have to agree, and each must
 * find its own. Any other refusal comes back as it is.
 */
export async function withBothPlaces(
  database: Database,
  draw: Pick<Draw, 'id' | 'terms'>,
  refusal: OneVisitError,
): Promise<OneVisitError> {
  if (refusal.code !== 'OV_DRAW_SUBJECT_TWO_DISTRICTS') return refusal;
  const [place, { source = '', page = '', line = '' } = {}] = placeOf(refusal);
  const { bytes } = await readPage(database, draw.id, source, Number(page) - 1);
  const [subject = '', , district = ''] = bytes.toString('utf8').split('\n')[Number(line) - 1]?.split('\t') ?? [];
  const other = await otherDistrict(database, draw, subject, district);
  return other === null ? refusal : jointError('OV_JOINT_TWO_DISTRICTS', { subject, district, place, ...other });
}

function placeOf(refusal: OneVisitError): readonly [string, Partial<Record<string, string>> | undefined] {
  const match = LINE_PLACE.exec(String(refusal.extensions.place));
  return [match?.[0] ?? '', match?.groups];
}

async function otherDistrict(
  database: Database,
  draw: Pick<Draw, 'id' | 'terms'>,
  subject: string,
  district: string,
): Promise<{ readonly earlierPlace: string; readonly earlierDistrict: string } | null> {
  for (const { id } of parseTerms(draw.terms).legs) {
    const { _max } = await database.rosterPage.aggregate({
      where: { drawId: draw.id, source: id },
      _max: { number: true },
    });
    for await (const { bytes, place } of storedPages(database, draw.id, id, (_max.number ?? -1) + 1)) {
      for (const [index, line] of bytes.toString('utf8').split('\n').entries()) {
        const [found, , earlierDistrict = ''] = line.split('\t');
        if (found !== subject || earlierDistrict === district) continue;
        return { earlierPlace: `${place}, line ${index + 1}`, earlierDistrict };
      }
    }
  }
  return null;
}
