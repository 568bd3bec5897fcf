import { Migration } from '@mikro-orm/migrations';

export class Migration20261126140710_outgoing_mail extends Migration {

  override name = 'Migration20261126140710_outgoing_mail';

  override up(): void | Promise<void> {
    this.addSql(`create table "outgoing_mail" ("id" uuid not null, "user_id" uuid null, "subject" varchar(120) not null, "recipient" text null, "text" text null, "created_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, "attempts" int not null, "due_at" timestamptz(3) not null, "given_up_at" timestamptz(3) null, "last_error" varchar(300) null, primary key ("id"));`);
    this.addSql(`create index "outgoing_mail_user_id_index" on "outgoing_mail" ("user_id");`);
    this.addSql(`create index "outgoing_mail_due_index" on "outgoing_mail" ("due_at") where given_up_at is null;`);

    this.addSql(`alter table "confirmation" drop constraint "confirmation_purpose_check";`);
    this.addSql(`alter table "confirmation" add "email" text null;`);
    this.addSql(`alter table "confirmation" add constraint "confirmation_purpose_check" check ("purpose" in ('RESET_PASSWORD', 'REGISTER', 'CHANGE_EMAIL', 'UNDO_EMAIL_CHANGE'));`);

    // What is plain in it is encrypted when the program starts.
    this.addSql(`alter table "alert_webhook" alter column "url" type text using ("url"::text);`);

    this.addSql(`alter table "outgoing_mail" add constraint "outgoing_mail_user_id_foreign" foreign key ("user_id") references "user" ("id") on delete cascade;`);
  }

  // The address of a webhook stays encrypted: without the program nothing can make it plain again.
  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "outgoing_mail" cascade;`);

    this.addSql(`delete from "confirmation" where "purpose" in ('CHANGE_EMAIL', 'UNDO_EMAIL_CHANGE');`);
    this.addSql(`alter table "confirmation" drop constraint "confirmation_purpose_check";`);
    this.addSql(`alter table "confirmation" drop column "email";`);
    this.addSql(`alter table "confirmation" add constraint "confirmation_purpose_check" check ("purpose" in ('RESET_PASSWORD', 'REGISTER'));`);
  }

}
