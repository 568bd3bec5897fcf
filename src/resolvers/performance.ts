/** Returns, what explains them, and risk. */
import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { Contribution, Contributions } from '../domain/contribution.js';
import { orderedConnection, PageInput } from '../schema/connection.js';
import { ExplainedStepView } from '../schema/explanation.js';
import { InstrumentView } from '../schema/instrument.js';
import {
  ComparedReturnConnectionView,
  ContributionConnectionView,
  ContributionsView,
  ContributionView,
  GrowthPointView,
  MonthReturnView,
  PerformanceArgs,
  PerformancePartConnectionView,
  PerformanceView,
  YearReturnView,
} from '../schema/performance.js';
import type { PerformanceReport, PerformanceService } from '../services/performance.js';
import type { OperationContext } from './context.js';

@Resolver(() => PerformanceView)
export class PerformanceResolver {
  constructor(private readonly service: PerformanceService) {}

  @Query(() => PerformanceView, {
    nullable: true,
    description:
      'How a portfolio, an account or one instrument did. Example: `{ performance(period: YTD) { twr { total { value absence } } ' +
      'explanation { start end inflow outflow priceGain currencyGain income fees taxes } risk { maxDrawdown { depth peakDay troughDay } } } }`',
  })
  performance(@Ctx() { actor }: OperationContext, @Args(() => PerformanceArgs) input: PerformanceArgs) {
    return this.service.report(actor, input);
  }

  @FieldResolver(() => ContributionsView, { description: 'What each instrument added; of a portfolio or an account.' })
  contributions(@Root() report: PerformanceReport) {
    return this.service.contributions(report);
  }

  @FieldResolver(() => PerformancePartConnectionView, {
    description:
      'Every day of the period with what explains it, oldest first; the first is the start, of which only the value is given. ' +
      'The entries of a day are `transactions(from: day, to: day)`, its prices those of `holdings` explained as of it.',
  })
  parts(
    @Root() report: PerformanceReport,
    @Args(() => PageInput) page: PageInput,
    @Arg('onlyFlows', () => Boolean, { nullable: true, description: 'Leaves out days nothing came in or went out.' }) onlyFlows?:
      | boolean
      | null,
  ) {
    return orderedConnection(this.service.parts(report, onlyFlows ?? false), page);
  }

  @FieldResolver(() => [GrowthPointView], {
    description: 'The time-weighted return up to each day, oldest first, thinned as `history` is; empty where there is no such return.',
  })
  growth(
    @Root() report: PerformanceReport,
    @Arg('points', () => Int, { nullable: true, description: '2 to 2,000; 400 when not given.' }) points: number | null,
  ) {
    return this.service.growth(report, points);
  }

  @FieldResolver(() => [ExplainedStepView], {
    description:
      'The arithmetic of `risk`, from sums over `dailyReturns` to the figures by their names: carrying it out gives them to the last digit.',
  })
  riskSteps(@Root() report: PerformanceReport) {
    return this.service.riskSteps(report);
  }

  @FieldResolver(() => ComparedReturnConnectionView, { description: 'The returns risk is measured over, oldest first.' })
  dailyReturns(
    @Root() report: PerformanceReport,
    @Args(() => PageInput) page: PageInput,
    @Arg('isWorstFirst', () => Boolean, { nullable: true }) isWorstFirst?: boolean | null,
  ) {
    return orderedConnection(this.service.dailyReturns(report, isWorstFirst ?? false), page);
  }

  @FieldResolver(() => [MonthReturnView], { description: 'The return of each month, oldest first: linked, they are the period.' })
  byMonth(@Root() report: PerformanceReport) {
    return this.service.byMonth(report);
  }

  @FieldResolver(() => [YearReturnView], { description: 'The return of each calendar year, oldest first: its months, linked.' })
  byYear(@Root() report: PerformanceReport) {
    return this.service.byYear(report);
  }
}

@Resolver(() => ContributionsView)
export class ContributionsResolver {
  @FieldResolver(() => ContributionConnectionView, { description: 'The highest gain first.' })
  rows(@Root() { rows }: Contributions, @Args(() => PageInput) page: PageInput) {
    return orderedConnection(rows, page);
  }
}

@Resolver(() => ContributionView)
export class ContributionResolver {
  @FieldResolver(() => InstrumentView)
  instrument(@Ctx() { instruments }: OperationContext, @Root() { instrumentId }: Contribution) {
    return instruments.load(instrumentId);
  }
}
