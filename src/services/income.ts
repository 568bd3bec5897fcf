/** Dividends and interest of a period, and the yields of the last twelve months (docs/CALCULATIONS.md, C11). */
import { authorise } from '../domain/access.js';
import { addDays, type Day, dayIn } from '../domain/day.js';
import type { Decimal } from '../domain/decimal.js';
import { inCanonicalOrder } from '../domain/fold.js';
import type { Holding } from '../domain/holding.js';
import type { InstrumentId } from '../domain/ids.js';
import {
  INCOME_KINDS,
  type IncomeSum,
  type IncomeSummary,
  incomeOf,
  incomeYield,
  lastTwelveMonths,
  summariseIncome,
} from '../domain/income.js';
import type { Outcome } from '../domain/outcome.js';
import type { Actor } from '../domain/user.js';
import type { Valuation } from '../domain/valuation.js';
import type { Database } from '../storage/database.js';
import { loadMarketSeries } from '../storage/query/market-series.js';
import type { PortfolioService } from './portfolio.js';
import { currenciesOf, type DayRange, dayRange, knownAtOf, loadScope, type ScopeInput } from './scope.js';

export interface Yields {
  /** Gross income of the last 365 days by what is held cost. */
  readonly yieldOnCost: Outcome<Decimal>;
  /** The same by what it is worth now. */
  readonly yieldOnValue: Outcome<Decimal>;
}

export interface InstrumentIncome extends IncomeSum, Yields {
  readonly instrumentId: InstrumentId;
}

export interface IncomeReport extends DayRange, Yields {
  readonly baseCurrency: string;
  readonly summary: IncomeSummary;
  /** Gross income of the last 365 days, which the yields are of. */
  readonly lastTwelveMonths: Decimal;
  /** Highest first. */
  readonly byInstrument: readonly InstrumentIncome[];
}

export class IncomeService {
  constructor(
    private readonly database: Database,
    private readonly portfolios: PortfolioService,
    private readonly now: () => Date,
  ) {}

  async report(
    actor: Actor | null,
    input: ScopeInput & { from?: Day | null; to?: Day | null; knownAt?: Date | null },
  ): Promise<IncomeReport> {
    authorise(actor, 'transaction:read');
    const knownAt = knownAtOf(input.knownAt, this.now());
    const today = dayIn('UTC', knownAt ?? this.now());
    const { from, to } = dayRange(input, { from: addDays(input.to ?? today, -364), to: today });
    const { scope, summary, year } = await this.database.readAside(async (em) => {
      const last = lastTwelveMonths(today);
      const first = from < last.from ? from : last.from;
      const until = to > today ? to : today;
      // What an entry pays depends on nothing before it: nothing is folded, and nothing else is read.
      const scope = await loadScope(em, actor, input, knownAt ? { knownAt } : { kinds: INCOME_KINDS, from: first, until });
      const { account } = scope.ledger;
      const income = inCanonicalOrder(scope.ledger.entries.filter((entry) => scope.members.has(entry))).flatMap((entry) => {
        const booked = entry.exchangeRate && { currency: (account(entry.accountId) ?? entry).currency, rate: entry.exchangeRate };
        return incomeOf(entry, booked) ?? [];
      });
      const series = await loadMarketSeries(em, { instrumentIds: [], currencies: currenciesOf(scope), from: first, until, knownAt });
      const { baseCurrency } = scope.portfolio;
      const summarise = (range: { from: Day; until: Day }) =>
        summariseIncome(income, { ...range, baseCurrency, crossOn: (day, own, base) => series.on(day).cross(own, base) });
      return { scope, summary: summarise({ from, until: to }), year: summarise(last) };
    });
    const valuation = scope.account
      ? await this.portfolios.accountValuation(actor, scope.account, { knownAt })
      : await this.portfolios.valuation(actor, { portfolioId: scope.portfolio.id, knownAt });
    return {
      from,
      to,
      baseCurrency: scope.portfolio.baseCurrency,
      summary,
      lastTwelveMonths: year.gross,
      ...yieldsOf(year.gross, valuation),
      byInstrument: instrumentsOf(summary, year, valuation),
    };
  }
}

function instrumentsOf(summary: IncomeSummary, year: IncomeSummary, { holdings }: Valuation): InstrumentIncome[] {
  const rows = [...summary.byInstrument].map(([instrumentId, sum]): InstrumentIncome => {
    const held = holdings.filter((holding) => holding.instrumentId === instrumentId);
    const basis = { costBasis: total(held, 'costBasisInBase'), marketValue: total(held, 'value') };
    const gross = year.byInstrument.get(instrumentId)?.gross ?? sum.gross.times(0);
    return { instrumentId, ...sum, ...yieldsOf(gross, basis) };
  });
  return rows.sort((a, b) => b.gross.comparedTo(a.gross) || (a.instrumentId < b.instrumentId ? -1 : 1));
}

/** Null where there is none, or a part is not known. */
function total(holdings: readonly Holding[], key: 'costBasisInBase' | 'value'): Decimal | null {
  return (
    holdings.reduce<Decimal | null | undefined>((sum, { [key]: amount }) => {
      if (sum === null || amount === null) return null;
      return sum ? sum.plus(amount) : amount;
    }, undefined) ?? null
  );
}

function yieldsOf(gross: Decimal, { costBasis, marketValue }: { costBasis: Decimal | null; marketValue: Decimal | null }): Yields {
  return { yieldOnCost: incomeYield(gross, costBasis), yieldOnValue: incomeYield(gross, marketValue) };
}
