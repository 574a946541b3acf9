import fc from 'fast-check';
import { expect, it } from 'vitest';
import { globalId, parseGlobalId } from './ids.js';

it('reads what it makes, whatever the code holds', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'binary' }), (code) => {
      expect(parseGlobalId(globalId('fire-rescue', 'pool', code))).toEqual({
        owner: 'fire-rescue',
        kind: 'pool',
        code,
      });
    }),
  );
});

it('takes any code of the register as owner', () => {
  expect(parseGlobalId('area-51:item:X:1')).toEqual({ owner: 'area-51', kind: 'item', code: 'X:1' });
});

it.each(['', 'item', 'a:item', 'a:item:', ':item:x', 'A:item:x', 'a-:item:x', 'a:it-em:x'])('refuses %j', (id) => {
  expect(parseGlobalId(id)).toBeNull();
});
