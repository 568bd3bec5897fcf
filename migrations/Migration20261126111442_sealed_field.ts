import { Migration } from '@mikro-orm/migrations';

export class Migration20261126111442_sealed_field extends Migration {

  override name = 'Migration20261126111442_sealed_field';

  override up(): void | Promise<void> {
    this.addSql(`create table "data_key" ("id" varchar(20) not null, "wrapped" text not null, "created_at" timestamptz(3) not null, primary key ("id"));`);

    // The addresses become unique by their hash: the program encrypts and hashes what is plain when it starts.
    this.addSql(`alter table "user" drop constraint "user_email_unique";`);
    this.addSql(`alter table "user" add "email_hash" varchar(64) null, add "erased_at" timestamptz(3) null;`);
    this.addSql(`alter table "user" alter column "email" type text using ("email"::text);`);
    this.addSql(`alter table "user" alter column "name" type text using ("name"::text);`);
    this.addSql(`alter table "user" add constraint "user_email_hash_unique" unique ("email_hash");`);

    this.addSql(`alter table "second_factor" alter column "secret" type text using ("secret"::text);`);

    this.addSql(`alter table "alert_webhook" alter column "secret" type text using ("secret"::text);`);
  }

  // What is encrypted stays so: without the program nothing can make it plain again.
  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "data_key" cascade;`);
    this.addSql(`alter table "user" drop constraint "user_email_hash_unique";`);
    this.addSql(`alter table "user" drop column "email_hash", drop column "erased_at";`);
    this.addSql(`alter table "user" add constraint "user_email_unique" unique ("email");`);
  }

}
