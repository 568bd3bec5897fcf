import { Migration } from '@mikro-orm/migrations';

/**
 * The history of prices in parts: everything up to now, each month from then on, and whatever comes after the last month that was
 * made (decision 14). No row is copied: the table as it was becomes the first part.
 */
export class Migration20261126141000_quote_months extends Migration {

  override name = 'Migration20261126141000_quote_months';

  override up(): void | Promise<void> {
    this.addSql(`alter table "quote" rename to "quote_past";`);
    this.addSql(`alter table "quote_past" drop constraint "quote_pkey", add constraint "quote_past_pkey" primary key ("revision", "value_date");`);
    this.addSql(`alter index "quote_instrument_index" rename to "quote_past_instrument_index";`);
    this.addSql(`create table "quote" (like "quote_past" including defaults including constraints) partition by range ("value_date");`);
    this.addSql(`alter table "quote" add constraint "quote_pkey" primary key ("revision", "value_date");`);
    this.addSql(`create index "quote_instrument_index" on "quote" ("instrument_id", "value_date", "observed_at", "revision");`);
    this.addSql(`do $$
      declare
        newest date := (select max(value_date) from quote_past);
        month date := date_trunc('month', greatest(newest, current_date)) + case when newest is null then interval '0' else interval '1 month' end;
        until date := month + interval '3 months';
      begin
        execute format('alter table quote attach partition quote_past for values from (minvalue) to (%L)', month);
        while month < until loop
          execute format('create table %I partition of quote for values from (%L) to (%L)',
            'quote_' || to_char(month, 'YYYY_MM'), month, (month + interval '1 month')::date);
          month := month + interval '1 month';
        end loop;
        execute format('create table quote_later partition of quote for values from (%L) to (maxvalue)', until);
      end $$;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`create table "quote_whole" (like "quote" including defaults including constraints);`);
    this.addSql(`insert into "quote_whole" select * from "quote";`);
    this.addSql(`drop table "quote";`);
    this.addSql(`alter table "quote_whole" rename to "quote";`);
    this.addSql(`alter table "quote" add constraint "quote_pkey" primary key ("revision");`);
    this.addSql(`create index "quote_instrument_index" on "quote" ("instrument_id", "value_date", "observed_at", "revision");`);
  }

}
