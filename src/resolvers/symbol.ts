/** The names sources have for an instrument, for administrators. */
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { SourceSymbolView } from '../schema/symbol.js';
import type { SymbolService } from '../services/symbol.js';
import type { OperationContext } from './context.js';

@Resolver(() => SourceSymbolView)
export class SymbolResolver {
  constructor(private readonly service: SymbolService) {}

  @Query(() => [SourceSymbolView], {
    description:
      'What each source calls an instrument; for administrators. Example: `{ sourceSymbols(instrumentId: "...") { source symbol isEntered } }`',
  })
  sourceSymbols(@Ctx() { actor }: OperationContext, @Arg('instrumentId', () => ID) instrumentId: string) {
    return this.service.list(actor, instrumentId);
  }

  @Mutation(() => [SourceSymbolView], {
    description:
      'Enters what a source calls an instrument, instead of what it had; without a symbol the derived one holds again. For administrators. ' +
      'Example: `mutation { setSourceSymbol(instrumentId: "...", source: "twelve-data", symbol: "VOD:XLON") { source symbol } }`',
  })
  setSourceSymbol(
    @Ctx() { actor }: OperationContext,
    @Arg('instrumentId', () => ID) instrumentId: string,
    @Arg('source', () => String, { description: 'Id of the source, such as yahoo.' }) source: string,
    @Arg('symbol', () => String, { nullable: true, description: 'Its symbol there, such as VOD.L; 1 to 60 characters.' }) symbol?:
      | string
      | null,
  ) {
    return this.service.set(actor, { instrumentId, source, symbol: symbol ?? null });
  }
}
