import { Migration } from '@mikro-orm/migrations';

export class Migration20261122064000_second_factor extends Migration {

  override name = 'Migration20261122064000_second_factor';

  override up(): void | Promise<void> {
    this.addSql(`create table "second_factor" ("user_id" uuid not null, "secret" varchar(64) not null, "confirmed_at" timestamptz(3) null, "last_step" bigint not null, "recovery_hashes" jsonb not null, primary key ("user_id"));`);
    this.addSql(`alter table "second_factor" add constraint "second_factor_user_id_foreign" foreign key ("user_id") references "user" ("id") on update cascade on delete cascade;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "second_factor" cascade;`);
  }

}
