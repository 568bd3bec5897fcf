import { Migration } from '@mikro-orm/migrations';

export class Migration20261126144000_identifiers extends Migration {

  override name = 'Migration20261126144000_identifiers';

  override up(): void | Promise<void> {
    this.addSql(`alter table "instrument" add "cusip" varchar(9) null, add "sedol" varchar(7) null, add "figi" varchar(12) null;`);
    this.addSql(`create index "instrument_cusip_index" on "instrument" ("cusip");`);
    this.addSql(`create index "instrument_sedol_index" on "instrument" ("sedol");`);
    this.addSql(`alter table "instrument" add constraint "instrument_figi_unique" unique ("figi");`);
    // The national number is a part of the ISIN in these countries.
    this.addSql(`update "instrument" set "cusip" = substr("isin", 3, 9) where "isin" like 'US%' or "isin" like 'CA%';`);
    this.addSql(`update "instrument" set "sedol" = substr("isin", 5, 7) where "isin" like 'GB00%';`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "instrument" drop column "cusip", drop column "sedol", drop column "figi";`);
  }

}
