import { Migration } from '@mikro-orm/migrations';

export class Migration20261122051320_initial extends Migration {

  override name = 'Migration20261122051320_initial';

  override up(): void | Promise<void> {
    // One counter numbers quotes, rates and ledger entries; a higher number is newer.
    this.addSql(`create sequence "revision";`);
    this.addSql(`create table "audit_entry" ("id" uuid not null, "actor_id" uuid null, "action" varchar(60) not null, "subject" varchar(60) not null, "before" jsonb null, "after" jsonb null, "at" timestamptz(3) not null, primary key ("id"));`);
    this.addSql(`create index "audit_entry_actor_id_index" on "audit_entry" ("actor_id");`);
    this.addSql(`create index "audit_entry_subject_index" on "audit_entry" ("subject");`);
    this.addSql(`create index "audit_entry_at_index" on "audit_entry" ("at");`);

    this.addSql(`create table "current_quote" ("instrument_id" uuid not null, "revision" bigint not null, "source" varchar(40) not null, "priority" smallint not null, "observed_at" timestamptz(3) not null, "value_date" date not null, "received_at" timestamptz(3) not null, "kind" text not null, "price" numeric(28,8) not null, "currency" varchar(3) not null, "previous_close" numeric(28,8) null, "previous_close_date" date null, "raw_price" varchar(60) not null, "raw_currency" varchar(10) null, "adjustment" text not null, primary key ("instrument_id"));`);

    this.addSql(`create table "current_rate" ("base" varchar(3) not null, "quote" varchar(3) not null, "revision" bigint not null, "source" varchar(40) not null, "priority" smallint not null, "observed_at" timestamptz(3) not null, "value_date" date not null, "received_at" timestamptz(3) not null, "rate" numeric(28,10) not null, "previous_rate" numeric(28,10) null, "previous_rate_date" date null, primary key ("base", "quote"));`);

    this.addSql(`create table "fx_rate" ("revision" bigint not null, "base" varchar(3) not null, "quote" varchar(3) not null, "source" varchar(40) not null, "priority" smallint not null, "observed_at" timestamptz(3) not null, "value_date" date not null, "received_at" timestamptz(3) not null, "rate" numeric(28,10) not null, primary key ("revision"));`);
    this.addSql(`create index "fx_rate_pair_index" on "fx_rate" ("base", "quote", "value_date", "observed_at", "revision");`);

    this.addSql(`create table "instrument" ("id" uuid not null, "kind" text not null, "name" varchar(200) not null, "currency" varchar(3) not null, "isin" varchar(12) null, "mic" varchar(4) null, "ticker" varchar(20) null, "scheme_code" varchar(12) null, "multiplier" numeric(28,8) not null, "unit_divisor" int not null, "created_at" timestamptz(3) not null, primary key ("id"));`);
    this.addSql(`alter table "instrument" add constraint "instrument_scheme_code_unique" unique ("scheme_code");`);
    this.addSql(`alter table "instrument" add constraint "instrument_listing_unique" unique ("isin", "mic", "currency");`);
    this.addSql(`alter table "instrument" add constraint "instrument_ticker_unique" unique ("mic", "ticker");`);

    this.addSql(`create table "quote" ("revision" bigint not null, "instrument_id" uuid not null, "source" varchar(40) not null, "priority" smallint not null, "observed_at" timestamptz(3) not null, "value_date" date not null, "received_at" timestamptz(3) not null, "kind" text not null, "price" numeric(28,8) not null, "currency" varchar(3) not null, "previous_close" numeric(28,8) null, "previous_close_date" date null, "raw_price" varchar(60) not null, "raw_currency" varchar(10) null, "adjustment" text not null, primary key ("revision"));`);
    this.addSql(`create index "quote_instrument_index" on "quote" ("instrument_id", "value_date", "observed_at", "revision");`);

    this.addSql(`create table "source_symbol" ("source" varchar(40) not null, "symbol" varchar(60) not null, "instrument_id" uuid not null, primary key ("source", "symbol"));`);
    this.addSql(`create index "source_symbol_instrument_id_index" on "source_symbol" ("instrument_id");`);

    this.addSql(`create table "user" ("id" uuid not null, "email" varchar(254) not null, "name" varchar(120) not null, "role" text not null, "password_hash" varchar(255) not null, "base_currency" varchar(3) not null, "created_at" timestamptz(3) not null, primary key ("id"));`);
    this.addSql(`alter table "user" add constraint "user_email_unique" unique ("email");`);

    this.addSql(`create table "session" ("id" uuid not null, "user_id" uuid not null, "refresh_hash" varchar(64) not null, "created_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, "revoked_at" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`create index "session_user_id_index" on "session" ("user_id");`);
    this.addSql(`alter table "session" add constraint "session_refresh_hash_unique" unique ("refresh_hash");`);

    this.addSql(`create table "spent_refresh_token" ("hash" varchar(64) not null, "session_id" uuid not null, "spent_at" timestamptz(3) not null, primary key ("hash"));`);
    this.addSql(`create index "spent_refresh_token_session_id_index" on "spent_refresh_token" ("session_id");`);

    this.addSql(`create table "portfolio" ("id" uuid not null, "user_id" uuid not null, "name" varchar(120) not null, "base_currency" varchar(3) not null, "created_at" timestamptz(3) not null, primary key ("id"));`);
    this.addSql(`create index "portfolio_user_id_index" on "portfolio" ("user_id");`);

    this.addSql(`create table "idempotency_record" ("user_id" uuid not null, "key" varchar(100) not null, "content_hash" varchar(64) not null, "result_ids" jsonb not null, "created_at" timestamptz(3) not null, primary key ("user_id", "key"));`);
    this.addSql(`create index "idempotency_record_created_at_index" on "idempotency_record" ("created_at");`);

    this.addSql(`create table "account" ("id" uuid not null, "user_id" uuid not null, "portfolio_id" uuid not null, "name" varchar(120) not null, "currency" varchar(3) not null, "cost_method" text not null, "opened_at" timestamptz(3) not null, "ledger_version" bigint not null, primary key ("id"));`);
    this.addSql(`create index "account_user_id_index" on "account" ("user_id");`);
    this.addSql(`create index "account_portfolio_id_index" on "account" ("portfolio_id");`);

    this.addSql(`create table "transaction" ("id" uuid not null, "user_id" uuid not null, "account_id" uuid not null, "kind" text not null, "trade_date" date not null, "settlement_date" date null, "instrument_id" uuid null, "quantity" numeric(30,12) null, "price" numeric(28,8) null, "amount" numeric(28,8) null, "currency" varchar(3) not null, "fee" numeric(28,8) not null, "tax" numeric(28,8) not null, "exchange_rate" numeric(28,10) null, "ratio_new" int null, "ratio_old" int null, "counter_account_id" uuid null, "lot_ids" jsonb null, "note" varchar(500) null, "version" int not null, "ordinal" bigint not null, "recorded_at" timestamptz(3) not null, "amended_at" timestamptz(3) null, "voided_at" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`create index "transaction_instrument_id_index" on "transaction" ("instrument_id");`);
    this.addSql(`create index "transaction_user_index" on "transaction" ("user_id", "trade_date", "ordinal");`);
    this.addSql(`create index "transaction_account_index" on "transaction" ("account_id", "trade_date", "ordinal");`);

    this.addSql(`create table "transaction_revision" ("transaction_id" uuid not null, "version" int not null, "content" jsonb not null, "is_voided" boolean not null, "recorded_by" uuid not null, "recorded_at" timestamptz(3) not null, primary key ("transaction_id", "version"));`);

    this.addSql(`alter table "current_quote" add constraint "current_quote_kind_check" check ("kind" in ('LAST', 'MID', 'CLOSE', 'NAV'));`);
    this.addSql(`alter table "current_quote" add constraint "current_quote_adjustment_check" check ("adjustment" in ('NONE', 'SPLIT', 'SPLIT_AND_DIVIDEND'));`);

    this.addSql(`alter table "fx_rate" add constraint "fx_rate_rate_check" check (rate > 0);`);

    this.addSql(`alter table "instrument" add constraint "instrument_multiplier_check" check (multiplier > 0);`);
    this.addSql(`alter table "instrument" add constraint "instrument_unit_divisor_check" check (unit_divisor in (1, 100, 1000));`);
    this.addSql(`alter table "instrument" add constraint "instrument_kind_check" check ("kind" in ('EQUITY', 'ETF', 'BOND', 'FUND', 'CRYPTO', 'CASH'));`);

    this.addSql(`alter table "quote" add constraint "quote_price_check" check (price > 0);`);
    this.addSql(`alter table "quote" add constraint "quote_kind_check" check ("kind" in ('LAST', 'MID', 'CLOSE', 'NAV'));`);
    this.addSql(`alter table "quote" add constraint "quote_adjustment_check" check ("adjustment" in ('NONE', 'SPLIT', 'SPLIT_AND_DIVIDEND'));`);

    this.addSql(`alter table "source_symbol" add constraint "source_symbol_instrument_id_foreign" foreign key ("instrument_id") references "instrument" ("id") on delete cascade;`);

    this.addSql(`alter table "user" add constraint "user_role_check" check ("role" in ('USER', 'ADMIN', 'SOURCE'));`);

    this.addSql(`alter table "session" add constraint "session_user_id_foreign" foreign key ("user_id") references "user" ("id") on delete cascade;`);

    this.addSql(`alter table "spent_refresh_token" add constraint "spent_refresh_token_session_id_foreign" foreign key ("session_id") references "session" ("id") on delete cascade;`);

    this.addSql(`alter table "portfolio" add constraint "portfolio_user_id_foreign" foreign key ("user_id") references "user" ("id") on delete restrict;`);

    this.addSql(`alter table "idempotency_record" add constraint "idempotency_record_user_id_foreign" foreign key ("user_id") references "user" ("id") on delete cascade;`);

    this.addSql(`alter table "account" add constraint "account_user_id_foreign" foreign key ("user_id") references "user" ("id") on delete restrict;`);
    this.addSql(`alter table "account" add constraint "account_portfolio_id_foreign" foreign key ("portfolio_id") references "portfolio" ("id") on delete restrict;`);
    this.addSql(`alter table "account" add constraint "account_cost_method_check" check ("cost_method" in ('FIFO', 'LIFO', 'AVERAGE', 'SPECIFIC'));`);

    this.addSql(`alter table "transaction" add constraint "transaction_user_id_foreign" foreign key ("user_id") references "user" ("id") on delete restrict;`);
    this.addSql(`alter table "transaction" add constraint "transaction_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete restrict;`);
    this.addSql(`alter table "transaction" add constraint "transaction_instrument_id_foreign" foreign key ("instrument_id") references "instrument" ("id") on delete restrict;`);
    this.addSql(`alter table "transaction" add constraint "transaction_counter_account_id_foreign" foreign key ("counter_account_id") references "account" ("id") on delete restrict;`);
    this.addSql(`alter table "transaction" add constraint "transaction_quantity_check" check (quantity > 0);`);
    this.addSql(`alter table "transaction" add constraint "transaction_price_check" check (price >= 0);`);
    this.addSql(`alter table "transaction" add constraint "transaction_amount_check" check (amount > 0);`);
    this.addSql(`alter table "transaction" add constraint "transaction_fee_check" check (fee >= 0);`);
    this.addSql(`alter table "transaction" add constraint "transaction_tax_check" check (tax >= 0);`);
    this.addSql(`alter table "transaction" add constraint "transaction_kind_check" check ("kind" in ('BUY', 'SELL', 'DEPOSIT', 'WITHDRAWAL', 'DIVIDEND', 'INTEREST', 'FEE', 'TAX', 'SPLIT', 'TRANSFER', 'DELIVERY_IN', 'DELIVERY_OUT'));`);

    this.addSql(`alter table "transaction_revision" add constraint "transaction_revision_transaction_id_foreign" foreign key ("transaction_id") references "transaction" ("id") on delete restrict;`);
    this.addSql(`alter table "transaction_revision" add constraint "transaction_revision_recorded_by_foreign" foreign key ("recorded_by") references "user" ("id") on delete restrict;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "source_symbol" drop constraint "source_symbol_instrument_id_foreign";`);
    this.addSql(`alter table "transaction" drop constraint "transaction_instrument_id_foreign";`);
    this.addSql(`alter table "session" drop constraint "session_user_id_foreign";`);
    this.addSql(`alter table "portfolio" drop constraint "portfolio_user_id_foreign";`);
    this.addSql(`alter table "idempotency_record" drop constraint "idempotency_record_user_id_foreign";`);
    this.addSql(`alter table "account" drop constraint "account_user_id_foreign";`);
    this.addSql(`alter table "transaction" drop constraint "transaction_user_id_foreign";`);
    this.addSql(`alter table "transaction_revision" drop constraint "transaction_revision_recorded_by_foreign";`);
    this.addSql(`alter table "spent_refresh_token" drop constraint "spent_refresh_token_session_id_foreign";`);
    this.addSql(`alter table "account" drop constraint "account_portfolio_id_foreign";`);
    this.addSql(`alter table "transaction" drop constraint "transaction_account_id_foreign";`);
    this.addSql(`alter table "transaction" drop constraint "transaction_counter_account_id_foreign";`);
    this.addSql(`alter table "transaction_revision" drop constraint "transaction_revision_transaction_id_foreign";`);

    this.addSql(`drop table if exists "audit_entry" cascade;`);
    this.addSql(`drop table if exists "current_quote" cascade;`);
    this.addSql(`drop table if exists "current_rate" cascade;`);
    this.addSql(`drop table if exists "fx_rate" cascade;`);
    this.addSql(`drop table if exists "instrument" cascade;`);
    this.addSql(`drop table if exists "quote" cascade;`);
    this.addSql(`drop table if exists "source_symbol" cascade;`);
    this.addSql(`drop table if exists "user" cascade;`);
    this.addSql(`drop table if exists "session" cascade;`);
    this.addSql(`drop table if exists "spent_refresh_token" cascade;`);
    this.addSql(`drop table if exists "portfolio" cascade;`);
    this.addSql(`drop table if exists "idempotency_record" cascade;`);
    this.addSql(`drop table if exists "account" cascade;`);
    this.addSql(`drop table if exists "transaction" cascade;`);
    this.addSql(`drop table if exists "transaction_revision" cascade;`);
  }

}
