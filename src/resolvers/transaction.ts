/** The ledger: recording, amending, voiding and listing its entries. */
import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ZERO } from '../domain/decimal.js';
import type { AccountId, InstrumentId, TransactionId } from '../domain/ids.js';
import { readContent, type Transaction, type TransactionContent, type TransactionRevision } from '../domain/transaction.js';
import { PageInput, toConnection } from '../schema/connection.js';
import { InstrumentView } from '../schema/instrument.js';
import {
  KEY,
  RecordTransactionInput,
  TransactionConnectionView,
  TransactionContentInput,
  TransactionContentView,
  TransactionFilterInput,
  TransactionRevisionConnectionView,
  TransactionRevisionView,
  TransactionView,
} from '../schema/transaction.js';
import type { TransactionService } from '../services/transaction.js';
import type { OperationContext } from './context.js';
import { ofInput } from './input.js';

const KEY_NAME = 'idempotencyKey';

@Resolver(() => TransactionView)
export class TransactionResolver {
  constructor(private readonly service: TransactionService) {}

  @Query(() => TransactionConnectionView, {
    description:
      'Your ledger entries, newest trade date first, voided ones included. Example: `{ transactions(first: 10) { nodes { kind tradeDate amount } } }`',
  })
  async transactions(@Ctx() { actor }: OperationContext, @Args(() => TransactionFilterInput) filter: TransactionFilterInput) {
    return toConnection(await this.service.list(actor, filter));
  }

  @Query(() => TransactionView, {
    nullable: true,
    description: 'One of your ledger entries. Example: `{ transaction(id: "...") { kind version } }`',
  })
  transaction(@Ctx() { actor }: OperationContext, @Arg('id', () => ID) id: string) {
    return this.service.find(actor, id);
  }

  @Mutation(() => TransactionView, {
    description:
      'Records one entry. Example: `mutation { recordTransaction(input: {accountId: "...", kind: BUY, tradeDate: "2026-01-05", ' +
      'instrumentId: "...", quantity: "10", price: "231.42", currency: "USD", fee: "1"}, idempotencyKey: "order-17") { id } }`',
  })
  async recordTransaction(
    @Ctx() { actor }: OperationContext,
    @Arg('input', () => RecordTransactionInput) input: RecordTransactionInput,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY }) idempotencyKey?: string | null,
  ) {
    const entries = [{ accountId: input.accountId, content: contentOf(input) }];
    const [recorded] = await ofInput('input', () => this.service.record(actor, entries, idempotencyKey ?? null), [KEY_NAME]);
    return recorded;
  }

  @Mutation(() => [TransactionView], {
    description:
      'Records 1 to 1,000 entries, all or none, in any order. Example: `mutation { recordTransactions(inputs: [{accountId: "...", ' +
      'kind: DEPOSIT, tradeDate: "2026-01-02", amount: "5000", currency: "USD"}]) { id } }`',
  })
  recordTransactions(
    @Ctx() { actor }: OperationContext,
    @Arg('inputs', () => [RecordTransactionInput]) inputs: RecordTransactionInput[],
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY }) idempotencyKey?: string | null,
  ) {
    const entries = inputs.map((input) => ({ accountId: input.accountId, content: contentOf(input) }));
    // The service numbers the entries of a batch; of a single one it has nothing to number.
    const name = inputs.length === 1 ? 'inputs[0]' : 'inputs';
    return ofInput(name, () => this.service.record(actor, entries, idempotencyKey ?? null), [KEY_NAME, 'inputs']);
  }

  @Mutation(() => TransactionView, {
    description:
      'Replaces the whole content of an entry; what it said before is kept. ' +
      'Example: `mutation { amendTransaction(id: "...", version: 1, input: {kind: DEPOSIT, tradeDate: "2026-01-02", amount: "5500", currency: "USD"}) { version } }`',
  })
  amendTransaction(
    @Ctx() { actor }: OperationContext,
    @Arg('id', () => ID) id: string,
    @Arg('version', () => Int, { description: 'The version the change is based on.' }) version: number,
    @Arg('input', () => TransactionContentInput) input: TransactionContentInput,
  ) {
    return ofInput('input', () => this.service.amend(actor, id, version, contentOf(input)), ['id', 'version']);
  }

  @Mutation(() => TransactionView, {
    description:
      'Takes an entry out of the ledger without deleting it. Example: `mutation { voidTransaction(id: "...", version: 1) { voidedAt } }`',
  })
  voidTransaction(
    @Ctx() { actor }: OperationContext,
    @Arg('id', () => ID) id: string,
    @Arg('version', () => Int, { description: 'The version the change is based on.' }) version: number,
  ) {
    return this.service.void(actor, id, version);
  }

  @FieldResolver(() => TransactionRevisionConnectionView, { description: 'What it has said so far, the newest version first.' })
  async revisions(@Ctx() { actor, loader }: OperationContext, @Root() entry: Transaction, @Args(() => PageInput) page: PageInput) {
    const load = (entries: readonly Transaction[]) => this.service.revisions(actor, entries, page);
    return toConnection(await loader(`revisions ${page.first} ${page.after}`, load).load(entry));
  }
}

@Resolver(() => TransactionContentView)
export class TransactionContentResolver {
  @FieldResolver(() => InstrumentView, { nullable: true })
  instrument(@Ctx() { instruments }: OperationContext, @Root() { instrumentId }: TransactionContent) {
    return instrumentId && instruments.load(instrumentId);
  }
}

@Resolver(() => TransactionRevisionView)
export class TransactionRevisionResolver {
  @FieldResolver(() => TransactionContentView)
  content(@Root() { content }: TransactionRevision): TransactionContent {
    return readContent(content);
  }
}

/** The input with nothing left open; ids are only claims until the service has looked them up. */
export function contentOf(input: TransactionContentInput): TransactionContent {
  return {
    kind: input.kind,
    tradeDate: input.tradeDate,
    settlementDate: input.settlementDate ?? null,
    instrumentId: (input.instrumentId ?? null) as InstrumentId | null,
    quantity: input.quantity ?? null,
    price: input.price ?? null,
    amount: input.amount ?? null,
    currency: input.currency,
    fee: input.fee ?? ZERO,
    tax: input.tax ?? ZERO,
    exchangeRate: input.exchangeRate ?? null,
    ratioNew: input.ratioNew ?? null,
    ratioOld: input.ratioOld ?? null,
    counterAccountId: (input.counterAccountId ?? null) as AccountId | null,
    lotIds: (input.lotIds ?? null) as readonly TransactionId[] | null,
    note: input.note?.trim() ?? null,
  };
}
