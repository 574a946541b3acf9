import type { SupergraphManager } from '@apollo/gateway';
import { publicVariant } from '@onevisit/schema';
import { beforeEach, describe, expect, it } from 'vitest';
import { PublicSupergraph } from './PublicSupergraph.js';
import { shopSupergraph } from './shop.fixture.js';

const open = shopSupergraph({ catalog: 'product: Product @access(to: ["public"])' });
const wider = shopSupergraph({ catalog: 'product: Product @access(to: ["public"]) sale: Int @access(to: ["public"])' });
const closed = shopSupergraph();

let variant: PublicSupergraph;
/** What each gateway was given, newest last. */
let loaded: string[];
let loadedPublic: string[];
/** Gives both gateways another supergraph. */
let update: (sdl: string) => void;

/** What Apollo Gateway gives to a manager. */
const hooks = (take: (sdl: string) => void) => ({
  update: take,
  healthCheck: async () => undefined,
  getDataSource: () => {
    throw new Error('not asked for');
  },
});

beforeEach(async () => {
  [loaded, loadedPublic] = [[], []];
  variant = new PublicSupergraph();
  const manager: SupergraphManager = {
    initialize: async (options) => {
      update = options.update;
      options.update(open);
      return { supergraphSdl: open };
    },
  };
  await variant.initialize(hooks((sdl) => void loadedPublic.push(sdl)));
  await variant.together(manager).initialize(
    hooks((sdl) => {
      if (sdl.includes('bad')) throw new Error('bad');
      loaded.push(sdl);
    }),
  );
});

describe('PublicSupergraph', () => {
  it('takes the variant along with every supergraph, the first one included', () => {
    update(wider);
    expect(loaded).toEqual([open, wider]);
    expect(loadedPublic).toEqual([publicVariant(open), publicVariant(wider)]);
    expect(variant.isServed).toBe(true);
  });

  it('goes back where the whole supergraph cannot be loaded', () => {
    expect(() => update(`# bad\n${wider}`)).toThrow('bad');
    expect(loaded).toEqual([open]);
    expect(loadedPublic.at(-1)).toBe(publicVariant(open));
  });

  it('says that there is none, and loads what has nothing in it', () => {
    update(closed);
    expect(variant.isServed).toBe(false);
    expect(loadedPublic.at(-1)).toContain('type Query @join__type(graph: NONE) { nothing: Boolean }');
    update(open);
    expect(variant.isServed).toBe(true);
  });
});
