import { Migration } from '@mikro-orm/migrations';

export class Migration20261122061123_valuation_day extends Migration {

  override name = 'Migration20261122061123_valuation_day';

  override up(): void | Promise<void> {
    this.addSql(`create table "history_state" ("portfolio_id" uuid not null, "version" bigint not null, primary key ("portfolio_id"));`);

    this.addSql(`create table "valuation_day" ("scope_id" uuid not null, "day" date not null, "portfolio_id" uuid not null, "total" numeric(28,8) not null, "market_value" numeric(28,8) not null, "cash" numeric(28,8) not null, "inflow" numeric(28,8) not null, "outflow" numeric(28,8) not null, "price_gain" numeric(28,8) not null, "currency_gain" numeric(28,8) not null, "income" numeric(28,8) not null, "net_income" numeric(28,8) not null, "fees" numeric(28,8) not null, "taxes" numeric(28,8) not null, "is_partial" boolean not null, primary key ("scope_id", "day"));`);
    this.addSql(`create index "valuation_day_portfolio_index" on "valuation_day" ("portfolio_id", "day");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "history_state" cascade;`);
    this.addSql(`drop table if exists "valuation_day" cascade;`);
  }

}
