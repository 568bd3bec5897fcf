import { Migration } from '@mikro-orm/migrations';

export class Migration20261126145000_skipped_symbol extends Migration {

  override name = 'Migration20261126145000_skipped_symbol';

  override up(): void | Promise<void> {
    this.addSql(`create table "skipped_symbol" ("source" varchar(40) not null, "symbol" varchar(60) not null, "kind" varchar(20) not null, "until" timestamptz(3) not null, primary key ("source", "symbol"));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "skipped_symbol" cascade;`);
  }

}
