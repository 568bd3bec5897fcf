import { Migration } from '@mikro-orm/migrations';

/** Whose units the reference of a price change is for; of one that was noted before, the day of the price that moved the rule last. */
export class Migration20261128092204_alert_unit_day extends Migration {
  override name = 'Migration20261128092204_alert_unit_day';

  override up(): void | Promise<void> {
    this.addSql(`alter table "alert_rule" add "unit_day" date null;`);
    this.addSql(
      `update "alert_rule" set "unit_day" = (to_timestamp("observed_ms" / 1000.0) at time zone 'UTC')::date where "measure" = 'PRICE_CHANGE' and "reference" is not null;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "alert_rule" drop column "unit_day";`);
  }
}
