import type { Viewer } from '@onevisit/kit';
import { jointError } from '../errors.js';

/**
 * The id under which a viewer inspects: an inspector's, or that of an officer whose token names one.
 * @throws OV_JOINT_NO_INSPECTOR
 */
export function ownInspector(viewer: Viewer): string {
  const id = 'inspector' in viewer ? viewer.inspector : undefined;
  if (id === undefined) throw jointError('OV_JOINT_NO_INSPECTOR');
  return id;
}
