import { Migration } from '@mikro-orm/migrations';

export class Migration20261127012525_rate_disagreement extends Migration {
  override name = 'Migration20261127012525_rate_disagreement';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "rate_discrepancy" ("base" varchar(3) not null, "quote" varchar(3) not null, "source" varchar(40) not null, "other_source" varchar(40) not null, "rate" numeric(28,10) not null, "other_rate" numeric(28,10) not null, "count" int not null, "first_at" timestamptz(3) not null, "at" timestamptz(3) not null, primary key ("base", "quote", "source", "other_source"));`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "rate_discrepancy" cascade;`);
  }
}
