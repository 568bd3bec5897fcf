import { Migration } from '@mikro-orm/migrations';

/** How the highest value of a rule came about. */
export class Migration20261128141019_alert_highs extends Migration {
  override name = 'Migration20261128141019_alert_highs';

  override up(): void | Promise<void> {
    this.addSql(`alter table "alert_rule" add "highs" jsonb null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "alert_rule" drop column "highs";`);
  }
}
