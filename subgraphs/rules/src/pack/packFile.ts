import * as z from 'zod';
import { CATALOGUE, type RuleKind } from '../catalogue/index.js';
import { date } from '../catalogue/terms.js';
import { partialShape } from './partialShape.js';

/** The file form of a rule pack: what a jurisdiction writes, in YAML or JSON. */

const bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }).meta({ id: 'bilingual' });
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const version = z.int().min(1);

const document = z.strictObject({
  id: slug.describe('Name by which citations refer to it; unique along the packs that extend each other.'),
  title: z.string().min(1),
  issuer: z.string().min(1),
  number: z.string().min(1).optional().describe('Number of the document, such as 信政办〔2019〕51号.'),
  date: date.describe('Date of issue.'),
});

const cite = z
  .array(
    z.strictObject({
      document: slug.describe('Id of a document of this pack, or of one that it extends.'),
      article: z
        .string()
        .min(1)
        .describe('Where in the document, such as 第十六条; with 意旨 (paraphrase) where the text is not its wording.'),
      text: z.string().min(1).describe('The original wording.'),
    }),
  )
  .min(1)
  .meta({ id: 'citations', description: 'Where the rule stands.' });

/** All of a pack's file but its rules. */
export const packHead = z.strictObject({
  $schema: z.string().optional(),
  pack: slug.describe('Name of the pack, the same in all its versions.'),
  version: version.describe('A published version never changes: what is different is another version.'),
  title: bilingual,
  jurisdiction: z.strictObject({
    name: bilingual,
    division: z
      .string()
      .regex(/^[1-9][0-9]{5}$/)
      .optional()
      .describe('Division code (GB/T 2260); a national pack has none.'),
    department: slug
      .optional()
      .describe('Code of the department whose rules these are; none: of all of the jurisdiction.'),
  }),
  extends: z
    .strictObject({ pack: slug, version })
    .optional()
    .describe('The pack whose rules hold where this one is silent.'),
  inForce: z.strictObject({
    from: date.describe('First day in force.'),
    to: date.optional().describe('Last day in force; open without it.'),
  }),
  documents: z.array(document).describe('Documents that this pack cites, besides those of the pack that it extends.'),
});
export type PackHead = z.infer<typeof packHead>;

/** What a pack says of a rule: all of it, a change to what it inherits, or that it does not hold. */
export type RuleStatement = {
  readonly cite: readonly { readonly document: string; readonly article: string; readonly text: string }[];
} & ({ readonly drop: true } | { readonly set: Readonly<Record<string, unknown>> } | Readonly<Record<string, unknown>>);

type AnyDefinition = (typeof CATALOGUE)[number];

/** The three forms that a rule has in a file. */
function statementShape({ shape }: AnyDefinition): z.ZodType<RuleStatement> {
  const forms = z.union([
    shape.extend({ cite }).describe('The whole rule; what was inherited of the kind does not hold.'),
    z
      .strictObject({ cite, set: partialShape(shape) })
      .describe('Changes to the inherited rule: members are set, lists as a whole.'),
    z.strictObject({ cite, drop: z.literal(true) }).describe('The inherited rule does not hold.'),
  ]);
  return forms as unknown as z.ZodType<RuleStatement>;
}

/** The shape of what a file says of a rule, by its kind. */
export const statementShapes: ReadonlyMap<string, z.ZodType<RuleStatement>> = new Map(
  CATALOGUE.map((definition) => [definition.kind, statementShape(definition)]),
);

/** The whole file, as its JSON Schema describes it. */
export const packFile = packHead.extend({
  rules: z.strictObject(
    Object.fromEntries(
      CATALOGUE.map((definition) => {
        const { zh, en } = definition.summary;
        return [definition.kind, statementShape(definition).optional().describe(`${zh} ${en}`)];
      }),
    ),
  ),
});

/** The parameters of a kind of rule. */
export function parametersShape(kind: RuleKind): z.ZodObject {
  const definition = CATALOGUE.find((each) => each.kind === kind);
  if (definition === undefined) throw new TypeError(`no kind of rule ${kind}`);
  return definition.shape;
}

/** Whether a name is that of a kind of rule. */
export function isRuleKind(name: string): name is RuleKind {
  return statementShapes.has(name);
}
