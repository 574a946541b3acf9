import type { SupergraphManager, SupergraphSdlHook } from '@apollo/gateway';
import { publicVariant } from '@onevisit/schema';

/** What Apollo Gateway, which must serve something, has while there is no public variant: one field that nobody resolves. */
const NOTHING = `schema
  @link(url: "https://specs.apollo.dev/link/v1.0")
  @link(url: "https://specs.apollo.dev/join/v0.3", for: EXECUTION)
{ query: Query }
directive @link(url: String, as: String, for: link__Purpose, import: [link__Import]) repeatable on SCHEMA
directive @join__graph(name: String!, url: String!) on ENUM_VALUE
directive @join__type(graph: join__Graph!, key: join__FieldSet, extension: Boolean! = false, resolvable: Boolean! = true, isInterfaceObject: Boolean! = false) repeatable on OBJECT | INTERFACE | UNION | ENUM | INPUT_OBJECT | SCALAR
directive @join__field(graph: join__Graph, requires: join__FieldSet, provides: join__FieldSet, type: String, external: Boolean, override: String, usedOverridden: Boolean) repeatable on FIELD_DEFINITION | INPUT_FIELD_DEFINITION
directive @join__implements(graph: join__Graph!, interface: String!) repeatable on OBJECT | INTERFACE
directive @join__unionMember(graph: join__Graph!, member: String!) repeatable on UNION
directive @join__enumValue(graph: join__Graph!) repeatable on ENUM_VALUE
enum join__Graph { NONE @join__graph(name: "none", url: "http://127.0.0.1:1/") }
enum link__Purpose { SECURITY EXECUTION }
scalar join__FieldSet
scalar link__Import
type Query @join__type(graph: NONE) { nothing: Boolean }
`;

/**
 * The public variant of the supergraph that is served, for an Apollo Gateway of its own: both change in one moment, and
 * where one of them cannot be loaded, neither does. That gateway has to be loaded before the other.
 */
export class PublicSupergraph implements SupergraphManager {
  #sdl = NOTHING;
  #update: (sdl: string) => void = () => undefined;

  /** Whether there is a variant: a supergraph of somebody else may have none. */
  get isServed(): boolean {
    return this.#sdl !== NOTHING;
  }

  readonly initialize: SupergraphSdlHook = async ({ update }) => {
    this.#update = update;
    return { supergraphSdl: this.#sdl };
  };

  /** A manager of the whole supergraph whose every update takes the variant along. */
  together(manager: SupergraphManager): SupergraphManager {
    return {
      initialize: (options) => manager.initialize({ ...options, update: (sdl) => this.#with(sdl, options.update) }),
    };
  }

  #with(supergraphSdl: string, update: (sdl: string) => void): void {
    const before = this.#sdl;
    this.#take(publicVariant(supergraphSdl) ?? NOTHING);
    try {
      update(supergraphSdl);
    } catch (cause) {
      this.#take(before);
      throw cause;
    }
  }

  #take(sdl: string): void {
    this.#update(sdl);
    this.#sdl = sdl;
  }
}
