import { Migration } from '@mikro-orm/migrations';

export class Migration20261126105443_account_rules extends Migration {

  override name = 'Migration20261126105443_account_rules';

  override up(): void | Promise<void> {
    this.addSql(`create table "target" ("portfolio_id" uuid not null, "divided_by" text not null, "key" varchar(40) not null, "weight" numeric(28,10) not null, primary key ("portfolio_id", "divided_by", "key"));`);

    this.addSql(`alter table "instrument" add "withdrawn_splits" jsonb not null default '[]';`);

    this.addSql(`alter table "account" add "allows_short" boolean not null default false, add "fraction_rule" text not null default 'KEEP';`);
    this.addSql(`alter table "account" add constraint "account_fraction_rule_check" check ("fraction_rule" in ('KEEP', 'CASH'));`);

    this.addSql(`alter table "transaction" drop constraint "transaction_kind_check";`);
    this.addSql(`alter table "transaction" add constraint "transaction_kind_check" check ("kind" in ('BUY', 'SELL', 'DEPOSIT', 'WITHDRAWAL', 'DIVIDEND', 'DIVIDEND_PAID', 'REINVESTMENT', 'INTEREST', 'FEE', 'TAX', 'FEE_REFUND', 'TAX_REFUND', 'SPLIT', 'TRANSFER', 'DELIVERY_IN', 'DELIVERY_OUT'));`);

    this.addSql(`alter table "target" add constraint "target_portfolio_id_foreign" foreign key ("portfolio_id") references "portfolio" ("id") on delete cascade;`);
    this.addSql(`alter table "target" add constraint "target_weight_check" check (weight >= 0 and weight <= 1);`);
    this.addSql(`alter table "target" add constraint "target_divided_by_check" check ("divided_by" in ('INSTRUMENT', 'KIND', 'CURRENCY', 'ACCOUNT'));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "target" cascade;`);

    this.addSql(`alter table "account" drop constraint "account_fraction_rule_check";`);
    this.addSql(`alter table "account" drop column "allows_short", drop column "fraction_rule";`);

    this.addSql(`alter table "instrument" drop column "withdrawn_splits";`);

    this.addSql(`alter table "transaction" drop constraint "transaction_kind_check";`);
    this.addSql(`alter table "transaction" add constraint "transaction_kind_check" check ("kind" in ('BUY', 'SELL', 'DEPOSIT', 'WITHDRAWAL', 'DIVIDEND', 'INTEREST', 'FEE', 'TAX', 'SPLIT', 'TRANSFER', 'DELIVERY_IN', 'DELIVERY_OUT'));`);

  }

}
