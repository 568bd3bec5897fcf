/** Prices and rates an institution pushes to us: checked here, then handed to the same ingestion as every source's. */
import { authorise } from '../domain/access.js';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import { type Decimal, formatDecimal, PRICE_SCALE, parseDecimal, RATE_SCALE } from '../domain/decimal.js';
import { InvalidInput, InvalidInputs } from '../domain/errors.js';
import { IngestOutcome } from '../domain/ingest.js';
import { InstrumentKind } from '../domain/instrument.js';
import { Adjustment, isDated, QuoteKind } from '../domain/quote.js';
import { PUSHED, pushedInfo, type SourceInfo } from '../domain/source.js';
import { type Actor, Role, User } from '../domain/user.js';
import type { Database } from '../storage/database.js';

export const PUSH_MAX = 10_000;
/** Who pushes many times a second is not read for its name each time; another name shows this much later at most. */
const PUSHER_MS = 60_000;
const PUSHERS_MAX = 1_000;

export interface PushedQuote {
  readonly instrumentId: string;
  readonly price: Decimal;
  /** The instrument's, or a fraction of it as exchanges spell it. */
  readonly currency: string;
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
  /** What kind of instrument is meant by each of the names, our ids or the source's own symbols; null: there is none. */
  kindsOf(source: SourceInfo, names: readonly string[]): Promise<(name: string) => InstrumentKind | null>;
  ingest(
    source: SourceInfo,
    observations: readonly Observation[],
    options: { readonly confirmed: boolean },
  ): Promise<readonly IngestResult[]>;
}

export class QuoteService {
  private readonly pushers = new Map<Actor['userId'], { readonly info: SourceInfo; readonly readMs: number }>();

  constructor(
    private readonly database: Database,
    private readonly ingestion: Ingestion,
  ) {}

  /**
   * Pushes prices. With a malformed one nothing is taken in, and each that is malformed is named; what the arbiter thinks of
   * well-formed ones stands in the report.
   * @param isConfirmed an administrator looked at the jumps among them: they are not held back
   */
  async ingestQuotes(actor: Actor | null, quotes: readonly PushedQuote[], isConfirmed: boolean): Promise<IngestReport> {
    authorise(actor, 'quote:ingest');
    if (isConfirmed) authorise(actor, 'quote:manage');
    const source = await this.sourceOf(actor);
    const names = quotes.slice(0, PUSH_MAX).map(({ instrumentId }) => instrumentId);
    const kindOf = await this.ingestion.kindsOf(source, names);
    const observations = eachOf('quotes', quotes, (quote, field) => observationOf(quote, kindOf(quote.instrumentId), field));
    return report(await this.ingestion.ingest(source, observations, { confirmed: isConfirmed }));
  }

  /** Pushes exchange rates, as {@link ingestQuotes} does prices. */
  async ingestFxRates(actor: Actor | null, rates: readonly PushedRate[], isConfirmed: boolean): Promise<IngestReport> {
    authorise(actor, 'quote:ingest');
    if (isConfirmed) authorise(actor, 'quote:manage');
    const observations = eachOf('rates', rates, (rate, field): Observation => {
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
    return report(await this.ingestion.ingest(await this.sourceOf(actor), observations, { confirmed: isConfirmed }));
  }

  /** A machine is a source of its own: it confirms and contradicts others, and is told from them. */
  private async sourceOf({ userId, role }: Actor): Promise<SourceInfo> {
    if (role !== Role.SOURCE) return pushedInfo(PUSHED);
    const known = this.pushers.get(userId);
    if (known && performance.now() - known.readMs < PUSHER_MS) return known.info;
    const user = await this.database.read((em) => em.findOne(User, { id: userId }));
    const info = pushedInfo(user?.source ?? PUSHED, user?.name);
    if (this.pushers.size >= PUSHERS_MAX) this.pushers.clear();
    this.pushers.set(userId, { info, readMs: performance.now() });
    return info;
  }
}

function observationOf(quote: PushedQuote, instrumentKind: InstrumentKind | null, field: string): Observation {
  refuseTimes(quote, field);
  const dated = instrumentKind === InstrumentKind.FUND ? QuoteKind.NAV : QuoteKind.CLOSE;
  const kind = quote.kind ?? (quote.observedAt ? QuoteKind.LAST : dated);
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

function report(results: readonly IngestResult[]): IngestReport {
  const accepted = results.filter(({ outcome }) => outcome === IngestOutcome.CURRENT || outcome === IngestOutcome.HISTORY).length;
  return { accepted, results };
}

/** What each entry says. @throws InvalidInputs that name every wrong one by its place */
function eachOf<Pushed>(name: string, entries: readonly Pushed[], read: (entry: Pushed, field: string) => Observation): Observation[] {
  if (entries.length < 1 || entries.length > PUSH_MAX) {
    throw new InvalidInput(name, 'LENGTH', `${name} must hold 1 to ${PUSH_MAX} entries.`);
  }
  const observations: Observation[] = [];
  const faults: InvalidInput[] = [];
  for (const [index, entry] of entries.entries()) {
    try {
      observations.push(read(entry, `${name}[${index}].`));
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      faults.push(error);
    }
  }
  const [first] = faults;
  if (first) throw new InvalidInputs(first, faults);
  return observations;
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
