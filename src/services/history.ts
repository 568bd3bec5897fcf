/** The values of a portfolio or an account over time: of every day for a chart of it, and of some days with what was held on them. */
import { authorise } from '../domain/access.js';
import type { Currency } from '../domain/currency.js';
import { addDays, type Day, dayIn } from '../domain/day.js';
import type { DayValuation } from '../domain/day-valuation.js';
import type { Decimal } from '../domain/decimal.js';
import { InvalidInput } from '../domain/errors.js';
import { sampled, spacedDays, thin } from '../domain/history.js';
import type { PriceBook } from '../domain/price-book.js';
import { unscaled } from '../domain/scaled.js';
import type { Actor } from '../domain/user.js';
import type { Database } from '../storage/database.js';
import { Turns } from '../storage/turns.js';
import { instrumentsOf, marketStretches } from './day-walk.js';
import { firstDayOf, loadScope, type ScopeInput } from './scope.js';
import type { HistoryScope, SeriesService } from './series.js';

export const POINTS_DEFAULT = 400;
export const POINTS_MAX = 2_000;

export interface HistoryPoint {
  readonly day: Day;
  readonly total: Decimal;
  /** All that came in from outside less all that went out, since the first entry. */
  readonly netContribution: Decimal;
  readonly isPartial: boolean;
}

export interface HistoryReport {
  readonly from: Day;
  readonly to: Day;
  readonly baseCurrency: Currency;
  readonly points: readonly HistoryPoint[];
}

export class HistoryService {
  constructor(
    private readonly database: Database,
    private readonly allSeries: SeriesService,
    private readonly prices: PriceBook,
    private readonly now: () => Date,
  ) {}

  /** The total of each day, thinned to at most so many points; from the first entry to now unless said otherwise. */
  async history(
    actor: Actor | null,
    input: HistoryScope & { from?: Day | null; to?: Day | null; points?: number | null },
  ): Promise<HistoryReport> {
    authorise(actor, 'portfolio:read');
    const max = input.points ?? POINTS_DEFAULT;
    if (max < 2 || max > POINTS_MAX) throw new InvalidInput('points', 'RANGE', `points must be between 2 and ${POINTS_MAX}.`);
    const { from, to } = input;
    // From the first day on, because what was contributed before the period counts as well.
    const { scope, today, days: all } = await this.allSeries.series(actor, input, (first) => ({ start: addDays(first, -1), to }));
    let netContribution = 0n;
    const points = (all ?? []).slice(1).map(({ day, total, inflow, outflow, isPartial }) => {
      netContribution += inflow - outflow;
      return { day, total, netContribution, isPartial };
    });
    const within = from ? points.filter(({ day }) => day >= from) : points;
    const last = within.at(-1)?.day ?? to ?? today;
    return {
      from: within[0]?.day ?? from ?? last,
      to: last,
      baseCurrency: scope.portfolio.baseCurrency,
      points: thin(within, max).map((point) => {
        return { ...point, total: unscaled(point.total), netContribution: unscaled(point.netContribution) };
      }),
    };
  }

  /** The ends of some days of a period, evenly spaced, each valued on its own; today at the current prices. Null without an entry. */
  async sampled(actor: Actor, input: ScopeInput, { from, to, points }: { from?: Day | null; to?: Day | null; points: number }) {
    const today = dayIn('UTC', this.now());
    const whole = await this.database.read((em) => loadScope(em, actor, input));
    const first = firstDayOf(whole);
    const last = to && to < today ? to : today;
    const start = from && first && from > first ? from : first;
    const samples: { readonly day: Day; readonly valuation: DayValuation }[] = [];
    if (!start || start > last) return { scope: whole, samples };
    const market = marketStretches(this.database, whole, { until: last });
    const days = spacedDays(start, last, points);
    const turns = new Turns();
    const walk = sampled({
      baseCurrency: whole.portfolio.baseCurrency,
      members: whole.members,
      entries: whole.ledger.entries,
      books: whole.ledger,
      instruments: instrumentsOf(whole.ledger),
      marketOn: (day) => (day === today ? this.prices : market.on(day)),
      days,
      today,
    });
    for (const day of days) {
      await market.load(day);
      const { value } = walk.next();
      if (value) samples.push(value);
      await turns.pass();
    }
    return { scope: whole, samples };
  }
}
