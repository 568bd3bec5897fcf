/** Alerts, where more than one find() is needed. */
import type { AlertChannel } from '../../domain/alert.js';
import type { Peak, WatchedRule } from '../../domain/alert-book.js';
import type { Currency } from '../../domain/currency.js';
import type { Day } from '../../domain/day.js';
import { endingIn, type High, NO_HIGHS } from '../../domain/high.js';
import type { AccountId, AlertId, AlertRuleId, AlertWebhookId, InstrumentId, PortfolioId, UserId } from '../../domain/ids.js';
import type { EntityManager } from '../database.js';

/** When the current price of the instrument held; null when it has none. */
export async function currentMs(em: EntityManager, instrumentId: InstrumentId): Promise<number | null> {
  const rows = await em.execute<{ ms: string }[]>(
    `select (extract(epoch from observed_at) * 1000)::bigint::text as ms from current_quote where instrument_id = ?::uuid`,
    [instrumentId],
  );
  return rows[0] ? Number(rows[0].ms) : null;
}

export async function unreadAlerts(em: EntityManager, userId: UserId): Promise<number> {
  const rows = await em.execute<{ count: string }[]>('select count(*)::text as count from alert where user_id = ? and read_at is null', [
    userId,
  ]);
  return Number(rows[0]?.count);
}

/** The newest alerts of each of these users, so many at most, from this id on. */
export async function alertsSince(
  em: EntityManager,
  { userIds, since, limit }: { userIds: readonly UserId[]; since: AlertId; limit: number },
): Promise<AlertId[]> {
  const rows = await em.execute<{ id: AlertId }[]>(
    `select newest.id from jsonb_array_elements_text(?::jsonb) as reader(id)
       cross join lateral (select id from alert where user_id = reader.id::uuid and id >= ?::uuid order by id desc limit ?) newest`,
    [JSON.stringify(userIds), since, limit],
  );
  return rows.map(({ id }) => id);
}

/** @param ids null for all */
export async function markAlertsRead(
  em: EntityManager,
  { userId, ids, at }: { userId: UserId; ids: readonly string[] | null; at: Date },
): Promise<void> {
  await em.execute(
    `update alert set read_at = ? where user_id = ? and read_at is null
       and (?::jsonb is null or id in (select jsonb_array_elements_text(?::jsonb)::uuid))`,
    [at, userId, ids && JSON.stringify(ids), ids && JSON.stringify(ids)],
  );
}

const RULE = `r.id, coalesce(r.instrument_id, r.account_id, r.portfolio_id) as "subjectId", coalesce(r.portfolio_id, a.portfolio_id) as "portfolioId",
  r.account_id as "accountId", r.user_id as "userId", r.measure, r.condition, trim_scale(r.threshold)::text as threshold,
  trim_scale(r.hysteresis)::text as hysteresis, r.is_repeating as "isRepeating", r.version,
  (extract(epoch from r.expires_at) * 1000)::float8 as "expiresMs", (extract(epoch from r.updated_at) * 1000)::float8 as "armedMs", r.status, r.side, trim_scale(r.reference)::text as reference,
  (extract(epoch from greatest(r.updated_at, r.last_fired_at)) * 1000)::float8 as "referenceMs",
  r.unit_day::text as "unitDay", trim_scale(r.peak)::text as peak, r.highs, r.peak_ordinal::float8 as "peakOrdinal", r.currency, r.arming, r.observed_ms::text as "observedMs", r.fired_count as "firedCount"`;

/** A rule, and for one of a portfolio or an account where it belongs. */
export interface RuleRow {
  readonly rule: WatchedRule;
  readonly portfolioId: PortfolioId | null;
  readonly accountId: AccountId | null;
  readonly userId: UserId;
}

/** Rules that may still fire, in the order of their ids. */
export async function liveRules(em: EntityManager, { after, limit }: { after: string | null; limit: number }): Promise<RuleRow[]> {
  const rows = await em.execute<RawRule[]>(
    `select ${RULE} from alert_rule r left join account a on a.id = r.account_id
     where r.status not in ('DONE', 'PAUSED') and (r.expires_at is null or r.expires_at > clock_timestamp()) and (?::uuid is null or r.id > ?::uuid)
     order by r.id limit ?`,
    [after, after, limit],
  );
  return rows.map(decodeRule);
}

/** These rules, as far as they are there. */
export async function rulesById(em: EntityManager, ids: readonly AlertRuleId[]): Promise<RuleRow[]> {
  const rows = await em.execute<RawRule[]>(
    `select ${RULE} from alert_rule r left join account a on a.id = r.account_id
     where r.id in (select jsonb_array_elements_text(?::jsonb)::uuid)`,
    [JSON.stringify(ids)],
  );
  return rows.map(decodeRule);
}

/** The ids of rules that were made or amended since. */
export async function rulesChangedSince(em: EntityManager, since: Date, limit: number): Promise<AlertRuleId[]> {
  const rows = await em.execute<{ id: AlertRuleId }[]>('select id from alert_rule where updated_at >= ? order by updated_at limit ?', [
    since,
    limit,
  ]);
  return rows.map(({ id }) => id);
}

type RawRule = Omit<WatchedRule, 'level' | 'expiresMs' | 'observedMs' | 'highs'> & {
  readonly highs: readonly High[] | string | null;
  readonly expiresMs: number | null;
  readonly observedMs: string;
  readonly portfolioId: PortfolioId | null;
  readonly accountId: AccountId | null;
  readonly userId: UserId;
};

