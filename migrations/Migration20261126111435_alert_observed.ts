import { Migration } from '@mikro-orm/migrations';

export class Migration20261126111435_alert_observed extends Migration {

  override name = 'Migration20261126111435_alert_observed';

  override up(): void | Promise<void> {
    this.addSql(`alter table "alert_rule" rename column "revision" to "observed_ms";`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "alert_rule" rename column "observed_ms" to "revision";`);
  }

}
