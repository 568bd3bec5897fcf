import { Migration } from '@mikro-orm/migrations';

/** Past days were not called incomplete for a rate that was too old: they are derived, and made anew. */
export class Migration20261127155900_days_aged extends Migration {
  override name = 'Migration20261127155900_days_aged';

  override up(): void | Promise<void> {
    this.addSql(`update "history_state" set "version" = "version" + 1;`);
    this.addSql(`delete from "valuation_day";`);
  }

  override down(): void | Promise<void> {
    this.addSql(`update "history_state" set "version" = "version" + 1;`);
    this.addSql(`delete from "valuation_day";`);
  }
}
