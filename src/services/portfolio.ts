/** What a portfolio or an account is worth, now or on a past day: positions folded from the ledger, valued at that day's prices. */
import { authorise } from '../domain/access.js';
import type { Account, CostMethod } from '../domain/account.js';
import { assert } from '../domain/assert.js';
import { addDays, type Day, dayIn } from '../domain/day.js';
import { InvalidInput, TidemarkError } from '../domain/errors.js';
import type { AccountId, InstrumentId } from '../domain/ids.js';
import { PriceBook } from '../domain/price-book.js';
import type { Actor } from '../domain/user.js';
import { type Instruments, type MarketData, type PortfolioInput, type Valuation, valuePortfolio } from '../domain/valuation.js';
import type { Database, EntityManager } from '../storage/database.js';
import { ratesAsOf } from '../storage/query/fx.js';
import { quotesKnownAt, ratesKnownAt } from '../storage/query/known.js';
import { type LoadedPortfolio, loadPortfolio, type PortfolioKey, portfolioOf } from '../storage/query/portfolio.js';
import { quotesAsOf } from '../storage/query/quote.js';
import { Turns } from '../storage/turns.js';
import { ownPortfolio } from './account.js';
import type { LiveValuations } from './live.js';
import type { PortfolioHeads } from './portfolio-head.js';
import type { PresentLedgers } from './present-ledger.js';
import { RememberedValuations } from './remembered-valuation.js';

export class PortfolioService {
  private readonly database: Database;
  private readonly prices: PriceBook;
  private readonly remembered = new RememberedValuations();

  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly heads: PortfolioHeads;
      readonly ledgers: PresentLedgers;
      readonly prices: PriceBook;
      readonly live: LiveValuations;
    },
    private readonly now: () => Date,
  ) {
    this.database = parts.database;
    this.prices = parts.prices;
  }

  /**
   * One of the actor's portfolios valued now, at the end of a past day, or as it would have been answered at an instant.
   * @throws NotFound | InvalidInput for a day or an instant to come
   */
  async valuation(actor: Actor | null, { portfolioId, ...when }: { portfolioId: string | null } & When): Promise<Valuation> {
    authorise(actor, 'portfolio:read');
    const moment = momentOf(when, this.now());
    if (!moment.day && !moment.costMethod) return this.valuationNow(actor, portfolioId);
    return this.database.read(async (em) => {
      const { input, market, instruments } = await this.basis(em, await ownPortfolio(em, actor, portfolioId), moment);
      return valuePortfolio(input, market, instruments, this.now());
    });
  }

  /**
   * The one kept for those who watch, or what is remembered at the prices of now, unless the ledger has moved on: whoever has just
   * written reads what was written.
   */
  private async valuationNow(actor: Actor, portfolioId: string | null): Promise<Valuation> {
    const head = await this.parts.heads.of(actor, portfolioId);
    const { portfolio, ledgerVersion } = head;
    const { live } = this.parts;
    const kept = live.isWatched(portfolio.id) ? live.latest(portfolio.id, ledgerVersion) : null;
    const remembered = kept ?? this.remembered.find(head, this.prices, this.now());
    if (remembered) return remembered;
    const { ledger, state } = await this.parts.ledgers.of(head, addDays(dayIn('UTC', this.now()), -1));
    const loaded = await this.database.read((em) => portfolioOf(em, portfolio, { ledger, states: state }));
    const basis = { input: loaded.input, instruments: among(loaded.instruments) };
    // The fold has had its turns; the valuation takes one of its own.
    await new Turns().next();
    this.remembered.remember(head, basis, { prices: this.prices, now: this.now() });
    return valuePortfolio(basis.input, this.prices, basis.instruments, this.now());
  }

  /**
   * Accounts valued each by itself, in its portfolio's base currency, in the order asked. What they share, a portfolio at a
   * moment, is loaded once; what goes wrong with one is its own answer.
   */
  async accountValuations(actor: Actor | null, requests: readonly AccountMoment[]): Promise<(Valuation | Error)[]> {
    authorise(actor, 'account:read');
    return this.database.read(async (em) => {
      const bases = new Map<string, Promise<Basis>>();
      const keyOf = ({ account, when }: AccountMoment) =>
        `${account.portfolioId} ${when.asOf ?? ''} ${when.knownAt?.toISOString() ?? ''} ${when.costMethod ?? ''}`;
      const basisOf = (asked: AccountMoment) => {
        const key = keyOf(asked);
        const together = requests.filter((other) => keyOf(other) === key).map(({ account }) => account.id);
        const found = bases.get(key) ?? this.basisOf(em, actor, asked, new Set(together));
        bases.set(key, found);
        return found;
      };
      const answers: (Valuation | Error)[] = [];
      for (const request of requests) answers.push(await this.valueAccount(request.account, () => basisOf(request)));
      return answers;
    });
  }

  /** One account valued by itself. @throws NotFound | InvalidInput for a day or an instant to come */
  async accountValuation(actor: Actor | null, account: Account, when: When): Promise<Valuation> {
    const [answer] = await this.accountValuations(actor, [{ account, when }]);
    assert(answer, 'each account asked for is answered');
    if (answer instanceof Error) throw answer;
    return answer;
  }

  private async basisOf(
    em: EntityManager,
    actor: Actor,
    { account, when }: AccountMoment,
    accountIds: ReadonlySet<AccountId>,
  ): Promise<Basis> {
    const moment = momentOf(when, this.now());
    return this.basis(em, await ownPortfolio(em, actor, account.portfolioId), { ...moment, accountIds });
  }

  private async valueAccount(account: Account, basisOf: () => Promise<Basis>): Promise<Valuation | Error> {
    try {
      const { input, market, instruments } = await basisOf();
      const accounts = input.accounts.filter(({ accountId }) => accountId === account.id);
      return valuePortfolio({ ...input, accounts, ledgerVersion: account.ledgerVersion }, market, instruments, this.now());
    } catch (error) {
      if (error instanceof TidemarkError) return error;
      throw error;
    }
  }

  /** What a valuation is worked out from. */
  async basis(em: EntityManager, portfolio: PortfolioKey, scope: Moment & { accountIds?: ReadonlySet<AccountId> }): Promise<Basis> {
    const { input, instruments } = await loadPortfolio(em, portfolio, scope);
    const market = scope.day ? await marketOn(em, { ...scope, day: scope.day }, [...instruments.keys()]) : this.prices;
    return { input, market, instruments: among(instruments) };
  }
}

