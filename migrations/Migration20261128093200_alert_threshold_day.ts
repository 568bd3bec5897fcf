import { Migration } from '@mikro-orm/migrations';

/** Whose units the threshold of a price is for; of one that was set before, the day the person last touched the rule. */
export class Migration20261128093200_alert_threshold_day extends Migration {
  override name = 'Migration20261128093200_alert_threshold_day';

  override up(): void | Promise<void> {
    this.addSql(`update "alert_rule" set "unit_day" = ("updated_at" at time zone 'UTC')::date where "measure" = 'PRICE';`);
  }

  override down(): void | Promise<void> {
    this.addSql(`update "alert_rule" set "unit_day" = null where "measure" = 'PRICE';`);
  }
}
