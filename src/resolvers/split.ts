/** Splits of instruments. */
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { Day } from '../domain/day.js';
import { Decimal } from '../domain/decimal.js';
import type { InstrumentSplit } from '../domain/split.js';
import { InstrumentView } from '../schema/instrument.js';
import { DayScalar, DecimalScalar } from '../schema/scalars.js';
import { InstrumentSplitView } from '../schema/split.js';
import type { SplitService } from '../services/split.js';
import type { OperationContext } from './context.js';

const FRACTION_PRICE =
  "What was paid for a fraction of a new unit, in the instrument's currency: accounts whose fractionRule is CASH are paid it.";

@Resolver(() => InstrumentSplitView)
export class InstrumentSplitResolver {
  @FieldResolver(() => DecimalScalar, {
    nullable: true,
    description: "What was paid for a fraction of a new unit, in the instrument's currency; null where fractions were kept.",
  })
  fractionPrice(@Root() { fractionPrice }: InstrumentSplit): Decimal | null {
    return fractionPrice ? new Decimal(fractionPrice) : null;
  }
}

@Resolver()
export class SplitResolver {
  constructor(private readonly service: SplitService) {}

  @Mutation(() => InstrumentView, {
    description:
      'Enters a split once, for everybody who held the instrument before its day; for administrators. An account with a SPLIT entry of ' +
      'its own on that day keeps to it. Example: `mutation { recordSplit(instrumentId: "...", exDate: "2026-06-10", ratioNew: 10, ratioOld: 1) { splits { exDate } } }`',
  })
  recordSplit(
    @Ctx() { actor }: OperationContext,
    @Arg('instrumentId', () => ID) instrumentId: string,
    @Arg('exDate', () => DayScalar, { description: 'The first day of the new units; today at the latest.' }) exDate: Day,
    @Arg('ratioNew', () => Int, { description: 'New units ...' }) ratioNew: number,
    @Arg('ratioOld', () => Int, { description: '... for each of these old ones; 1 to 10,000.' }) ratioOld: number,
    @Arg('fractionPrice', () => DecimalScalar, { nullable: true, description: FRACTION_PRICE }) fractionPrice?: Decimal | null,
  ) {
    return this.service.record(actor, { instrumentId, exDate, ratioNew, ratioOld, fractionPrice: fractionPrice ?? null });
  }

  @Mutation(() => InstrumentView, {
    description:
      'Corrects the split of a day, for everybody; for administrators. Figures are worked out again from that day on. ' +
      'Example: `mutation { amendSplit(instrumentId: "...", exDate: "2026-06-10", ratioNew: 20, ratioOld: 1) { splits { exDate ratioNew } } }`',
  })
  amendSplit(
    @Ctx() { actor }: OperationContext,
    @Arg('instrumentId', () => ID) instrumentId: string,
    @Arg('exDate', () => DayScalar, { description: 'Of the split to correct. To move it to another day, withdraw it and record it again.' })
    exDate: Day,
    @Arg('ratioNew', () => Int) ratioNew: number,
    @Arg('ratioOld', () => Int) ratioOld: number,
    @Arg('fractionPrice', () => DecimalScalar, { nullable: true, description: FRACTION_PRICE }) fractionPrice?: Decimal | null,
  ) {
    return this.service.amend(actor, { instrumentId, exDate, ratioNew, ratioOld, fractionPrice: fractionPrice ?? null });
  }

  @Mutation(() => InstrumentView, {
    description:
      'Takes back a split that was entered by mistake; for administrators. Figures are as if it had never been. ' +
      'Example: `mutation { withdrawSplit(instrumentId: "...", exDate: "2026-06-10") { splits { exDate } } }`',
  })
  withdrawSplit(
    @Ctx() { actor }: OperationContext,
    @Arg('instrumentId', () => ID) instrumentId: string,
    @Arg('exDate', () => DayScalar) exDate: Day,
  ) {
    return this.service.withdraw(actor, { instrumentId, exDate });
  }
}