/** Those loaded with the positions. */
function among(instruments: LoadedPortfolio['instruments']): Instruments {
  return (id) => {
    const instrument = instruments.get(id);
    assert(instrument, `instrument ${id} of a position is loaded with it`);
    return instrument;
  };
}

/** What a valuation is worked out from. */
export interface Basis {
  readonly input: PortfolioInput;
  readonly market: MarketData;
  readonly instruments: Instruments;
}

export interface AccountMoment {
  readonly account: Account;
  readonly when: When;
}

/** The past day asked for, and the instant whose knowledge counts. */
export interface When {
  readonly asOf?: Day | null;
  readonly knownAt?: Date | null;
  /** Instead of each account's own. */
  readonly costMethod?: CostMethod | null;
}

export interface Moment {
  /** Null for now. */
  readonly day: Day | null;
  /** Null for all that is known. */
  readonly knownAt: Date | null;
  readonly costMethod?: CostMethod | null;
}

/**
 * What is known at an instant is asked of a day: of its own, unless another is given.
 * @throws InvalidInput for a day or an instant to come
 */
export function momentOf({ asOf, knownAt, costMethod = null }: When, now: Date): Moment {
  const today = dayIn('UTC', now);
  if (asOf && asOf > today) throw new InvalidInput('asOf', 'FUTURE', `asOf must not lie in the future (today is ${today}).`);
  if (!knownAt) return { day: asOf ?? null, knownAt: null, costMethod };
  if (knownAt > now) throw new InvalidInput('knownAt', 'FUTURE', `knownAt must not lie in the future (now is ${now.toISOString()}).`);
  const day = dayIn('UTC', knownAt);
  if (asOf && asOf > day) {
    throw new InvalidInput(
      'asOf',
      'RANGE',
      `asOf must not be later than the day of knownAt (${day}): nothing could have been answered of it then.`,
    );
  }
  return { day: asOf ?? day, knownAt, costMethod };
}

/** Prices and rates as they held at the end of a day. */
async function marketOn(
  em: EntityManager,
  { day, knownAt }: Moment & { day: Day },
  instrumentIds: readonly InstrumentId[],
): Promise<MarketData> {
  const book = new PriceBook();
  const quotes = knownAt ? await quotesKnownAt(em, { instrumentIds, day, knownAt }) : await quotesAsOf(em, instrumentIds, day);
  for (const quote of quotes) book.put(quote);
  for (const rate of knownAt ? await ratesKnownAt(em, { day, knownAt }) : await ratesAsOf(em, day)) book.putRate(rate);
  return book;
}
