/**
 * A process that is one subgraph of the small federation: served like all subgraphs, over no database. It is told like
 * them by its environment, and its code by its argument.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type RequestContext, type Resolvers, readConfig, startSubgraph, type Viewer } from '@onevisit/kit';
import { parse } from 'graphql';
import { DEPARTMENTS, heldValue, type SmallDepartment } from './departments.js';

const department = DEPARTMENTS.find(({ code }) => code === process.argv[2]);
if (department === undefined) throw new Error(`no department ${process.argv[2]}`);

const subgraph = await startSubgraph({
  name: department.code,
  owner: null,
  typeDefs: parse(department.sdl),
  resolvers: resolversOf(department),
  config: readConfig(process.env),
  context: (base) => base,
  ready: async () => undefined,
  onClose: async () => undefined,
});
for (const event of ['SIGTERM', 'disconnect'] as const) {
  process.once(event, () => void subgraph.close().then(() => process.exit(0)));
}
process.send?.({ type: 'ready', url: subgraph.url });

interface Subject {
  readonly id: string;
}

function resolversOf(own: SmallDepartment): Resolvers {
  const subject = {
    __resolveReference: async ({ id }: Subject) => ({ id }),
    [own.field]: ({ id }: Subject) => heldValue(own, id),
  };
  if (own !== DEPARTMENTS[0]) return { Subject: subject };
  return {
    Subject: subject,
    Query: {
      subjects: (_: unknown, { ids }: { readonly ids: readonly string[] }) => ids.map((id) => ({ id })),
      asker: (_: unknown, __: unknown, context: unknown) => subOf((context as RequestContext).viewer),
      slow: (_: unknown, { ms }: { readonly ms: number }) => sleep(ms, 'done'),
    },
  };
}

function subOf(viewer: Viewer): string | null {
  return 'sub' in viewer ? viewer.sub : null;
}
