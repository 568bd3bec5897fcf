import { Migration } from '@mikro-orm/migrations';

export class Migration20261126220034_transaction_day extends Migration {
  override name = 'Migration20261126220034_transaction_day';

  override up(): void | Promise<void> {
    this.addSql(`create index "transaction_day_index" on "transaction" ("trade_date");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index "transaction_day_index";`);
  }
}
