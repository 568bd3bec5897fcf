import { Migration } from '@mikro-orm/migrations';

/** Past days say whether something passed between what has a rate and what has none. They are derived, and made anew. */
export class Migration20261128053000_days_lacking extends Migration {
  override name = 'Migration20261128053000_days_lacking';

  override up(): void | Promise<void> {
    this.addSql(`update "history_state" set "version" = "version" + 1;`);
    this.addSql(`delete from "valuation_day";`);
    this.addSql(`alter table "valuation_day" add "lacks_rate" boolean not null default false;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "valuation_day" drop column "lacks_rate";`);
  }
}
