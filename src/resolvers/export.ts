/** A user's own data, to take along. */
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { CsvPartView, DataPartView } from '../schema/export.js';
import type { ExportService } from '../services/export.js';
import type { OperationContext } from './context.js';

const AFTER = 'The `endCursor` of the part before.';

@Resolver()
export class ExportResolver {
  constructor(private readonly service: ExportService) {}

  @Query(() => DataPartView, {
    description:
      'Everything of yours as JSON text, in parts: who you are and what you set up, entries with all their revisions, alerts, and your part of the audit log. ' +
      'Example: `{ exportOwnData { json hasNextPage endCursor } }`',
  })
  async exportOwnData(
    @Ctx() { actor }: OperationContext,
    @Arg('after', () => String, { nullable: true, description: AFTER }) after?: string | null,
  ): Promise<DataPartView> {
    const { text, hasNextPage, endCursor } = await this.service.data(actor, after ?? null);
    return { json: text, hasNextPage, endCursor };
  }

  @Query(() => CsvPartView, {
    description:
      'Your ledger without voided entries, as CSV that `importTransactions` reads here and elsewhere, oldest first, in parts. ' +
      'Example: `{ transactionsCsv { csv rowCount hasNextPage endCursor } }`',
  })
  async transactionsCsv(
    @Ctx() { actor }: OperationContext,
    @Arg('accountId', () => ID, { nullable: true, description: 'All accounts when not given.' }) accountId?: string | null,
    @Arg('after', () => String, { nullable: true, description: AFTER }) after?: string | null,
  ): Promise<CsvPartView> {
    const { text, rowCount, hasNextPage, endCursor } = await this.service.csv(actor, {
      accountId: accountId ?? null,
      after: after ?? null,
    });
    return { csv: text, rowCount, hasNextPage, endCursor };
  }
}
