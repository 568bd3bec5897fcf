/** What a portfolio or an account is made of, now or at the end of a past day. */
import { authorise } from '../domain/access.js';
import { type AllocationBy, type AllocationSlice, allocate } from '../domain/allocation.js';
import { assert } from '../domain/assert.js';
import type { Day } from '../domain/day.js';
import type { Actor } from '../domain/user.js';
import type { Valuation } from '../domain/valuation.js';
import type { AccountService } from './account.js';
import type { InstrumentService } from './instrument.js';
import type { PortfolioService } from './portfolio.js';
import type { ScopeInput } from './scope.js';

export interface Allocation {
  readonly by: AllocationBy;
  readonly valuation: Valuation;
  readonly slices: readonly AllocationSlice[];
}

export class AllocationService {
  constructor(
    private readonly accounts: AccountService,
    private readonly portfolios: PortfolioService,
    private readonly instruments: InstrumentService,
  ) {}

  /** @throws NotFound | InvalidInput for a day to come */
  async allocation(actor: Actor | null, { by, asOf, ...scope }: ScopeInput & { by: AllocationBy; asOf?: Day | null }): Promise<Allocation> {
    authorise(actor, 'portfolio:read');
    const valuation = await this.value(actor, scope, asOf ?? null);
    const ids = [...new Set(valuation.holdings.map(({ instrumentId }) => instrumentId))];
    const found = await this.instruments.findMany(actor, ids);
    const byId = new Map(found.map((instrument, index) => [ids[index], instrument]));
    const slices = allocate(valuation, by, (id) => {
      const instrument = byId.get(id);
      assert(instrument, `instrument ${id} of a holding exists`);
      return instrument;
    });
    return { by, valuation, slices };
  }

  private async value(actor: Actor, { portfolioId, accountId }: ScopeInput, asOf: Day | null): Promise<Valuation> {
    if (!accountId) return this.portfolios.valuation(actor, { portfolioId: portfolioId ?? null, asOf });
    return this.portfolios.accountValuation(actor, await this.accounts.find(actor, accountId), { asOf });
  }
}
