/** What a portfolio or an account was worth within recent days, worked out from the prices that are kept. */
import { authorise } from '../domain/access.js';
import type { Currency } from '../domain/currency.js';
import { addDays, type Day, dayIn } from '../domain/day.js';
import { InvalidInput } from '../domain/errors.js';
import { fold } from '../domain/fold.js';
import { heldAt } from '../domain/history.js';
import { type IntradayPoint, intraday, spacedInstants } from '../domain/intraday.js';
import type { LedgerState } from '../domain/ledger.js';
import type { PriceBook } from '../domain/price-book.js';
import type { Actor } from '../domain/user.js';
import { valuePortfolio } from '../domain/valuation.js';
import type { Database } from '../storage/database.js';
import { loadInstantMarket } from '../storage/query/intraday.js';
import { instrumentsOf } from './day-walk.js';
import { currenciesOf, instrumentIdsOf, loadScope, type Scope, type ScopeInput } from './scope.js';

export const INTRADAY_POINTS = { default: 120, max: 500 } as const;
export const INTRADAY_HOURS = { default: 24, max: 168 } as const;

export interface IntradayReport {
  readonly from: Date;
  readonly to: Date;
  readonly baseCurrency: Currency;
  readonly points: readonly IntradayPoint[];
}

export class IntradayService {
  constructor(
    private readonly database: Database,
    private readonly prices: PriceBook,
    private readonly now: () => Date,
  ) {}

  /** The last hours up to now, evenly spaced; the last point is live. @throws NotFound | InvalidInput */
  async report(
    actor: Actor | null,
    { hours, points, ...input }: ScopeInput & { hours?: number | null; points?: number | null },
  ): Promise<IntradayReport> {
    authorise(actor, 'portfolio:read');
    const [span, count] = [hours ?? INTRADAY_HOURS.default, points ?? INTRADAY_POINTS.default];
    if (span < 1 || span > INTRADAY_HOURS.max) {
      throw new InvalidInput('hours', 'RANGE', `hours must be between 1 and ${INTRADAY_HOURS.max}.`);
    }
    if (count < 2 || count > INTRADAY_POINTS.max) {
      throw new InvalidInput('points', 'RANGE', `points must be between 2 and ${INTRADAY_POINTS.max}.`);
    }
    const to = this.now();
    const from = new Date(to.getTime() - span * 3_600_000);
    const instants = spacedInstants(from, to, count);
    return this.database.read(async (em) => {
      const firstDay = dayIn('UTC', from);
      const scope = await loadScope(em, actor, input, { resumeAt: firstDay });
      const stateOn = dayStates(scope, addDays(firstDay, -1));
      const ids = instrumentIdsOf(scope);
      for (const id of heldAt(stateOn(firstDay), scope.members.ever)) ids.add(id);
      const past = instants.slice(0, -1);
      const market = await loadInstantMarket(em, { instants: past, instrumentIds: ids, currencies: currenciesOf(scope) });
      const { baseCurrency } = scope.portfolio;
      const instruments = instrumentsOf(scope.ledger);
      const series = intraday({ instants: past, market, stateOn, baseCurrency, members: scope.members, instruments });
      const today = dayIn('UTC', to);
      // Live figures have all of the ledger, that of tomorrow too.
      const ahead = scope.ledger.entries.filter(({ tradeDate }) => tradeDate > today);
      const state = fold(ahead, scope.ledger, { from: stateOn(today) });
      return { from, to, baseCurrency, points: [...series, this.live(scope, state, to)] };
    });
  }

  private live({ portfolio, members, ...scope }: Scope, state: LedgerState, now: Date): IntradayPoint {
    const accountIds = members.on(dayIn('UTC', now));
    const accounts = [...state.values()].filter(({ accountId }) => accountIds.has(accountId));
    const input = { portfolioId: portfolio.id, baseCurrency: portfolio.baseCurrency, accounts, ledgerVersion: 0 };
    const { total, isPartial } = valuePortfolio(input, this.prices, instrumentsOf(scope.ledger), now);
    return { at: now, total, isPartial };
  }
}

/** The ledger at the end of each day after `before`; each is folded once, going on from the day before. */
function dayStates({ ledger }: Scope, before: Day): (day: Day) => LedgerState {
  const start = fold(
    ledger.entries.filter(({ tradeDate }) => tradeDate <= before),
    ledger,
    { ...(ledger.from && { from: ledger.from }), until: before },
  );
  const states = new Map<Day, LedgerState>([[before, start]]);
  const stateOn = (day: Day): LedgerState => {
    const known = states.get(day);
    if (known) return known;
    const entries = ledger.entries.filter(({ tradeDate }) => tradeDate === day);
    const state = fold(entries, ledger, { from: stateOn(addDays(day, -1)), until: day });
    states.set(day, state);
    return state;
  };
  return stateOn;
}
