import { Migration } from '@mikro-orm/migrations';

/** Gains by price of past days were made of amounts rounded before they were converted: they are derived, and made anew. */
export class Migration20261127200000_days_exact extends Migration {
  override name = 'Migration20261127200000_days_exact';

  override up(): void | Promise<void> {
    this.addSql(`update "history_state" set "version" = "version" + 1;`);
    this.addSql(`delete from "valuation_day";`);
  }

  override down(): void | Promise<void> {
    this.addSql(`update "history_state" set "version" = "version" + 1;`);
    this.addSql(`delete from "valuation_day";`);
  }
}
