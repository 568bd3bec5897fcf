import { Migration } from '@mikro-orm/migrations';

export class Migration20261126105900_source_administration extends Migration {

  override name = 'Migration20261126105900_source_administration';

  override up(): void | Promise<void> {
    this.addSql(`create table "backfill" ("id" uuid not null, "source" varchar(40) not null, "instrument_id" uuid not null, "from_day" date not null, "to_day" date not null, "next_day" date not null, "status" text not null, "attempts" int not null, "stored" int not null, "message" varchar(500) null, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, primary key ("id"));`);
    this.addSql(`create index "backfill_status_index" on "backfill" ("status", "source", "updated_at");`);

    this.addSql(`create table "corporate_action" ("id" uuid not null, "instrument_id" uuid not null, "kind" text not null, "ex_date" date not null, "terms" varchar(80) not null, "ratio_new" int null, "ratio_old" int null, "amount" numeric(28,8) null, "currency" varchar(3) null, "sources" jsonb not null, "status" text not null, "proposed_at" timestamptz(3) not null, "decided_at" timestamptz(3) null, "decided_by" uuid null, "reason" varchar(300) null, primary key ("id"));`);
    this.addSql(`create index "corporate_action_status_index" on "corporate_action" ("status", "ex_date");`);
    this.addSql(`alter table "corporate_action" add constraint "corporate_action_terms_unique" unique ("instrument_id", "kind", "ex_date", "terms");`);

    this.addSql(`create table "dropped_file" ("hash" varchar(64) not null, "name" varchar(255) not null, "at" timestamptz(3) not null, "lines" int not null, "accepted" int not null, "refused" int not null, "failure" varchar(500) null, primary key ("hash"));`);
    this.addSql(`create index "dropped_file_at_index" on "dropped_file" ("at");`);

    this.addSql(`create table "quote_discrepancy" ("instrument_id" uuid not null, "source" varchar(40) not null, "other_source" varchar(40) not null, "price" numeric(28,8) not null, "other_price" numeric(28,8) not null, "count" int not null, "first_at" timestamptz(3) not null, "at" timestamptz(3) not null, primary key ("instrument_id", "source", "other_source"));`);
    this.addSql(`create index "quote_discrepancy_at_index" on "quote_discrepancy" ("at");`);

    this.addSql(`create table "source_event" ("source" varchar(40) not null, "at" timestamptz(3) not null, "status" text not null, "failure" varchar(500) null, primary key ("source", "at", "status"));`);

    this.addSql(`create table "source_health" ("source" varchar(40) not null, "health" jsonb not null, "at" timestamptz(3) not null, primary key ("source"));`);

    this.addSql(`create table "source_hour" ("source" varchar(40) not null, "starts_at" timestamptz(3) not null, "successes" bigint not null, "failures" bigint not null, "accepted" bigint not null, "rejected" bigint not null, "garbage" bigint not null, "latency_ms_max" int null, primary key ("source", "starts_at"));`);

    this.addSql(`alter table "instrument" add "pinned_source" varchar(40) null;`);

    this.addSql(`alter table "backfill" add constraint "backfill_status_check" check ("status" in ('WAITING', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED'));`);

    this.addSql(`alter table "corporate_action" add constraint "corporate_action_kind_check" check ("kind" in ('SPLIT', 'DIVIDEND'));`);
    this.addSql(`alter table "corporate_action" add constraint "corporate_action_status_check" check ("status" in ('PROPOSED', 'ACCEPTED', 'REFUSED'));`);

    this.addSql(`alter table "source_event" add constraint "source_event_status_check" check ("status" in ('STARTING', 'OK', 'DEGRADED', 'DOWN'));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "backfill" cascade;`);
    this.addSql(`drop table if exists "corporate_action" cascade;`);
    this.addSql(`drop table if exists "dropped_file" cascade;`);
    this.addSql(`drop table if exists "quote_discrepancy" cascade;`);
    this.addSql(`drop table if exists "source_event" cascade;`);
    this.addSql(`drop table if exists "source_health" cascade;`);
    this.addSql(`drop table if exists "source_hour" cascade;`);

    this.addSql(`alter table "instrument" drop column "pinned_source";`);
  }

}
