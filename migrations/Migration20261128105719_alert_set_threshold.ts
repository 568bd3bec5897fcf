import { Migration } from '@mikro-orm/migrations';

/** What a threshold that a split had moved was set as; of what fired before, its message alone says so. */
export class Migration20261128105719_alert_set_threshold extends Migration {
  override name = 'Migration20261128105719_alert_set_threshold';

  override up(): void | Promise<void> {
    this.addSql(`alter table "alert" add "set_threshold" numeric(76,12) null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "alert" drop column "set_threshold";`);
  }
}
