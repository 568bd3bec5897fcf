import { Migration } from '@mikro-orm/migrations';

export class Migration20261122060059_ledger_checkpoint extends Migration {

  override name = 'Migration20261122060059_ledger_checkpoint';

  override up(): void | Promise<void> {
    this.addSql(`create table "ledger_checkpoint" ("user_id" uuid not null, "until_day" date not null, "state" jsonb not null, primary key ("user_id", "until_day"));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "ledger_checkpoint" cascade;`);
  }

}
