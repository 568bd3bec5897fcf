import { Migration } from '@mikro-orm/migrations';

/** Whose units were transferred after a split that not every account of theirs had, and the day of the first such transfer. */
const AFFECTED = `(
  select moved.user_id, min(moved.trade_date) as day
  from "transaction" moved join "instrument" on "instrument"."id" = moved.instrument_id
  where moved.kind = 'TRANSFER' and moved.voided_at is null and (
    jsonb_path_exists("instrument"."splits", '$[*].exceptAccountIds[*]')
    or exists (select 1 from "transaction" split where split.instrument_id = moved.instrument_id and split.user_id = moved.user_id
      and split.kind = 'SPLIT' and split.trade_date <= moved.trade_date and split.voided_at is null))
  group by moved.user_id) as affected`;

/**
 * Units that came to an account which had held and split such ones before were valued at a price that was not taken through their own
 * splits. Checkpoints and past days are derived, and made anew.
 */
export class Migration20261128151000_transferred_price extends Migration {
  override name = 'Migration20261128151000_transferred_price';

  override up(): void | Promise<void> {
    this.addSql(`delete from "ledger_checkpoint" using ${AFFECTED}
      where "ledger_checkpoint"."user_id" = affected.user_id and "ledger_checkpoint"."until_day" >= affected.day;`);
    this.addSql(`update "history_state" set "version" = "version" + 1 from "portfolio" join ${AFFECTED} on affected.user_id = "portfolio"."user_id"
      where "history_state"."portfolio_id" = "portfolio"."id";`);
    this.addSql(`delete from "valuation_day" using "portfolio" join ${AFFECTED} on affected.user_id = "portfolio"."user_id"
      where "valuation_day"."portfolio_id" = "portfolio"."id" and "valuation_day"."day" >= affected.day;`);
  }

  override down(): void | Promise<void> {
    // What was forgotten is made anew, the same way by the version before.
  }
}
