/** Dividends and interest of a period. */
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { Day } from '../domain/day.js';
import type { InstrumentId } from '../domain/ids.js';
import { orderedConnection, PageInput } from '../schema/connection.js';
import {
  IncomePaymentConnectionView,
  IncomePaymentView,
  IncomeReportView,
  IncomeTotalView,
  InstrumentIncomeConnectionView,
  InstrumentIncomeView,
  MonthIncomeView,
} from '../schema/income.js';
import { InstrumentView } from '../schema/instrument.js';
import { ScopeArgs } from '../schema/realised-gain.js';
import { DayScalar, InstantScalar } from '../schema/scalars.js';
import { KNOWN_AT } from '../schema/valuation.js';
import type { IncomeReport, IncomeService, InstrumentIncome } from '../services/income.js';
import type { OperationContext } from './context.js';

@Resolver(() => IncomeReportView)
export class IncomeReportResolver {
  constructor(private readonly service: IncomeService) {}

  @Query(() => IncomeReportView, {
    nullable: true,
    description:
      'Dividends and interest, gross and with their taxes; of the last 365 days when no period is given. ' +
      'Example: `{ income(from: "2026-01-01") { total { gross tax net } byMonth { month gross } yieldOnCost { value absence } } }`',
  })
  income(
    @Ctx() { actor }: OperationContext,
    @Args(() => ScopeArgs) scope: ScopeArgs,
    @Arg('from', () => DayScalar, { nullable: true }) from?: Day | null,
    @Arg('to', () => DayScalar, { nullable: true, description: 'Included; today when not given.' }) to?: Day | null,
    @Arg('knownAt', () => InstantScalar, { nullable: true, description: KNOWN_AT }) knownAt?: Date | null,
  ) {
    return this.service.report(actor, { ...scope, from, to, knownAt });
  }

  @FieldResolver(() => IncomeTotalView)
  total(@Root() { summary }: IncomeReport) {
    return summary;
  }

  @FieldResolver(() => [MonthIncomeView], { description: 'The months that had income, oldest first.' })
  byMonth(@Root() { summary }: IncomeReport) {
    return [...summary.byMonth].map(([month, sum]) => ({ month, ...sum }));
  }

  @FieldResolver(() => IncomePaymentConnectionView, { description: 'Every payment behind the sums, the newest first.' })
  payments(
    @Root() { summary }: IncomeReport,
    @Args(() => PageInput) page: PageInput,
    @Arg('instrumentId', () => ID, { nullable: true, description: 'Of one instrument.' }) instrumentId?: string | null,
  ) {
    const shown = summary.payments.filter(({ income }) => !instrumentId || income.instrumentId === instrumentId);
    const rows = shown.toReversed().map(({ income, inBase, rate }) => ({
      ...income,
      inBase,
      rate,
      isRateBooked: rate !== null && income.bookedRate !== null,
    }));
    return orderedConnection(rows, page, ({ transactionId }) => transactionId);
  }

  @FieldResolver(() => InstrumentIncomeConnectionView, { description: 'The highest first; interest belongs to none.' })
  byInstrument(@Root() { byInstrument }: IncomeReport, @Args(() => PageInput) page: PageInput) {
    return orderedConnection(byInstrument, page);
  }
}

@Resolver(() => IncomePaymentView)
export class IncomePaymentResolver {
  @FieldResolver(() => InstrumentView, { nullable: true })
  instrument(@Ctx() { instruments }: OperationContext, @Root() { instrumentId }: { readonly instrumentId: InstrumentId | null }) {
    return instrumentId && instruments.load(instrumentId);
  }
}

@Resolver(() => InstrumentIncomeView)
export class InstrumentIncomeResolver {
  @FieldResolver(() => InstrumentView)
  instrument(@Ctx() { instruments }: OperationContext, @Root() { instrumentId }: InstrumentIncome) {
    return instruments.load(instrumentId);
  }
}
