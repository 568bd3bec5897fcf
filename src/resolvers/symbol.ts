/** The names sources have for an instrument, for administrators. */
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { SkippedSymbolView, SourceSymbolView } from '../schema/symbol.js';
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

  @Query(() => [SkippedSymbolView], {
    description:
      'Symbols that are not asked for because their source does not know or cover them, newest first; for administrators. ' +
      'Example: `{ skippedSymbols(first: 20) { source symbol kind until isSuspect } }`',
  })
  skippedSymbols(
    @Ctx() { actor }: OperationContext,
    @Arg('first', () => Int, { nullable: true, description: '1 to 200; 50 when not given.' }) first?: number | null,
  ) {
    return this.service.skipped(actor, first);
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
