import { documentId, type PersistedDocument } from '@onevisit/schema';
import { compose } from '@onevisit/schema/composition';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective"])
  @link(url: "https://onevisit.example/access/v1.0", import: ["@access"]) @composeDirective(name: "@access")
  directive @access(to: [String!]!) on OBJECT | FIELD_DEFINITION`;
const STOCK = `${LINK} type Product @key(fields: "id") { id: ID! stock: Int }`;

/** What of the shop may be otherwise. */
export interface ShopOptions {
  /** The queries of the catalogue; by default none of them is public. */
  readonly catalog?: string;
}

/** The supergraph of a shop of two subgraphs. */
export function shopSupergraph({ catalog = 'product: Product' }: ShopOptions = {}): string {
  const catalogSdl = `${LINK} type Query { ${catalog} } type Product @key(fields: "id") { id: ID! name: String }`;
  const composition = compose([
    { name: 'catalog', url: 'http://127.0.0.1:1/a', sdl: catalogSdl, file: 'catalog.graphql' },
    { name: 'stock', url: 'http://127.0.0.1:1/b', sdl: STOCK, file: 'stock.graphql' },
  ]);
  if (!composition.ok) throw new Error(composition.findings.map(({ message }) => message).join('\n'));
  return composition.supergraphSdl;
}

/** A persisted document. */
export function shopDocument(name: string, selection: string): PersistedDocument {
  const body = `query ${name} ${selection}`;
  return { id: documentId(body), name, type: 'query', body };
}
