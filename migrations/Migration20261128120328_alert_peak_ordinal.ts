import { Migration } from '@mikro-orm/migrations';

/** Up to which entry the highest value has been moved along, and which currency it is in. */
export class Migration20261128120328_alert_peak_ordinal extends Migration {
  override name = 'Migration20261128120328_alert_peak_ordinal';

  override up(): void | Promise<void> {
    this.addSql(`alter table "alert_rule" add "peak_ordinal" bigint null, add "currency" varchar(3) null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "alert_rule" drop column "peak_ordinal", drop column "currency";`);
  }
}
