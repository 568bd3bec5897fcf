import { Migration } from '@mikro-orm/migrations';

export class Migration20261122061830_imported_row extends Migration {

  override name = 'Migration20261122061830_imported_row';

  override up(): void | Promise<void> {
    this.addSql(`create table "imported_row" ("user_id" uuid not null, "key" varchar(100) not null, "transaction_id" uuid not null, "reference" varchar(100) null, "content_hash" varchar(64) not null, "imported_at" timestamptz(3) not null, primary key ("user_id", "key"));`);
    this.addSql(`create index "imported_row_transaction_id_index" on "imported_row" ("transaction_id");`);
    this.addSql(`create index "imported_row_reference_index" on "imported_row" ("user_id", "reference");`);

    this.addSql(`alter table "imported_row" add constraint "imported_row_user_id_foreign" foreign key ("user_id") references "user" ("id") on delete restrict;`);
    this.addSql(`alter table "imported_row" add constraint "imported_row_transaction_id_foreign" foreign key ("transaction_id") references "transaction" ("id") on delete restrict;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "imported_row" cascade;`);
  }

}
