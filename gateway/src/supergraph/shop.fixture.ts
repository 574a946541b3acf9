import { documentId, type PersistedDocument } from '@onevisit/schema';
import { compose } from '@onevisit/schema/composition';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
const CATALOG = `${LINK} type Query { product: Product } type Product @key(fields: "id") { id: ID! name: String }`;
const STOCK = `${LINK} type Product @key(fields: "id") { id: ID! stock: Int }`;

/** The supergraph of a shop of two subgraphs, at URLs of one's choice. */
export function shopSupergraph(catalogUrl = 'http://127.0.0.1:1/a', stockUrl = 'http://127.0.0.1:1/b'): string {
  const composition = compose([
    { name: 'catalog', url: catalogUrl, sdl: CATALOG, file: 'catalog.graphql' },
    { name: 'stock', url: stockUrl, sdl: STOCK, file: 'stock.graphql' },
  ]);
  if (!composition.ok) throw new Error(composition.findings.map(({ message }) => message).join('\n'));
  return composition.supergraphSdl;
}

/** A persisted document. */
export function shopDocument(name: string, selection: string): PersistedDocument {
  const body = `query ${name} ${selection}`;
  return { id: documentId(body), name, type: 'query', body };
}
