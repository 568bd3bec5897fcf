/** That instruments trade no more. */
import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { Day } from '../domain/day.js';
import { InstrumentView } from '../schema/instrument.js';
import { DayScalar } from '../schema/scalars.js';
import type { DelistingService } from '../services/delisting.js';
import type { OperationContext } from './context.js';

@Resolver()
export class DelistingResolver {
  constructor(private readonly service: DelistingService) {}

  @Mutation(() => InstrumentView, {
    description:
      'Says from which day on an instrument trades no more, as after a merger or the end of a fund, or corrects that day; for administrators. ' +
      'Its last price is final from then on, sources are not asked for it any more, and prices of that day or later are refused. ' +
      'Example: `mutation { delistInstrument(instrumentId: "...", delistedOn: "2026-11-20") { delistedOn } }`',
  })
  delistInstrument(
    @Ctx() { actor }: OperationContext,
    @Arg('instrumentId', () => ID) instrumentId: string,
    @Arg('delistedOn', () => DayScalar, {
      description: 'The first day on which it trades no more, and later than its last price; it may lie ahead.',
    })
    delistedOn: Day,
  ) {
    return this.service.record(actor, instrumentId, delistedOn);
  }

  @Mutation(() => InstrumentView, {
    description:
      'Takes back that an instrument trades no more; for administrators. ' +
      'Example: `mutation { withdrawDelisting(instrumentId: "...") { delistedOn } }`',
  })
  withdrawDelisting(@Ctx() { actor }: OperationContext, @Arg('instrumentId', () => ID) instrumentId: string) {
    return this.service.withdraw(actor, instrumentId);
  }
}
