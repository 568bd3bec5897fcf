import { Migration } from '@mikro-orm/migrations';

export class Migration20261126114426_alert_paused extends Migration {

  override name = 'Migration20261126114426_alert_paused';

  override up(): void | Promise<void> {
    this.addSql(`alter table "alert_rule" drop constraint "alert_rule_status_check";`);
    this.addSql(`alter table "alert_rule" add constraint "alert_rule_status_check" check ("status" in ('ARMED', 'WAITING', 'DONE', 'PAUSED', 'EXPIRED'));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "alert_rule" drop constraint "alert_rule_status_check";`);
    this.addSql(`alter table "alert_rule" add constraint "alert_rule_status_check" check ("status" in ('ARMED', 'WAITING', 'DONE', 'EXPIRED'));`);
  }

}
