import { Migration } from '@mikro-orm/migrations';

export class Migration20261126110243_confirmation extends Migration {

  override name = 'Migration20261126110243_confirmation';

  override up(): void | Promise<void> {
    this.addSql(`create table "confirmation" ("hash" varchar(64) not null, "purpose" text not null, "user_id" uuid null, "email_hash" varchar(64) not null, "created_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, "used_at" timestamptz(3) null, primary key ("hash"));`);
    this.addSql(`create index "confirmation_email_hash_index" on "confirmation" ("email_hash");`);
    this.addSql(`create index "confirmation_expires_at_index" on "confirmation" ("expires_at");`);

    this.addSql(`alter table "confirmation" add constraint "confirmation_user_id_foreign" foreign key ("user_id") references "user" ("id") on delete cascade;`);
    this.addSql(`alter table "confirmation" add constraint "confirmation_purpose_check" check ("purpose" in ('RESET_PASSWORD', 'REGISTER'));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "confirmation" cascade;`);
  }

}
