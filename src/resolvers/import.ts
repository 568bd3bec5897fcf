/** Files in and out: imports of ledger entries, and exports of everything a user has. */
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { ImportMappingInput, ImportReportView } from '../schema/import.js';
import type { ImportService } from '../services/import.js';
import type { OperationContext } from './context.js';

@Resolver()
export class ImportResolver {
  constructor(private readonly service: ImportService) {}

  @Query(() => String, {
    description: 'A CSV file with every column and example rows, to fill in. Example: `{ importTemplate }`',
  })
  importTemplate(@Ctx() { actor }: OperationContext): string {
    return this.service.template(actor);
  }

  @Mutation(() => ImportReportView, {
    description:
      'Records the rows of a CSV file, all or none; sending a file again adds nothing twice. ' +
      'Example: `mutation { importTransactions(accountId: "...", csv: "kind,tradeDate,amount,currency\\nDEPOSIT,2026-01-02,5000,EUR", isDryRun: true) { recordedCount problems { line field message } } }`',
  })
  importTransactions(
    @Ctx() { actor }: OperationContext,
    @Arg('accountId', () => ID, { description: 'Where the rows belong that name no account.' }) accountId: string,
    @Arg('csv', () => String, { description: 'Up to 1 MiB and 10,000 rows, the first line naming the columns.' }) csv: string,
    @Arg('mapping', () => ImportMappingInput, { nullable: true }) mapping?: ImportMappingInput | null,
    @Arg('isDryRun', () => Boolean, { defaultValue: false, description: 'Only says what would become of it.' }) isDryRun?: boolean,
  ) {
    return this.service.import(actor, { accountId, csv, mapping: mapping ?? {}, isDryRun: isDryRun ?? false });
  }
}
