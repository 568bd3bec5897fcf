/** Accounts and portfolios, and what hangs below them. */
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Account, CostMethod } from '../domain/account.js';
import type { Day } from '../domain/day.js';
import type { PortfolioId } from '../domain/ids.js';
import { pageOf } from '../domain/page.js';
import type { Portfolio } from '../domain/portfolio.js';
import type { Valuation } from '../domain/valuation.js';
import {
  AccountConnectionView,
  AccountView,
  ChangeAccountInput,
  ChangePortfolioInput,
  OpenAccountInput,
  OpenPortfolioInput,
  PortfolioConnectionView,
  PortfolioView,
} from '../schema/account.js';
import { PageInput, toConnection } from '../schema/connection.js';
import { PortfolioTotalView } from '../schema/portfolio-total.js';
import { DayScalar, InstantScalar } from '../schema/scalars.js';
import { TransactionConnectionView } from '../schema/transaction.js';
import { AS_OF, COST_METHOD, HoldingConnectionView, KNOWN_AT, ValuationView } from '../schema/valuation.js';
import type { AccountService } from '../services/account.js';
import type { AccountMoment, PortfolioService } from '../services/portfolio.js';
import type { PortfolioTotals } from '../services/portfolio-total.js';
import type { TransactionService } from '../services/transaction.js';
import type { OperationContext } from './context.js';
import { ofInput } from './input.js';

@Resolver(() => AccountView)
export class AccountResolver {
  constructor(
    private readonly accountService: AccountService,
    private readonly portfolioService: PortfolioService,
    private readonly transactionService: TransactionService,
  ) {}

  @Query(() => AccountConnectionView, { description: 'Your accounts. Example: `{ accounts { nodes { id name currency } } }`' })
  async accounts(@Ctx() { actor }: OperationContext, @Args(() => PageInput) page: PageInput) {
    return toConnection(await this.accountService.list(actor, page));
  }

  @Query(() => AccountView, {
    nullable: true,
    description: 'One of your accounts. Example: `{ account(id: "...") { name valuation { total } } }`',
  })
  account(@Ctx() { actor }: OperationContext, @Arg('id', () => ID) id: string) {
    return this.accountService.find(actor, id);
  }

  @Mutation(() => AccountView, {
    description: 'Opens an empty account. Example: `mutation { openAccount(input: {name: "Brokerage", currency: "EUR"}) { id } }`',
  })
  openAccount(@Ctx() { actor }: OperationContext, @Arg('input', () => OpenAccountInput) input: OpenAccountInput) {
    return ofInput('input', () => this.accountService.open(actor, input));
  }

  @Mutation(() => AccountView, {
    description:
      'Renames an account, changes its cost method, closes or reopens it. Example: `mutation { changeAccount(id: "...", input: {name: "Savings"}) { name } }`',
  })
  changeAccount(
    @Ctx() { actor }: OperationContext,
    @Arg('id', () => ID) id: string,
    @Arg('input', () => ChangeAccountInput) input: ChangeAccountInput,
  ) {
    return ofInput('input', () => this.accountService.change(actor, id, input), ['id']);
  }

  @FieldResolver(() => ValuationView, {
    description: "This account by itself, in its portfolio's base currency; at the end of a past day with `asOf`.",
  })
  valuation(
    @Ctx() context: OperationContext,
    @Root() account: Account,
    @Arg('asOf', () => DayScalar, { nullable: true, description: AS_OF }) asOf?: Day | null,
    @Arg('knownAt', () => InstantScalar, { nullable: true, description: KNOWN_AT }) knownAt?: Date | null,
    @Arg('costMethod', () => CostMethod, { nullable: true, description: COST_METHOD }) costMethod?: CostMethod | null,
  ) {
    return this.valuationOf(context, { account, when: { asOf, knownAt, costMethod } });
  }

  @FieldResolver(() => HoldingConnectionView, { description: 'What this account holds, valued now.' })
  async holdings(@Ctx() context: OperationContext, @Root() account: Account, @Args(() => PageInput) page: PageInput) {
    const { holdings } = await this.valuationOf(context, { account, when: {} });
    return toConnection(pageOf(holdings, page, ({ id }) => id));
  }

  @FieldResolver(() => TransactionConnectionView, { description: 'Its ledger, newest trade date first.' })
  async transactions(@Ctx() { actor, inTurn }: OperationContext, @Root() account: Account, @Args(() => PageInput) page: PageInput) {
    return toConnection(await inTurn(() => this.transactionService.list(actor, { ...page, accountId: account.id })));
  }

