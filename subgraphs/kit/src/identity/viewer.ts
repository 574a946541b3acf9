import * as z from 'zod';

const sub = z.string().min(1).max(200);
const department = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
const inspector = z.string().min(1);

/** Who asks, as the gateway knows it from a client's token, or the joint subgraph for itself. */
export const viewerSchema = z.discriminatedUnion('role', [
  z.object({ role: z.literal('public') }),
  z.object({ role: z.literal('lead'), sub, department }),
  // An officer who also inspects may say as whom.
  z.object({ role: z.literal('officer'), sub, department, inspector: inspector.optional() }),
  // Whoever heads a department (分管领导): reviews its plans, and draws up none.
  z.object({ role: z.literal('leader'), sub, department }),
  z.object({ role: z.literal('inspector'), sub, department, inspector }),
  z.object({ role: z.literal('auditor'), sub }),
  // A subject of inspections about itself: its credit code, or scheme:id.
  z.object({ role: z.literal('subject'), sub, subject: z.string().min(1).max(200) }),
  z.object({ role: z.literal('service'), sub }),
]);

/** Who asks. */
export type Viewer = Readonly<z.infer<typeof viewerSchema>>;

/** A role; `@access(to:)` names these. */
export type Role = Viewer['role'];

/** All roles. */
export const roles: readonly Role[] = [
  'public',
  'lead',
  'officer',
  'leader',
  'inspector',
  'auditor',
  'subject',
  'service',
];

/** Whoever shows no token. */
export const publicViewer: Viewer = Object.freeze({ role: 'public' });

/** How a viewer is named on a ledger: role, department if any, and subject. */
export function actorOf(viewer: Viewer): string {
  if (viewer.role === 'public') return 'public';
  return 'department' in viewer ? `${viewer.role}:${viewer.department}:${viewer.sub}` : `${viewer.role}:${viewer.sub}`;
}
