/** Valuations, asked for and pushed. */
import { Arg, Args, Ctx, FieldResolver, Float, ID, Query, Resolver, Root, Subscription } from 'type-graphql';
import { CostMethod } from '../domain/account.js';
import type { Day } from '../domain/day.js';
import type { Decimal } from '../domain/decimal.js';
import { type Gap, hasStaleRates } from '../domain/gap.js';
import { type Holding, lotsOf } from '../domain/holding.js';
import { pageOf } from '../domain/page.js';
import { sumOf, type Valuation } from '../domain/valuation.js';
import { orderedConnection, PageInput, toConnection } from '../schema/connection.js';
import { ValuationRateView } from '../schema/fx-rate.js';
import { InstrumentView } from '../schema/instrument.js';
import { DayScalar, DecimalScalar, InstantScalar } from '../schema/scalars.js';
import {
  AS_OF,
  COST_METHOD,
  GAP_MESSAGES,
  GapView,
  HoldingConnectionView,
  HoldingView,
  KNOWN_AT,
  LotConnectionView,
  ValuationView,
} from '../schema/valuation.js';
import type { PortfolioService } from '../services/portfolio.js';
import type { ServiceInfo } from '../services/service.js';
import type { ValuationRates } from '../services/valuation-rate.js';
import type { OperationContext } from './context.js';

@Resolver(() => ValuationView)
export class ValuationResolver {
  constructor(
    private readonly portfolios: PortfolioService,
    private readonly valuationRates: ValuationRates,
  ) {}

  @Query(() => ValuationView, {
    nullable: true,
    description:
      'What a portfolio is worth now, or was at the end of a past day; the first portfolio when no id is given. ' +
      'Example: `{ valuation(asOf: "2026-06-30") { total cash holdings { quantity value } gaps { reason } } }`',
  })
  valuation(
    @Ctx() { actor }: OperationContext,
    @Arg('portfolioId', () => ID, { nullable: true, description: 'The first portfolio when not given.' }) portfolioId?: string | null,
    @Arg('asOf', () => DayScalar, { nullable: true, description: AS_OF }) asOf?: Day | null,
    @Arg('knownAt', () => InstantScalar, { nullable: true, description: KNOWN_AT }) knownAt?: Date | null,
    @Arg('costMethod', () => CostMethod, { nullable: true, description: COST_METHOD }) costMethod?: CostMethod | null,
  ) {
    return this.portfolios.valuation(actor, { portfolioId: portfolioId ?? null, asOf, knownAt, costMethod });
  }

  @Query(() => HoldingConnectionView, {
    description:
      'What a portfolio holds, valued now; the first portfolio when no id is given. Example: `{ holdings(first: 20) { nodes { instrument { name } value } } }`',
  })
  async holdings(
    @Ctx() { actor }: OperationContext,
    @Args(() => PageInput) page: PageInput,
    @Arg('portfolioId', () => ID, { nullable: true, description: 'The first portfolio when not given.' }) portfolioId?: string | null,
  ) {
    const { holdings } = await this.portfolios.valuation(actor, { portfolioId: portfolioId ?? null });
    return toConnection(pageOf(holdings, page, ({ id }) => id));
  }

  @Subscription(() => ValuationView, {
    description:
      'A whole valuation at once, then another whenever a price, a rate or the ledger changes it; a slow reader gets the newest, never a backlog. ' +
      'Example: `subscription { valuationChanged { sequence asOf total dayChange holdings { id price value } } }`',
    subscribe: ({ args, context }) =>
      (context as OperationContext).live.watch((context as OperationContext).actor, args.portfolioId ?? null, args.maxRate ?? null),
  })
  valuationChanged(
    @Root() valuation: Valuation,
    @Arg('portfolioId', () => ID, { nullable: true, description: 'The first portfolio when not given.' }) _portfolioId?: string | null,
    @Arg('maxRate', () => Float, {
      nullable: true,
      description: 'Messages per second at most, 0.1 to 20; each is the newest state. As they come when not given.',
    })
    _maxRate?: number | null,
  ) {
    return valuation;
  }

  @FieldResolver(() => DecimalScalar, {
    nullable: true,
    description: 'Of the holdings that have a value, without the fees and taxes of the purchases.',
  })
  unrealisedGainBeforeFees(@Root() { holdings }: Valuation): Decimal | null {
    return sumOf(holdings, 'unrealisedGainBeforeFees');
  }

  @FieldResolver(() => DecimalScalar, { nullable: true, description: 'What prices made of it, at the current rates.' })
  unrealisedGainPrice(@Root() { holdings }: Valuation): Decimal | null {
    return sumOf(holdings, 'unrealisedGainPrice');
  }

  @FieldResolver(() => DecimalScalar, {
    nullable: true,
    description: 'What rates made of the cost; null where a holding that has a value has none.',
  })
  unrealisedGainCurrency(@Root() { holdings }: Valuation): Decimal | null {
    return sumOf(holdings, 'unrealisedGainCurrency');
  }

  @FieldResolver(() => [ValuationRateView], { description: 'The exchange rates it counts at, each once.' })
  rates(@Ctx() { actor }: OperationContext, @Root() valuation: Valuation) {
    return this.valuationRates.of(actor, valuation);
  }

  @FieldResolver(() => Boolean, { description: 'Whether one of its exchange rates is STALE; `rates` says which.' })
  hasStaleRates(@Root() { gaps }: Valuation): boolean {
    return hasStaleRates(gaps);
  }
}

@Resolver(() => HoldingView)
export class HoldingResolver {
  constructor(private readonly info: ServiceInfo) {}

  @FieldResolver(() => InstrumentView)
  instrument(@Ctx() { instruments }: OperationContext, @Root() { instrumentId }: Holding) {
    return instruments.load(instrumentId);
  }

  @FieldResolver(() => LotConnectionView, {
    description: 'What is open of each acquisition, oldest first; their amounts add up to those of the holding.',
  })
  lots(@Root() holding: Holding, @Args(() => PageInput) page: PageInput) {
    return orderedConnection(lotsOf(holding), page);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the price is made up by the demo market.' })
  isSimulated(@Root() { source }: Holding): boolean {
    return this.info.isSimulated(source);
  }
}

@Resolver(() => GapView)
export class GapResolver {
  @FieldResolver(() => String, { description: 'The reason in words.' })
  message(@Root() { reason }: Gap): string {
    return GAP_MESSAGES[reason];
  }
}
