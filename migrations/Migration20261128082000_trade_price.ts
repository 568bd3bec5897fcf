import { Migration } from '@mikro-orm/migrations';

/**
 * A position's last trade price was kept for today's units, rounded at every split, and is kept for the units of its day. Checkpoints
 * and past days are derived, and made anew.
 */
export class Migration20261128082000_trade_price extends Migration {
  override name = 'Migration20261128082000_trade_price';

  override up(): void | Promise<void> {
    this.addSql(`delete from "ledger_checkpoint";`);
    this.addSql(`update "history_state" set "version" = "version" + 1;`);
    this.addSql(`delete from "valuation_day";`);
  }

  override down(): void | Promise<void> {
    this.addSql(`delete from "ledger_checkpoint";`);
    this.addSql(`update "history_state" set "version" = "version" + 1;`);
    this.addSql(`delete from "valuation_day";`);
  }
}
