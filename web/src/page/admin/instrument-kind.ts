/** What each kind of instrument is called. */
import type { InstrumentKind } from '../../gql/graphql.js';

export const INSTRUMENT_KINDS: Readonly<Record<InstrumentKind, string>> = {
  EQUITY: 'Share',
  ETF: 'ETF',
  FUND: 'Fund',
  BOND: 'Bond',
  CRYPTO: 'Crypto',
  CASH: 'Currency',
};
