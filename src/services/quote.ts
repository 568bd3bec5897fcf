/** Prices and rates an institution pushes to us: checked here, then handed to the same ingestion as every source's. */
import { authorise } from '../domain/access.js';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import { type Decimal, formatDecimal, PRICE_SCALE, parseDecimal, RATE_SCALE } from '../domain/decimal.js';
import { InvalidInput } from '../domain/errors.js';
import type { InstrumentId } from '../domain/ids.js';
import { IngestOutcome } from '../domain/ingest.js';
import { Adjustment, isDated, QuoteKind } from '../domain/quote.js';
import type { Actor } from '../domain/user.js';

export const PUSH_MAX = 10_000;

export interface PushedQuote {
  readonly instrumentId: string;
  readonly price: Decimal;
  readonly currency: Currency;
  readonly observedAt?: Date | null;
  readonly valueDate?: Day | null;
  readonly kind?: QuoteKind | null;
  readonly previousClose?: Decimal | null;
}

export interface PushedRate {
  readonly base: Currency;
  readonly quote: Currency;
  readonly rate: Decimal;
  readonly observedAt?: Date | null;
  readonly valueDate?: Day | null;
}

export interface IngestResult {
  readonly index: number;
  readonly outcome: IngestOutcome;
  readonly reason: string | null;
  readonly message: string | null;
}

export interface IngestReport {
  readonly accepted: number;
  readonly results: readonly IngestResult[];
}

/** An observation in the words of ingestion. */
type Observation =
  | {
      readonly type: 'quote';
      readonly symbol: string;
      readonly kind: QuoteKind;
      readonly price: string;
      readonly currency: string;
      readonly observedAt: Date | null;
      readonly valueDate: Day | null;
      readonly previousClose: string | null;
      readonly adjustment: Adjustment;
    }
  | {
      readonly type: 'rate';
      readonly base: string;
      readonly quote: string;
      readonly rate: string;
      readonly observedAt: Date | null;
      readonly valueDate: Day | null;
    };

export interface Ingestion {
  /** Whether the instrument is a fund, whose dated price is a NAV; null when there is no such instrument. */
  isFund(id: InstrumentId): Promise<boolean | null>;
  ingest(observations: readonly Observation[], options: { readonly confirmed: boolean }): Promise<readonly IngestResult[]>;
}

export class QuoteService {
  constructor(private readonly ingestion: Ingestion) {}

  /**
   * Pushes prices. A malformed one fails the whole request; what the arbiter thinks of well-formed ones stands in the report.
   * @param isConfirmed somebody looked at the jumps among them: they are not held back
   */
  async ingestQuotes(actor: Actor | null, quotes: readonly PushedQuote[], isConfirmed: boolean): Promise<IngestReport> {
    authorise(actor, 'quote:ingest');
    refuseSize('quotes', quotes.length);
    const observations: Observation[] = [];
    for (const [index, quote] of quotes.entries()) observations.push(await this.observation(quote, `quotes[${index}].`));
    return report(await this.ingestion.ingest(observations, { confirmed: isConfirmed }));
  }

  /** Pushes exchange rates, as {@link ingestQuotes} does prices. */
  async ingestFxRates(actor: Actor | null, rates: readonly PushedRate[], isConfirmed: boolean): Promise<IngestReport> {
    authorise(actor, 'quote:ingest');
    refuseSize('rates', rates.length);
    const observations = rates.map((rate, index): Observation => {
      const field = `rates[${index}].`;
      refuseTimes(rate, field);
      if (rate.base === rate.quote) throw new InvalidInput(`${field}quote`, 'PAIR', `${field}quote must be another currency than base.`);
      return {
        type: 'rate',
        base: rate.base,
        quote: rate.quote,
        rate: positive(rate.rate, `${field}rate`, RATE_SCALE),
        observedAt: rate.observedAt ?? null,
        valueDate: rate.valueDate ?? null,
      };
    });
    return report(await this.ingestion.ingest(observations, { confirmed: isConfirmed }));
  }

  private async observation(quote: PushedQuote, field: string): Promise<Observation> {
    refuseTimes(quote, field);
    const kind = quote.kind ?? (quote.observedAt ? QuoteKind.LAST : await this.datedKind(quote.instrumentId));
    if (isDated(kind) !== Boolean(quote.valueDate)) {
      throw new InvalidInput(`${field}kind`, 'KIND', `${field}kind ${kind} goes with ${isDated(kind) ? 'valueDate' : 'observedAt'}.`);
    }
    return {
      type: 'quote',
      symbol: quote.instrumentId,
      kind,
      price: positive(quote.price, `${field}price`, PRICE_SCALE),
      currency: quote.currency,
      observedAt: quote.observedAt ?? null,
      valueDate: quote.valueDate ?? null,
      previousClose: quote.previousClose ? positive(quote.previousClose, `${field}previousClose`, PRICE_SCALE) : null,
      adjustment: Adjustment.NONE,
    };
  }

  private async datedKind(instrumentId: string): Promise<QuoteKind> {
    return (await this.ingestion.isFund(instrumentId as InstrumentId)) ? QuoteKind.NAV : QuoteKind.CLOSE;
  }
}

function report(results: readonly IngestResult[]): IngestReport {
  const accepted = results.filter(({ outcome }) => outcome === IngestOutcome.CURRENT || outcome === IngestOutcome.HISTORY).length;
  return { accepted, results };
}

function refuseSize(field: string, size: number): void {
  if (size < 1 || size > PUSH_MAX) throw new InvalidInput(field, 'LENGTH', `${field} must hold 1 to ${PUSH_MAX} entries.`);
}

function refuseTimes({ observedAt, valueDate }: { observedAt?: Date | null; valueDate?: Day | null }, field: string): void {
  if (Boolean(observedAt) === Boolean(valueDate)) {
    throw new InvalidInput(`${field}observedAt`, 'ONE_TIME', `Give either ${field}observedAt or ${field}valueDate.`);
  }
}

function positive(value: Decimal, field: string, scale: number): string {
  const text = formatDecimal(value);
  if (parseDecimal(text, { field, scale }).lte(0)) throw new InvalidInput(field, 'POSITIVE', `${field} must be greater than 0.`);
  return text;
}
