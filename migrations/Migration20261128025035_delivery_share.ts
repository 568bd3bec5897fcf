import { Migration } from '@mikro-orm/migrations';

/** What is under way is told from what waits for its next attempt, and what is due is walked in one order. */
export class Migration20261128025035_delivery_share extends Migration {
  override name = 'Migration20261128025035_delivery_share';

  override up(): void | Promise<void> {
    this.addSql(`alter table "alert_delivery" add "is_under_way" boolean not null default false;`);
    this.addSql(
      `create index "alert_delivery_under_way_index" on "alert_delivery" ("due_at") where status = 'PENDING' and is_under_way;`,
    );
    this.addSql(`drop index "alert_delivery_due_index";`);
    this.addSql(`create index "alert_delivery_due_index" on "alert_delivery" ("due_at", "id") where status = 'PENDING';`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index "alert_delivery_due_index";`);
    this.addSql(`create index "alert_delivery_due_index" on "alert_delivery" ("due_at") where status = 'PENDING';`);
    this.addSql(`drop index "alert_delivery_under_way_index";`);
    this.addSql(`alter table "alert_delivery" drop column "is_under_way";`);
  }
}
