import type { DetailsOf } from './DetailsOf.js';

/** How strictly dischargers of an industry are managed, where not by registration only. */
const PERMITTED: Readonly<Record<string, 'KEY' | 'SIMPLIFIED'>> = {
  chemicals: 'KEY',
  hospital: 'SIMPLIFIED',
  factory: 'SIMPLIFIED',
};

/** Discharge permits and lists of key supervision. */
export const ecologyEnvironment: DetailsOf = (entry, { random, year }) => {
  const managementClass = random.chance(80) ? PERMITTED[entry.industry] : undefined;
  if (managementClass === undefined || entry.uscc === undefined) return { managementClass: 'REGISTRATION' };
  return {
    managementClass,
    dischargePermitNumber: `${entry.uscc}001${random.pick(['P', 'Q', 'R', 'U', 'V', 'W'])}`,
    dischargePermitValidTo: random.day(year + 1, year + 4),
    ...(managementClass === 'KEY' ? { keyLists: ['WATER', 'ATMOSPHERE'] } : {}),
    automaticMonitoring: managementClass === 'KEY' || random.chance(25),
  };
};
