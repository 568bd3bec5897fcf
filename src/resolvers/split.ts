/** Splits of instruments. */
import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import type { Day } from '../domain/day.js';
import { InstrumentView } from '../schema/instrument.js';
import { DayScalar } from '../schema/scalars.js';
import type { SplitService } from '../services/split.js';
import type { OperationContext } from './context.js';

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
  ) {
    return this.service.record(actor, { instrumentId, exDate, ratioNew, ratioOld });
  }
}