  /** The accounts of a list share one ledger: it is loaded and folded once for all of them. */
  private valuationOf({ actor, loader }: OperationContext, request: AccountMoment): Promise<Valuation> {
    return loader('account valuations', (requests: readonly AccountMoment[]) =>
      this.portfolioService.accountValuations(actor, requests),
    ).load(request);
  }
}

@Resolver(() => PortfolioView)
export class PortfolioResolver {
  constructor(
    private readonly accountService: AccountService,
    private readonly portfolioService: PortfolioService,
    private readonly totals: PortfolioTotals,
  ) {}

  @Query(() => PortfolioConnectionView, { description: 'Your portfolios. Example: `{ portfolios { nodes { id name baseCurrency } } }`' })
  async portfolios(@Ctx() { actor }: OperationContext, @Args(() => PageInput) page: PageInput) {
    return toConnection(await this.accountService.portfolios(actor, page));
  }

  @Query(() => PortfolioView, {
    nullable: true,
    description: 'One of your portfolios, the first one when no id is given. Example: `{ portfolio { valuation { total dayChange } } }`',
  })
  portfolio(@Ctx() { actor }: OperationContext, @Arg('id', () => ID, { nullable: true }) id?: string | null) {
    return this.accountService.portfolio(actor, id ?? null);
  }

  @Mutation(() => PortfolioView, {
    description:
      'Opens a portfolio without accounts. Example: `mutation { openPortfolio(input: {name: "Family", baseCurrency: "USD"}) { id } }`',
  })
  openPortfolio(@Ctx() { actor }: OperationContext, @Arg('input', () => OpenPortfolioInput) input: OpenPortfolioInput) {
    return ofInput('input', () => this.accountService.openPortfolio(actor, input));
  }

  @Mutation(() => PortfolioView, {
    description:
      'Renames a portfolio, or values it in another currency. Example: `mutation { changePortfolio(id: "...", input: {baseCurrency: "USD"}) { valuation { total } } }`',
  })
  changePortfolio(
    @Ctx() { actor }: OperationContext,
    @Arg('id', () => ID) id: string,
    @Arg('input', () => ChangePortfolioInput) input: ChangePortfolioInput,
  ) {
    return ofInput('input', () => this.accountService.changePortfolio(actor, id, input), ['id']);
  }

  @FieldResolver(() => AccountConnectionView, { description: 'Those that belong to it now, or belonged to it on a past day.' })
  async accounts(
    @Ctx() { actor, inTurn }: OperationContext,
    @Root() { id }: Portfolio,
    @Args(() => PageInput) page: PageInput,
    @Arg('asOf', () => DayScalar, { nullable: true, description: 'A past day; now when not given.' }) asOf?: Day | null,
  ) {
    return toConnection(await inTurn(() => this.accountService.list(actor, { ...page, portfolioId: id, asOf })));
  }

  @FieldResolver(() => ValuationView, { description: 'Valued now, or at the end of a past day with `asOf`.' })
  valuation(
    @Ctx() { actor }: OperationContext,
    @Root() { id }: Portfolio,
    @Arg('asOf', () => DayScalar, { nullable: true, description: AS_OF }) asOf?: Day | null,
    @Arg('knownAt', () => InstantScalar, { nullable: true, description: KNOWN_AT }) knownAt?: Date | null,
    @Arg('costMethod', () => CostMethod, { nullable: true, description: COST_METHOD }) costMethod?: CostMethod | null,
  ) {
    return this.portfolioService.valuation(actor, { portfolioId: id, asOf, knownAt, costMethod });
  }

  @FieldResolver(() => PortfolioTotalView, {
    nullable: true,
    description: 'What it came to at the last refresh of all prices: cheap, for lists. Null before the first.',
  })
  lastTotal(@Ctx() { actor, loader }: OperationContext, @Root() { id }: Portfolio) {
    return loader('last totals', (ids: readonly PortfolioId[]) => this.totals.kept(actor, ids)).load(id);
  }

  @FieldResolver(() => HoldingConnectionView, { description: 'What its accounts hold, valued now.' })
  async holdings(@Ctx() { actor }: OperationContext, @Root() { id }: Portfolio, @Args(() => PageInput) page: PageInput) {
    const { holdings } = await this.portfolioService.valuation(actor, { portfolioId: id });
    return toConnection(pageOf(holdings, page, (holding) => holding.id));
  }
}
