/** Finding an instrument by any of its numbers, and entering them. */
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { IdentifierKind } from '../domain/identifier-kind.js';
import { IdentifiersInput } from '../schema/identifier.js';
import { InstrumentView } from '../schema/instrument.js';
import type { IdentifierService } from '../services/identifier.js';
import type { OperationContext } from './context.js';
import { ofInput } from './input.js';

@Resolver(() => InstrumentView)
export class IdentifierResolver {
  constructor(private readonly service: IdentifierService) {}

  @Query(() => [InstrumentView], {
    description:
      'Every listing that has this number; 100 at most. A number with a wrong check digit is refused. ' +
      'Example: `{ instrumentsNamed(kind: SEDOL, identifier: "0263494") { id name mic } }`',
  })
  instrumentsNamed(
    @Ctx() { actor }: OperationContext,
    @Arg('kind', () => IdentifierKind) kind: IdentifierKind,
    @Arg('identifier', () => String) identifier: string,
    @Arg('mic', () => String, { nullable: true, description: 'On this venue only; a ticker needs it.' }) mic?: string | null,
  ) {
    return this.service.find(actor, { kind, identifier, mic: mic ?? null });
  }

  @Mutation(() => InstrumentView, {
    description:
      'Enters numbers of an instrument; for administrators. ' +
      'Example: `mutation { setIdentifiers(instrumentId: "...", input: {figi: "BBG000B9XRY4"}) { id figi } }`',
  })
  setIdentifiers(
    @Ctx() { actor }: OperationContext,
    @Arg('instrumentId', () => ID) instrumentId: string,
    @Arg('input', () => IdentifiersInput) input: IdentifiersInput,
  ) {
    return ofInput('input', () => this.service.set(actor, instrumentId, input), ['instrumentId']);
  }
}
