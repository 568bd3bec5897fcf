/** Splits and dividends that sources propose, and what was decided about them. */
import type { CorporateAction, CorporateActionKind, CorporateActionTerms, ProposalStatus } from '../../domain/corporate-action.js';
import type { Currency } from '../../domain/currency.js';
import type { Day } from '../../domain/day.js';
import { Decimal } from '../../domain/decimal.js';
import type { InstrumentId, SourceId } from '../../domain/ids.js';
import type { EntityManager } from '../database.js';
import { newId } from '../new-id.js';

interface ActionRow {
  id: string;
  instrument_id: InstrumentId;
  kind: CorporateActionKind;
  ex_date: Day;
  ratio_new: number | null;
  ratio_old: number | null;
  amount: string | null;
  currency: Currency | null;
  sources: string;
  status: ProposalStatus;
  proposed_ms: string;
  decided_ms: string | null;
  reason: string | null;
}

const SELECTED =
  'id, instrument_id, kind, ex_date::text, ratio_new, ratio_old, trim_scale(amount)::text as amount, currency, sources::text, status, ' +
  '(extract(epoch from proposed_at) * 1000)::bigint::text as proposed_ms, (extract(epoch from decided_at) * 1000)::bigint::text as decided_ms, reason';

/** Notes what a source proposes; another source that says the same is added to it. Returns how many are new. */
export async function proposeActions(
  em: EntityManager,
  { source, actions, at }: { source: SourceId; actions: readonly CorporateActionTerms[]; at: Date },
): Promise<number> {
  if (actions.length === 0) return 0;
  const rows = actions.map((action) => ({
    id: newId(at),
    instrument_id: action.instrumentId,
    kind: action.kind,
    ex_date: action.exDate,
    terms: termsOf(action),
    ratio_new: action.ratioNew,
    ratio_old: action.ratioOld,
    amount: action.amount?.toFixed() ?? null,
    currency: action.currency,
  }));
  const written: { is_new: boolean }[] = await em.execute(
    `insert into corporate_action as known
       (id, instrument_id, kind, ex_date, terms, ratio_new, ratio_old, amount, currency, sources, status, proposed_at)
     select distinct on (instrument_id, kind, ex_date, terms)
       id, instrument_id, kind, ex_date, terms, ratio_new, ratio_old, amount, currency, jsonb_build_array(?::text), 'PROPOSED', ?::timestamptz
     from jsonb_to_recordset(?::jsonb) as row(id uuid, instrument_id uuid, kind text, ex_date date, terms text, ratio_new int, ratio_old int,
       amount numeric, currency text)
     on conflict (instrument_id, kind, ex_date, terms) do update set sources = known.sources || excluded.sources
       where not known.sources @> excluded.sources
     returning xmax = 0 as is_new`,
    [source, at.toISOString(), JSON.stringify(rows)],
  );
  return written.filter(({ is_new }) => is_new).length;
}

function termsOf({ ratioNew, ratioOld, amount, currency }: CorporateActionTerms): string {
  return ratioNew === null ? `${amount?.toFixed()} ${currency}` : `${ratioNew}:${ratioOld}`;
}

/** The latest ex-day first. */
export async function readActions(
  em: EntityManager,
  { status, instrumentId, limit }: { status: ProposalStatus | null; instrumentId: InstrumentId | null; limit: number },
): Promise<CorporateAction[]> {
  const rows: ActionRow[] = await em.execute(
    `select ${SELECTED} from corporate_action where status = coalesce(?::text, status) and instrument_id = coalesce(?::uuid, instrument_id)
     order by ex_date desc, id limit ${Math.trunc(limit)}`,
    [status, instrumentId],
  );
  return rows.map(decode);
}

/** Held for the unit of work, so that it is decided once; null: there is no such proposal. */
export async function lockAction(em: EntityManager, id: string): Promise<CorporateAction | null> {
  const [row]: ActionRow[] = await em.execute(`select ${SELECTED} from corporate_action where id = ?::uuid for update`, [id]);
  return row ? decode(row) : null;
}

export async function decideAction(
  em: EntityManager,
  { id, status, by, at, reason }: { id: string; status: ProposalStatus; by: string; at: Date; reason: string | null },
): Promise<void> {
  await em.execute(
    'update corporate_action set status = ?, decided_by = ?::uuid, decided_at = ?::timestamptz, reason = ? where id = ?::uuid',
    [status, by, at.toISOString(), reason, id],
  );
}

/** Splits nobody has decided about yet, with an ex-day from `from` on. */
export async function openSplits(
  em: EntityManager,
  from: Day,
): Promise<{ instrumentId: InstrumentId; exDate: Day; ratioNew: number; ratioOld: number }[]> {
  const rows: { instrument_id: InstrumentId; ex_date: Day; ratio_new: number; ratio_old: number }[] = await em.execute(
    `select instrument_id, ex_date::text, ratio_new, ratio_old from corporate_action
     where status = 'PROPOSED' and kind = 'SPLIT' and ex_date >= ?::date`,
    [from],
  );
  return rows.map((row) => ({
    instrumentId: row.instrument_id,
    exDate: row.ex_date,
    ratioNew: row.ratio_new,
    ratioOld: row.ratio_old,
  }));
}

function decode(row: ActionRow): CorporateAction {
  return {
    id: row.id,
    instrumentId: row.instrument_id,
    kind: row.kind,
    exDate: row.ex_date,
    ratioNew: row.ratio_new,
    ratioOld: row.ratio_old,
    amount: row.amount === null ? null : new Decimal(row.amount),
    currency: row.currency,
    sources: JSON.parse(row.sources) as SourceId[],
    status: row.status,
    proposedAt: new Date(Number(row.proposed_ms)),
    decidedAt: row.decided_ms === null ? null : new Date(Number(row.decided_ms)),
    reason: row.reason,
  };
}
