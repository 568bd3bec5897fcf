import { Migration } from '@mikro-orm/migrations';

export class Migration20261122062541_ingestion_provenance extends Migration {

  override name = 'Migration20261122062541_ingestion_provenance';

  override up(): void | Promise<void> {
    this.addSql(`create table "held_quote" ("subject" varchar(40) not null, "hold" jsonb not null, "held_at" timestamptz(3) not null, primary key ("subject"));`);

    this.addSql(`create table "lease" ("name" varchar(80) not null, "holder" varchar(80) not null, "until" timestamptz(3) not null, primary key ("name"));`);

    this.addSql(`create table "rejected_quote" ("source" varchar(40) not null, "symbol" varchar(80) not null, "reason" varchar(40) not null, "figure" varchar(80) not null, "message" varchar(300) not null, "count" int not null, "at" timestamptz(3) not null, primary key ("source", "symbol", "reason"));`);
    this.addSql(`create index "rejected_quote_at_index" on "rejected_quote" ("at");`);

    this.addSql(`create table "source_usage" ("source" varchar(40) not null, "span" varchar(10) not null, "starts_at" timestamptz(3) not null, "used" int not null, primary key ("source", "span"));`);

    this.addSql(`alter table "quote" add "verdict" jsonb null, add "withdrawn_at" timestamptz(3) null, add "withdrawn_reason" varchar(300) null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "held_quote" cascade;`);
    this.addSql(`drop table if exists "lease" cascade;`);
    this.addSql(`drop table if exists "rejected_quote" cascade;`);
    this.addSql(`drop table if exists "source_usage" cascade;`);

    this.addSql(`alter table "quote" drop column "verdict", drop column "withdrawn_at", drop column "withdrawn_reason";`);
  }

}
