/** What an entry would do, before it is recorded. */
import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { PositionPreview } from '../domain/preview.js';
import { orderedConnection, PageInput } from '../schema/connection.js';
import { ExplainedLotConnectionView } from '../schema/explanation.js';
import { PositionPreviewView, TransactionPreviewView } from '../schema/preview.js';
import { RealisedGainConnectionView } from '../schema/realised-gain.js';
import { RecordTransactionInput } from '../schema/transaction.js';
import type { PreviewService, TransactionPreview } from '../services/preview.js';
import type { OperationContext } from './context.js';
import { ofInput } from './input.js';
import { contentOf } from './transaction.js';

@Resolver(() => TransactionPreviewView)
export class PreviewResolver {
  constructor(private readonly service: PreviewService) {}

  @Query(() => TransactionPreviewView, {
    nullable: true,
    description:
      'What an entry would do, without recording it; what recording it would refuse is refused in the same words. Example: ' +
      '`{ previewTransaction(input: {accountId: "...", kind: SELL, tradeDate: "2026-01-02", instrumentId: "...", quantity: "5", price: "120", ' +
      'currency: "USD"}) { cash { currency after } positions { quantityAfter } realised { nodes { gain } } } }`',
  })
  previewTransaction(@Ctx() { actor }: OperationContext, @Arg('input', () => RecordTransactionInput) input: RecordTransactionInput) {
    return ofInput('input', () => this.service.preview(actor, { accountId: input.accountId, content: contentOf(input) }));
  }

  @FieldResolver(() => RealisedGainConnectionView, { description: 'What it would realise, lot by lot.' })
  realised(@Root() { gains }: TransactionPreview, @Args(() => PageInput) page: PageInput) {
    return orderedConnection(gains, page);
  }
}

@Resolver(() => PositionPreviewView)
export class PositionPreviewResolver {
  @FieldResolver(() => ExplainedLotConnectionView, { description: 'What would be open afterwards, the oldest first.' })
  lots(@Root() { lots }: PositionPreview, @Args(() => PageInput) page: PageInput) {
    return orderedConnection(lots, page);
  }
}
