import { isUnknown, type Unknown } from '../../catalogue/settable.js';
import type { RulePack } from '../RulePack.js';
import type { Contradiction, FindAgainstParent } from './Contradiction.js';
import { boundsOf, valuesIn } from './valuesIn.js';

/** A pack holds within the one that it extends: in time, in place, and within the bounds of what is unknown there. */
export const againstParent: FindAgainstParent = function* (pack, parent) {
  yield* time(pack, parent);
  yield* place(pack, parent);
  yield* bounds(pack, parent);
  if (pack.pack !== parent.pack || pack.version > parent.version) return;
  const en = `version ${pack.version} extends the later version ${parent.version}`;
  yield {
    name: 'extends-later',
    path: ['extends', 'version'],
    zh: `第 ${pack.version} 版继承了更晚的第 ${parent.version} 版`,
    en,
  };
};

function* time(pack: RulePack, parent: RulePack): Generator<Contradiction> {
  const { from, to } = pack.inForce;
  const whole = `${parent.inForce.from} – ${parent.inForce.to ?? '…'}`;
  if (from < parent.inForce.from) {
    const zh = `自 ${from} 施行，而所继承的细则 ${whole} 有效`;
    yield {
      name: 'before-parent',
      path: ['inForce', 'from'],
      zh,
      en: `in force from ${from}, and the pack that it extends ${whole}`,
    };
  }
  if (parent.inForce.to !== null && (to === null || to > parent.inForce.to)) {
    const zh = `施行至 ${to ?? '…'}，而所继承的细则 ${whole} 有效`;
    yield {
      name: 'after-parent',
      path: ['inForce', 'to'],
      zh,
      en: `in force to ${to ?? '…'}, and the pack that it extends ${whole}`,
    };
  }
}

function* place(pack: RulePack, parent: RulePack): Generator<Contradiction> {
  const { division, department } = pack.jurisdiction;
  const above = parent.jurisdiction;
  if (above.division !== undefined && !division?.startsWith(above.division.replace(/(00)+$/, ''))) {
    yield {
      name: 'other-division',
      path: ['jurisdiction', 'division'],
      zh: `区划 ${division ?? '—'} 不在所继承细则的区划 ${above.division} 之内`,
      en: `division ${division ?? '-'} does not lie in ${above.division}, that of the pack that it extends`,
    };
  }
  if (above.department === undefined || department === above.department) return;
  yield {
    name: 'other-department',
    path: ['jurisdiction', 'department'],
    zh: `所继承的是部门 ${above.department} 的细则`,
    en: `the pack that it extends is that of department ${above.department}`,
  };
}

function* bounds(pack: RulePack, parent: RulePack): Generator<Contradiction> {
  const ofParent = new Map([...valuesIn(parent.rules)].map(({ path, value }) => [path.join('.'), value]));
  for (const { path, value } of valuesIn(pack.rules)) {
    const above = ofParent.get(path.join('.'));
    if (isUnknown(above as unknown)) yield* withinBounds(path, value, above as Unknown<unknown>);
  }
}

function* withinBounds(path: Contradiction['path'], value: unknown, above: Unknown<unknown>): Generator<Contradiction> {
  const { atLeast, atMost } = boundsOf(above);
  const own = isUnknown(value)
    ? boundsOf(value as Unknown<unknown>)
    : { atLeast: Number(value), atMost: Number(value) };
  if (own.atLeast >= atLeast && own.atMost <= atMost) return;
  const shown = own.atLeast === own.atMost ? String(own.atLeast) : `${own.atLeast}–${own.atMost}`;
  yield {
    name: 'outside-bounds',
    path,
    zh: `${shown} 超出所继承细则给出的范围 ${atLeast} 到 ${atMost}`,
    en: `${shown} is outside the bounds of the pack that it extends, ${atLeast} to ${atMost}`,
  };
}
