/** What a portfolio or an account is made of: now, at the end of a past day, against its targets, and over time. */
import { authorise } from '../domain/access.js';
import { type AllocationBy, type AllocationSlice, allocate, slicesOf } from '../domain/allocation.js';
import { assert } from '../domain/assert.js';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import type { DayValuation } from '../domain/day-valuation.js';
import { type Decimal, ZERO } from '../domain/decimal.js';
import { InvalidInput, NotFound } from '../domain/errors.js';
import { unscaled } from '../domain/scaled.js';
import type { Actor } from '../domain/user.js';
import type { Valuation } from '../domain/valuation.js';
import type { AccountService } from './account.js';
import type { HistoryService } from './history.js';
import type { InstrumentService } from './instrument.js';
import type { PortfolioService, When } from './portfolio.js';
import type { ScopeInput } from './scope.js';
import type { TargetService } from './target.js';

export const ALLOCATION_POINTS = { default: 60, max: 400 } as const;

export interface Allocation {
  readonly by: AllocationBy;
  readonly valuation: Valuation;
  readonly slices: readonly AllocationSlice[];
}

export interface AllocationHistory {
  readonly by: AllocationBy;
  readonly baseCurrency: Currency;
  readonly days: readonly Day[];
  readonly totals: readonly Decimal[];
  /** The largest on the last day first. */
  readonly series: readonly { readonly key: string; readonly values: readonly Decimal[] }[];
}

export class AllocationService {
  constructor(
    private readonly services: {
      readonly accounts: AccountService;
      readonly portfolios: PortfolioService;
      readonly instruments: InstrumentService;
      readonly targets: TargetService;
      readonly histories: HistoryService;
    },
  ) {}

  /** @throws NotFound | InvalidInput for a day to come */
  async allocation(actor: Actor | null, { by, asOf, knownAt, ...scope }: ScopeInput & { by: AllocationBy } & When): Promise<Allocation> {
    authorise(actor, 'portfolio:read');
    const valuation = await this.value(actor, scope, { asOf, knownAt });
    const ids = [...new Set(valuation.holdings.map(({ instrumentId }) => instrumentId))];
    const found = await this.services.instruments.findMany(actor, ids);
    const byId = new Map(found.map((instrument, index) => [ids[index], instrument]));
    // Targets are of the whole portfolio.
    const targets = scope.accountId ? [] : await this.services.targets.of(actor, valuation.portfolioId, by);
    const instrumentOf = (id: (typeof ids)[number]) => {
      const instrument = byId.get(id);
      assert(instrument, `instrument ${id} of a holding exists`);
      return instrument;
    };
    return { by, valuation, slices: allocate(valuation, by, instrumentOf, targets) };
  }

  /** The slices at the ends of days, evenly spaced over a period; since the first entry unless said otherwise. */
  async history(
    actor: Actor | null,
    { by, from, to, points, ...scope }: ScopeInput & { by: AllocationBy; from?: Day | null; to?: Day | null; points?: number | null },
  ): Promise<AllocationHistory> {
    authorise(actor, 'portfolio:read');
    const count = points ?? ALLOCATION_POINTS.default;
    if (count < 2 || count > ALLOCATION_POINTS.max) {
      throw new InvalidInput('points', 'RANGE', `points must be between 2 and ${ALLOCATION_POINTS.max}.`);
    }
    if (from && to && from > to) throw new InvalidInput('from', 'RANGE', 'from must not be later than to.');
    const { scope: loaded, samples } = await this.services.histories.sampled(actor, scope, { from, to, points: count });
    const instrumentOf = (id: Parameters<typeof loaded.ledger.instrument>[0]) => {
      const instrument = loaded.ledger.instrument(id);
      assert(instrument, `instrument ${id} of the ledger is loaded with it`);
      return instrument;
    };
    const slices = samples.map(({ valuation }) => slicesOf(inDecimals(valuation), by, instrumentOf));
    const keys = [...new Set(slices.flatMap((slice) => [...slice.keys()]))];
    const series = keys.map((key) => ({ key, values: slices.map((slice) => slice.get(key) ?? ZERO) }));
    const last = ({ values }: { readonly values: readonly Decimal[] }) => values.at(-1) ?? ZERO;
    series.sort((a, b) => last(b).comparedTo(last(a)) || (a.key < b.key ? -1 : 1));
    return {
      by,
      baseCurrency: loaded.portfolio.baseCurrency,
      days: samples.map(({ day }) => day),
      totals: samples.map(({ valuation }) => unscaled(valuation.total)),
      series,
    };
  }

  private async value(actor: Actor, { portfolioId, accountId }: ScopeInput, when: When): Promise<Valuation> {
    if (!accountId) return this.services.portfolios.valuation(actor, { portfolioId: portfolioId ?? null, ...when });
    const account = await this.services.accounts.find(actor, accountId, 'accountId');
    if (portfolioId && account.portfolioId !== portfolioId) throw new NotFound('account', 'accountId');
    return this.services.portfolios.accountValuation(actor, account, when);
  }
}

function inDecimals({ holdings, cashBalances }: DayValuation) {
  const withValue = <T extends { readonly value: bigint | null }>(row: T) => ({
    ...row,
    value: row.value === null ? null : unscaled(row.value),
  });
  return { holdings: holdings.map(withValue), cashBalances: cashBalances.map(withValue) };
}
