/** Quotes and rates as short calls, for tests of valuations. Revisions count up in the order of the calls. */
import type { Currency } from '../../src/domain/currency.js';
import { addDays, type Day, parseDay } from '../../src/domain/day.js';
import { Decimal } from '../../src/domain/decimal.js';
import type { FxRate } from '../../src/domain/fx.js';
import type { InstrumentId, SourceId } from '../../src/domain/ids.js';
import { PriceBook } from '../../src/domain/price-book.js';
import { Adjustment, type Quote, QuoteKind } from '../../src/domain/quote.js';

const SOURCE = 'test' as SourceId;

export class TestMarket {
  readonly prices = new PriceBook();
  private revision = 0;

  /** `day` is the quote's value date; the previous close is the day before's unless `previousDay` says otherwise. */
  quote(
    instrumentId: string,
    price: string | number,
    more: {
      previous?: string | number;
      previousDay?: string | null;
      day?: string;
      observedAt?: string;
      currency?: string;
      kind?: QuoteKind;
      adjustment?: Adjustment;
      revision?: number;
    } = {},
  ): Quote {
    const valueDate = parseDay(more.day ?? '2024-06-05');
    const previousDay = more.previousDay === undefined ? addDays(valueDate, -1) : (more.previousDay as Day | null);
    const observedAt = new Date(more.observedAt ?? `${valueDate}T12:00:00Z`);
    const quote: Quote = {
      instrumentId: instrumentId as InstrumentId,
      source: SOURCE,
      kind: more.kind ?? QuoteKind.LAST,
      price: new Decimal(price),
      currency: (more.currency ?? 'EUR') as Currency,
      observedAt,
      valueDate,
      receivedAt: observedAt,
      previousClose: more.previous === undefined ? null : { price: new Decimal(more.previous), valueDate: previousDay },
      rawPrice: String(price),
      rawCurrency: null,
      adjustment: more.adjustment ?? Adjustment.NONE,
      revision: more.revision ?? this.nextRevision(),
    };
    this.prices.put(quote);
    return quote;
  }

  /** `rate('EURUSD', 1.25, { previous: 1.2 })`. */
  rate(pair: string, rate: string | number, more: { previous?: string | number; day?: string; revision?: number } = {}): FxRate {
    const valueDate = parseDay(more.day ?? '2024-06-05');
    const observedAt = new Date(`${valueDate}T12:00:00Z`);
    const known: FxRate = {
      base: pair.slice(0, 3) as Currency,
      quote: pair.slice(3) as Currency,
      rate: new Decimal(rate),
      source: SOURCE,
      observedAt,
      valueDate,
      receivedAt: observedAt,
      previous: more.previous === undefined ? null : { rate: new Decimal(more.previous), valueDate: addDays(valueDate, -1) },
      revision: more.revision ?? this.nextRevision(),
    };
    this.prices.putRate(known);
    return known;
  }

  private nextRevision(): number {
    this.revision += 1;
    return this.revision;
  }
}