function decodeRule({ portfolioId, accountId, userId, expiresMs, observedMs, hysteresis, highs, ...raw }: RawRule): RuleRow {
  const rule: WatchedRule = {
    ...raw,
    highs: raw.peak === null ? NO_HIGHS : endingIn(raw.peak, typeof highs === 'string' ? JSON.parse(highs) : highs),
    // One text for all that have none.
    hysteresis: hysteresis === '0' ? '0' : hysteresis,
    level: 0,
    expiresMs: expiresMs === null ? Number.POSITIVE_INFINITY : Number(expiresMs),
    observedMs: Number(observedMs),
  };
  return { rule, portfolioId, accountId, userId };
}

/** What a batch of figures has made of a rule: where it came from, so that nobody else's move is written over, and where it is. */
export interface RuleUpdate {
  readonly id: AlertRuleId;
  readonly version: number;
  readonly fromArming: number;
  readonly fromObservedMs: number;
  readonly status: string;
  readonly side: string | null;
  readonly reference: string | null;
  readonly unitDay: Day | null;
  readonly peak: string | null;
  readonly peakOrdinal: number | null;
  readonly arming: number;
  readonly observedMs: number;
  readonly firedCount: number;
  readonly firedAt: Date | null;
}

/** What of a moved rule goes into its firings. */
export interface MovedRule {
  readonly id: AlertRuleId;
  readonly userId: UserId;
  readonly name: string;
  readonly note: string | null;
  readonly channels: readonly AlertChannel[];
  readonly instrumentId: InstrumentId | null;
  readonly portfolioId: PortfolioId | null;
  readonly accountId: AccountId | null;
  /** Of the instrument, the portfolio or the account. */
  readonly subject: string;
  readonly currency: Currency;
}

/** Writes the moves of rules that stand where the moves began; gives those, and leaves the others as they are. */
export async function moveRules(em: EntityManager, updates: readonly RuleUpdate[]): Promise<MovedRule[]> {
  return em.execute<MovedRule[]>(
    `with incoming as (select * from jsonb_to_recordset(?::jsonb) as row(id uuid, version int, "fromArming" int, "fromObservedMs" bigint,
       status text, side text, reference numeric, "unitDay" date, peak numeric, "peakOrdinal" bigint, arming int, "observedMs" bigint, "firedCount" int, "firedAt" timestamptz(3))),
     moved as (
       update alert_rule r set status = i.status, side = i.side, reference = i.reference, unit_day = i."unitDay", peak = i.peak, peak_ordinal = i."peakOrdinal", arming = i.arming,
         observed_ms = i."observedMs", fired_count = i."firedCount", last_fired_at = coalesce(i."firedAt", r.last_fired_at)
       from incoming i
       where r.id = i.id and r.version = i.version and r.arming = i."fromArming" and r.observed_ms = i."fromObservedMs"
       returning r.*)
     select m.id, m.user_id as "userId", m.name, m.note, m.channels, m.instrument_id as "instrumentId", m.portfolio_id as "portfolioId",
       m.account_id as "accountId", coalesce(n.name, a.name, p.name) as subject, coalesce(n.currency, ap.base_currency, p.base_currency) as currency
     from moved m left join instrument n on n.id = m.instrument_id left join account a on a.id = m.account_id
       left join portfolio ap on ap.id = a.portfolio_id left join portfolio p on p.id = m.portfolio_id`,
    [JSON.stringify(updates)],
  );
}

/** The webhooks of these users that are posted to. */
export async function openWebhooks(em: EntityManager, userIds: readonly UserId[]): Promise<{ id: AlertWebhookId; userId: UserId }[]> {
  return em.execute(
    `select id, user_id as "userId" from alert_webhook
     where disabled_at is null and user_id in (select jsonb_array_elements_text(?::jsonb)::uuid) order by id`,
    [JSON.stringify(userIds)],
  );
}

/** Of rules that were not amended meanwhile. */
export async function writePeaks(em: EntityManager, peaks: readonly Peak[]): Promise<void> {
  await em.execute(
    `update alert_rule r set peak = i.peak, highs = i.highs, peak_ordinal = i."peakOrdinal", reference = i.reference, currency = i.currency
     from jsonb_to_recordset(?::jsonb) as i(id uuid, version int, peak numeric, highs jsonb, "peakOrdinal" bigint, reference numeric, currency text)
     where r.id = i.id and r.version = i.version`,
    [JSON.stringify(peaks)],
  );
}

const CURSOR = 'prices';

/** How far the prices have been looked at; null before anybody has. */
export async function readCursorRevision(em: EntityManager): Promise<number | null> {
  const [row] = await em.execute<{ revision: string }[]>('select revision::text from alert_cursor where name = ?', [CURSOR]);
  return row ? Number(row.revision) : null;
}

export async function noteCursorRevision(em: EntityManager, revision: number, at: Date): Promise<void> {
  await em.execute(
    `insert into alert_cursor (name, revision, noted_at) values (?, ?, ?)
     on conflict (name) do update set revision = greatest(alert_cursor.revision, excluded.revision), noted_at = excluded.noted_at`,
    [CURSOR, revision, at],
  );
}
