import { Migration } from '@mikro-orm/migrations';

export class Migration20261128135649_transaction_ordinal extends Migration {
  override name = 'Migration20261128135649_transaction_ordinal';

  override up(): void | Promise<void> {
    this.addSql(`create index "transaction_ordinal_index" on "transaction" ("user_id", "ordinal");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index "transaction_ordinal_index";`);
  }
}
