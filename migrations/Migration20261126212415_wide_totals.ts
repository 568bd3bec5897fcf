import { Migration } from '@mikro-orm/migrations';

/** Wider with the same scale: PostgreSQL rewrites no row, and the version before reads and writes what it did. */
export class Migration20261126212415_wide_totals extends Migration {

  override name = 'Migration20261126212415_wide_totals';

  override up(): void | Promise<void> {
    this.addSql(`alter table "portfolio_total" alter column "total" type numeric(72,8);`);
    this.addSql(`alter table "alert" alter column "threshold" type numeric(76,12), alter column "value" type numeric(76,12);`);
    this.addSql(`alter table "alert_rule" alter column "threshold" type numeric(76,12), alter column "hysteresis" type numeric(76,12), alter column "reference" type numeric(76,12), alter column "peak" type numeric(76,12);`);
    this.addSql(`alter table "valuation_day" alter column "total" type numeric(72,8), alter column "market_value" type numeric(72,8), alter column "cash" type numeric(72,8), alter column "inflow" type numeric(72,8), alter column "outflow" type numeric(72,8), alter column "price_gain" type numeric(72,8), alter column "currency_gain" type numeric(72,8), alter column "income" type numeric(72,8), alter column "net_income" type numeric(72,8), alter column "fees" type numeric(72,8), alter column "taxes" type numeric(72,8), alter column "departed" type numeric(72,8);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "portfolio_total" alter column "total" type numeric(28,8);`);
    this.addSql(`alter table "alert" alter column "threshold" type numeric(32,12), alter column "value" type numeric(32,12);`);
    this.addSql(`alter table "alert_rule" alter column "threshold" type numeric(32,12), alter column "hysteresis" type numeric(32,12), alter column "reference" type numeric(32,12), alter column "peak" type numeric(32,12);`);
    this.addSql(`alter table "valuation_day" alter column "total" type numeric(28,8), alter column "market_value" type numeric(28,8), alter column "cash" type numeric(28,8), alter column "inflow" type numeric(28,8), alter column "outflow" type numeric(28,8), alter column "price_gain" type numeric(28,8), alter column "currency_gain" type numeric(28,8), alter column "income" type numeric(28,8), alter column "net_income" type numeric(28,8), alter column "fees" type numeric(28,8), alter column "taxes" type numeric(28,8), alter column "departed" type numeric(28,8);`);
  }

}
