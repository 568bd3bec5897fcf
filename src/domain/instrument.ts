/** Anything that can be held: its identity, the currency it is quoted in, and the market that gives its prices a day. */
import type { Currency } from './currency.js';
import type { Day } from './day.js';
import type { Decimal } from './decimal.js';
import type { Cusip, Figi, Isin, Mic, Sedol, Ticker } from './identifiers.js';
import type { InstrumentId, SourceId } from './ids.js';
import type { InstrumentSplit, WithdrawnSplit } from './split.js';

export const InstrumentKind = {
  EQUITY: 'EQUITY',
  ETF: 'ETF',
  BOND: 'BOND',
  /** A mutual fund: priced once a day by its NAV, never by trades. */
  FUND: 'FUND',
  CRYPTO: 'CRYPTO',
  /** A currency held as an instrument, such as a money-market balance; its price is 1 unless quoted. */
  CASH: 'CASH',
} as const;
export type InstrumentKind = (typeof InstrumentKind)[keyof typeof InstrumentKind];

export class Instrument {
  readonly id: InstrumentId;
  readonly kind: InstrumentKind;
  name: string;
  /** Currency of prices, in major units. */
  readonly currency: Currency;
  readonly isin: Isin | null;
  cusip: Cusip | null;
  sedol: Sedol | null;
  figi: Figi | null;
  readonly mic: Mic | null;
  ticker: Ticker | null;
  /** AMFI's scheme code of an Indian fund. */
  readonly schemeCode: string | null;
  /** Units of value per unit of quantity and price: 1 for shares and funds. */
  readonly multiplier: Decimal;
  /** Quoted units per currency unit, for sources that state no currency: 100 where London quotes pence, else 1. */
  readonly unitDivisor: number;
  readonly createdAt: Date;
  /** In order of their days. */
  splits: readonly InstrumentSplit[];
  /** Entered by mistake and taken back: they count only for what was known then. */
  withdrawnSplits: readonly WithdrawnSplit[];
  /** The one source whose prices count, by an administrator's choice; null: whichever the arbiter prefers. */
  pinnedSource: SourceId | null;
  /** The first day of which it alone counts; null where it was pinned before that was kept, which is of every day. */
  pinnedFrom: Day | null;
  /** The first day on which it trades no more, which may lie ahead; its last price is of the day before at the latest. Null: it trades. */
  delistedOn: Day | null;

  constructor(props: {
    id: InstrumentId;
    kind: InstrumentKind;
    name: string;
    currency: Currency;
    isin: Isin | null;
    cusip?: Cusip | null;
    sedol?: Sedol | null;
    figi?: Figi | null;
    mic: Mic | null;
    ticker: Ticker | null;
    schemeCode: string | null;
    multiplier: Decimal;
    unitDivisor: number;
    createdAt: Date;
  }) {
    this.id = props.id;
    this.kind = props.kind;
    this.name = props.name;
    this.currency = props.currency;
    this.isin = props.isin;
    this.cusip = props.cusip ?? null;
    this.sedol = props.sedol ?? null;
    this.figi = props.figi ?? null;
    this.mic = props.mic;
    this.ticker = props.ticker;
    this.schemeCode = props.schemeCode;
    this.multiplier = props.multiplier;
    this.unitDivisor = props.unitDivisor;
    this.createdAt = props.createdAt;
    this.splits = [];
    this.withdrawnSplits = [];
    this.pinnedSource = null;
    this.pinnedFrom = null;
    this.delistedOn = null;
  }
}

/** An instrument as far as its prices and the names of its listing go. */
export type ListedInstrument = Omit<Instrument, 'name' | 'multiplier' | 'createdAt' | 'withdrawnSplits'>;

/** The name a source uses for one of our instruments, for example `VOD.L` at Yahoo. */
export class SourceSymbol {
  readonly source: string;
  readonly symbol: string;
  readonly instrumentId: InstrumentId;

  constructor(props: { source: string; symbol: string; instrumentId: InstrumentId }) {
    this.source = props.source;
    this.symbol = props.symbol;
    this.instrumentId = props.instrumentId;
  }
}
