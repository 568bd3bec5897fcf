import { Migration } from '@mikro-orm/migrations';

export class Migration20261126150500_rate_provenance extends Migration {

  override name = 'Migration20261126150500_rate_provenance';

  override up(): void | Promise<void> {
    this.addSql(`alter table "fx_rate" add "verdict" jsonb null, add "withdrawn_at" timestamptz(3) null, add "withdrawn_reason" varchar(300) null;`);
    this.addSql(`create table "pinned_rate" ("base" varchar(3) not null, "quote" varchar(3) not null, "source" varchar(40) not null, primary key ("base", "quote"));`);
    // Those of a source's exchange rates belong to no instrument.
    this.addSql(`alter table "backfill" alter column "instrument_id" drop not null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`delete from "backfill" where "instrument_id" is null;`);
    this.addSql(`alter table "backfill" alter column "instrument_id" set not null;`);
    this.addSql(`drop table if exists "pinned_rate" cascade;`);
    this.addSql(`alter table "fx_rate" drop column "verdict", drop column "withdrawn_at", drop column "withdrawn_reason";`);
  }

}
