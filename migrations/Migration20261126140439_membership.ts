import { Migration } from '@mikro-orm/migrations';

/** Accounts may move between portfolios; one that never did has no row. Earlier versions know the portfolio it is in now. */
export class Migration20261126140439_membership extends Migration {

  override name = 'Migration20261126140439_membership';

  override up(): void | Promise<void> {
    this.addSql(`create table "membership" ("account_id" uuid not null, "ordinal" int not null, "user_id" uuid not null, "portfolio_id" uuid not null, "from_day" date not null, "left_portfolio_id" uuid not null, "ledger_version" bigint not null, "recorded_at" timestamptz(3) not null, primary key ("account_id", "ordinal"));`);
    this.addSql(`create index "membership_user_id_index" on "membership" ("user_id");`);
    this.addSql(`create index "membership_left_portfolio_id_index" on "membership" ("left_portfolio_id");`);

    this.addSql(`alter table "valuation_day" add "departed" numeric(28,8) not null default '0';`);

    this.addSql(`alter table "membership" add constraint "membership_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete restrict;`);
    this.addSql(`alter table "membership" add constraint "membership_user_id_foreign" foreign key ("user_id") references "user" ("id") on delete restrict;`);
    this.addSql(`alter table "membership" add constraint "membership_portfolio_id_foreign" foreign key ("portfolio_id") references "portfolio" ("id") on delete restrict;`);
    this.addSql(`alter table "membership" add constraint "membership_left_portfolio_id_foreign" foreign key ("left_portfolio_id") references "portfolio" ("id") on delete restrict;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "membership" cascade;`);
    this.addSql(`alter table "valuation_day" drop column "departed";`);
  }
}
