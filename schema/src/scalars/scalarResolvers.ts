import { CreditCode } from './CreditCode.js';
import { CalendarDate } from './Date.js';
import { DateTime } from './DateTime.js';
import { DivisionCode } from './DivisionCode.js';
import { Percent } from './Percent.js';
import { Sha256 } from './Sha256.js';

/** The contract's scalars, by name: a part of any subgraph's resolvers. */
export const scalarResolvers = { CreditCode, DivisionCode, Date: CalendarDate, DateTime, Percent, Sha256 } as const;
