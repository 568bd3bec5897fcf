import { Migration } from '@mikro-orm/migrations';

/** Past days were worked out with other flows for units that left an account altogether: they are derived, and made anew. */
export class Migration20261126123100_days_anew extends Migration {
  override name = 'Migration20261126123100_days_anew';

  override up(): void | Promise<void> {
    this.addSql(`update "history_state" set "version" = "version" + 1;`);
    this.addSql(`delete from "valuation_day";`);
  }

  override down(): void | Promise<void> {
    this.addSql(`update "history_state" set "version" = "version" + 1;`);
    this.addSql(`delete from "valuation_day";`);
  }
}
