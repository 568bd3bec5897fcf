import { Migration } from '@mikro-orm/migrations';

export class Migration20261126104957_alerts extends Migration {

  override name = 'Migration20261126104957_alerts';

  override up(): void | Promise<void> {
    this.addSql(`create table "alert_cursor" ("name" varchar(40) not null, "revision" bigint not null, "noted_at" timestamptz(3) not null, primary key ("name"));`);

    this.addSql(`create table "alert_webhook" ("id" uuid not null, "user_id" uuid not null, "url" varchar(500) not null, "secret" varchar(200) not null, "created_at" timestamptz(3) not null, "failing_since" timestamptz(3) null, "disabled_at" timestamptz(3) null, "last_error" varchar(300) null, primary key ("id"));`);
    this.addSql(`create index "alert_webhook_user_id_index" on "alert_webhook" ("user_id");`);

    this.addSql(`create table "alert" ("id" uuid not null, "user_id" uuid not null, "rule_id" uuid not null, "arming" int not null, "name" varchar(120) not null, "measure" varchar(20) not null, "condition" varchar(20) not null, "threshold" numeric(32,12) not null, "value" numeric(32,12) not null, "message" varchar(500) not null, "instrument_id" uuid null, "portfolio_id" uuid null, "account_id" uuid null, "fired_at" timestamptz(3) not null, "read_at" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`create index "alert_user_index" on "alert" ("user_id", "id");`);
    this.addSql(`create index "alert_unread_index" on "alert" ("user_id") where read_at is null;`);
    this.addSql(`alter table "alert" add constraint "alert_rule_arming_unique" unique ("rule_id", "arming");`);

    this.addSql(`create table "alert_delivery" ("id" uuid not null, "alert_id" uuid not null, "user_id" uuid not null, "channel" text not null, "webhook_id" uuid null, "status" text not null, "attempts" int not null, "due_at" timestamptz(3) not null, "delivered_at" timestamptz(3) null, "last_error" varchar(300) null, primary key ("id"));`);
    this.addSql(`create index "alert_delivery_alert_id_index" on "alert_delivery" ("alert_id");`);
    this.addSql(`create index "alert_delivery_user_id_index" on "alert_delivery" ("user_id");`);
    this.addSql(`create index "alert_delivery_webhook_id_index" on "alert_delivery" ("webhook_id");`);
    this.addSql(`create index "alert_delivery_due_index" on "alert_delivery" ("due_at") where status = 'PENDING';`);

    this.addSql(`create table "alert_rule" ("id" uuid not null, "user_id" uuid not null, "name" varchar(120) not null, "note" varchar(500) null, "measure" text not null, "condition" text not null, "instrument_id" uuid null, "portfolio_id" uuid null, "account_id" uuid null, "threshold" numeric(32,12) not null, "hysteresis" numeric(32,12) not null, "is_repeating" boolean not null, "expires_at" timestamptz(3) null, "channels" jsonb not null, "created_at" timestamptz(3) not null, "version" int not null, "status" text not null, "side" text null, "reference" numeric(32,12) null, "peak" numeric(32,12) null, "arming" int not null, "revision" bigint not null, "fired_count" int not null, "last_fired_at" timestamptz(3) null, "updated_at" timestamptz(3) not null, primary key ("id"));`);
    this.addSql(`create index "alert_rule_user_id_index" on "alert_rule" ("user_id");`);
    this.addSql(`create index "alert_rule_instrument_id_index" on "alert_rule" ("instrument_id");`);
    this.addSql(`create index "alert_rule_portfolio_id_index" on "alert_rule" ("portfolio_id");`);
    this.addSql(`create index "alert_rule_account_id_index" on "alert_rule" ("account_id");`);
    this.addSql(`create index "alert_rule_updated_at_index" on "alert_rule" ("updated_at");`);

    this.addSql(`alter table "alert_webhook" add constraint "alert_webhook_user_id_foreign" foreign key ("user_id") references "user" ("id") on delete cascade;`);

    this.addSql(`alter table "alert" add constraint "alert_user_id_foreign" foreign key ("user_id") references "user" ("id") on delete cascade;`);

    this.addSql(`alter table "alert_delivery" add constraint "alert_delivery_alert_id_foreign" foreign key ("alert_id") references "alert" ("id") on delete cascade;`);
    this.addSql(`alter table "alert_delivery" add constraint "alert_delivery_user_id_foreign" foreign key ("user_id") references "user" ("id") on delete cascade;`);
    this.addSql(`alter table "alert_delivery" add constraint "alert_delivery_webhook_id_foreign" foreign key ("webhook_id") references "alert_webhook" ("id") on delete cascade;`);
    this.addSql(`alter table "alert_delivery" add constraint "alert_delivery_channel_check" check ("channel" in ('EMAIL', 'WEBHOOK'));`);
    this.addSql(`alter table "alert_delivery" add constraint "alert_delivery_status_check" check ("status" in ('PENDING', 'DELIVERED', 'FAILED'));`);

    this.addSql(`alter table "alert_rule" add constraint "alert_rule_user_id_foreign" foreign key ("user_id") references "user" ("id") on delete cascade;`);
    this.addSql(`alter table "alert_rule" add constraint "alert_rule_instrument_id_foreign" foreign key ("instrument_id") references "instrument" ("id") on delete cascade;`);
    this.addSql(`alter table "alert_rule" add constraint "alert_rule_portfolio_id_foreign" foreign key ("portfolio_id") references "portfolio" ("id") on delete cascade;`);
    this.addSql(`alter table "alert_rule" add constraint "alert_rule_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete cascade;`);
    this.addSql(`alter table "alert_rule" add constraint "alert_rule_measure_check" check ("measure" in ('PRICE', 'PRICE_CHANGE', 'DAY_MOVE', 'VALUE', 'VALUE_CHANGE', 'GAIN', 'GAIN_RATIO', 'DRAWDOWN', 'NAV_LATE', 'PRICE_STALE'));`);
    this.addSql(`alter table "alert_rule" add constraint "alert_rule_condition_check" check ("condition" in ('ABOVE', 'BELOW', 'CROSSES'));`);
    this.addSql(`alter table "alert_rule" add constraint "alert_rule_status_check" check ("status" in ('ARMED', 'WAITING', 'DONE', 'EXPIRED'));`);
    this.addSql(`alter table "alert_rule" add constraint "alert_rule_side_check" check ("side" in ('HIGH', 'LOW'));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "alert_delivery" drop constraint "alert_delivery_webhook_id_foreign";`);
    this.addSql(`alter table "alert_delivery" drop constraint "alert_delivery_alert_id_foreign";`);

    this.addSql(`drop table if exists "alert_cursor" cascade;`);
    this.addSql(`drop table if exists "alert_webhook" cascade;`);
    this.addSql(`drop table if exists "alert" cascade;`);
    this.addSql(`drop table if exists "alert_delivery" cascade;`);
    this.addSql(`drop table if exists "alert_rule" cascade;`);
  }

}
