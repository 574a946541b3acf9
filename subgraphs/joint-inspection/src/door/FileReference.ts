import { jointError } from '../errors.js';

/** A file that shows something and stays in its department: GraphQL's FileReference. */
export interface FileReference {
  readonly name: string;
  readonly mediaType: string;
  /** In bytes. */
  readonly size: number;
  /** SHA-256 of it, hex. */
  readonly sha256: string;
}

/** Most files of one item or outcome. */
const MOST_FILES = 20;
const MOST_BYTES = 2 ** 31 - 1;
const NAME = /^[^\p{Cc}\p{Cs}]{1,200}$/u;
/** RFC 6838, 4.2: type and subtype, each a restricted name. */
const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/i;
const SHA256 = /^[0-9a-f]{64}$/;

/**
 * References as rows keep them.
 * @param place of the thing that they show, such as `items[2]`
 * @throws OV_JOINT_FILES, OV_JOINT_FILE
 */
export function keptFiles(files: readonly FileReference[] | null | undefined, place: string): FileReference[] {
  if (files == null) return [];
  if (files.length > MOST_FILES) throw jointError('OV_JOINT_FILES', { place, most: MOST_FILES });
  return files.map(({ name, mediaType, size, sha256 }, index) => {
    const fine = NAME.test(name) && MEDIA_TYPE.test(mediaType) && SHA256.test(sha256);
    const seen = files.slice(0, index).some((earlier) => earlier.sha256 === sha256);
    if (!fine || seen || !Number.isInteger(size) || size < 1 || size > MOST_BYTES) {
      throw jointError('OV_JOINT_FILE', { place, index, most: MOST_BYTES });
    }
    return { name, mediaType, size, sha256 };
  });
}
