import { Migration } from '@mikro-orm/migrations';

export class Migration20261126122949_portfolio_total extends Migration {

  override name = 'Migration20261126122949_portfolio_total';

  override up(): void | Promise<void> {
    this.addSql(`create table "portfolio_total" ("portfolio_id" uuid not null, "total" numeric(28,8) not null, "ledger_version" bigint not null, "as_of" timestamptz(3) not null, primary key ("portfolio_id"));`);

    this.addSql(`alter table "portfolio_total" add constraint "portfolio_total_portfolio_id_foreign" foreign key ("portfolio_id") references "portfolio" ("id") on update cascade on delete cascade;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "portfolio_total" cascade;`);
  }

}
