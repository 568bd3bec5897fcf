/** What a price, and the time that passes over it, show to the rules of its instrument. */
import type { AlertBook, Move } from '../domain/alert-book.js';
import { addDays } from '../domain/day.js';
import { Decimal } from '../domain/decimal.js';
import { isDelistedAt } from '../domain/delisting.js';
import { navSessionsLate } from '../domain/freshness.js';
import type { InstrumentId } from '../domain/ids.js';
import type { Instrument } from '../domain/instrument.js';
import { marketOf, openMsBetween } from '../domain/market.js';
import type { PriceBook } from '../domain/price-book.js';
import { unitDayOf } from '../domain/pricing.js';
import { Adjustment, isDated, type Quote } from '../domain/quote.js';
import { ratioBetween } from '../domain/split.js';

const MS_PER_MINUTE = 60_000;
/** Open minutes are counted no further: a rule may ask for a week. */
const STALE_MINUTES_MAX = 10_081;

export class AlertFigures {
  readonly instruments = new Map<InstrumentId, Instrument>();

  constructor(
    private readonly rules: AlertBook,
    private readonly prices: PriceBook,
    private readonly now: () => Date,
  ) {}

  ofPrice(quote: Quote): Move[] {
    const { instrumentId, observedAt, price, currency } = quote;
    const instrument = this.instruments.get(instrumentId);
    // A threshold is in the instrument's currency.
    if (!instrument || instrument.currency !== currency) return [];
    const moment = {
      observedMs: observedAt.getTime(),
      nowMs: this.now().getTime(),
      // One that stands again was received before it was wrong to stand.
      ...(quote.stands ? { isReturn: true } : { receivedMs: quote.receivedAt.getTime() }),
    };
    const unitDay = unitDayOf(quote, instrument);
    const moves = this.rules.look(instrumentId, 'PRICE', price, { ...moment, unitDay });
    const move = dayMoveOf(quote, instrument);
    if (move) moves.push(...this.rules.look(instrumentId, 'DAY_MOVE', move, moment));
    const current = this.prices.quote(instrumentId);
    // A late price, or one that is caught up with, is not the one that may be old.
    moves.push(...this.ofAge(current && current.observedAt > observedAt && !quote.stands ? current : quote));
    return moves;
  }

  /** What time alone has done. */
  ofTime(): Move[] {
    return [...this.rules.subjectIds()].flatMap((id) => {
      const quote = this.prices.quote(id as InstrumentId);
      return quote ? this.ofAge(quote) : [];
    });
  }

  private ofAge(quote: Quote): Move[] {
    const { instrumentId, kind, observedAt } = quote;
    const isAsked = this.rules.hasLane(instrumentId, 'NAV_LATE') || this.rules.hasLane(instrumentId, 'PRICE_STALE');
    const instrument = isAsked ? this.instruments.get(instrumentId) : undefined;
    const now = this.now();
    // The last price of what trades no more is not late.
    if (!instrument || isDelistedAt(instrument, now)) return [];
    const market = marketOf(instrument);
    const moment = { observedMs: observedAt.getTime(), nowMs: now.getTime() };
    const openMs = openMsBetween(market, observedAt, now, STALE_MINUTES_MAX * MS_PER_MINUTE);
    return [
      ...(isDated(kind) ? this.rules.look(instrumentId, 'NAV_LATE', new Decimal(navSessionsLate(quote, market, now)), moment) : []),
      ...this.rules.look(instrumentId, 'PRICE_STALE', new Decimal(Math.floor(openMs / MS_PER_MINUTE)), moment),
    ];
  }
}

/** Against the previous close of a unit of today: a split is no move (C12). Null where there is none. */
function dayMoveOf({ price, previousClose, valueDate, adjustment }: Quote, { splits }: Pick<Instrument, 'splits'>): Decimal | null {
  if (!previousClose?.price.gt(0)) return null;
  const from = previousClose.valueDate ?? addDays(valueDate, -1);
  const { ratioNew, ratioOld } = ratioBetween(adjustment === Adjustment.NONE ? splits : [], { from, until: valueDate });
  return price.times(ratioNew).div(previousClose.price.times(ratioOld)).minus(1);
}
