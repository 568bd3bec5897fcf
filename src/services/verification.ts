/**
 * Works out again, from the ground state, everything that is stored although it could be derived, and says where the two
 * differ. It reads only, and each part on its own connection, so it may run beside a serving instance.
 */
import type { Account } from '../domain/account.js';
import { addDays } from '../domain/day.js';
import { formatDecimal } from '../domain/decimal.js';
import { checkEntry } from '../domain/entry.js';
import { TidemarkError } from '../domain/errors.js';
import { fold } from '../domain/fold.js';
import { type SeriesDay, seriesDayOf } from '../domain/history.js';
import type { AccountId, InstrumentId, UserId } from '../domain/ids.js';
import type { LedgerState } from '../domain/ledger.js';
import { unscaled } from '../domain/scaled.js';
import { keptContent, readContent, type Transaction, type TransactionRevision } from '../domain/transaction.js';
import type { Database, EntityManager } from '../storage/database.js';
import { loadCheckpoint } from '../storage/query/checkpoint.js';
import { keptDays } from '../storage/query/history.js';
import type { Ledger } from '../storage/query/ledger.js';
import {
  allUsers,
  checkpointDays,
  compareQuotes,
  compareRates,
  type KeptCurrent,
  type KeptRow,
  type KeptScope,
  keptScopes,
  type LedgerHistory,
  ledgerHistory,
  QUOTE_COLUMNS,
  quotedInstruments,
  RATE_COLUMNS,
  revisionCounter,
} from '../storage/query/verification.js';
import { walkDays } from './day-walk.js';
import { loadScope } from './scope.js';

/** Differences listed one by one; beyond it they are only counted. */
export const LISTED_MAX = 1_000;
const INSTRUMENTS_AT_ONCE = 20;

export interface Difference {
  /** What was compared, such as `revision` or `current_quote`. */
  readonly check: string;
  /** The id of what differs. */
  readonly subject: string;
  readonly field: string | null;
  /** What is stored ... */
  readonly kept: string | null;
  /** ... and what it should be. */
  readonly expected: string | null;
  readonly message: string;
}

export interface VerificationReport {
  readonly checked: Readonly<Record<'users' | 'entries' | 'revisions' | 'checkpoints' | 'days' | 'quotes' | 'rates', number>>;
  readonly differenceCount: number;
  /** The first of them. */
  readonly differences: readonly Difference[];
}

export interface VerificationProgress {
  readonly part: 'ledgers' | 'past days' | 'prices';
  readonly done: number;
  readonly total: number;
}

export class VerificationService {
  constructor(private readonly database: Database) {}

  async verify(onProgress: (progress: VerificationProgress) => void = () => undefined): Promise<VerificationReport> {
    const found = new Findings();
    const users = await this.database.read(allUsers);
    for (const [index, userId] of users.entries()) {
      await this.database.read((em) => checkUser(em, userId, found));
      onProgress({ part: 'ledgers', done: index + 1, total: users.length });
    }
    found.checked.users = users.length;
    const scopes = await this.database.read(keptScopes);
    for (const [index, scope] of scopes.entries()) {
      await this.checkDays(scope, found);
      onProgress({ part: 'past days', done: index + 1, total: scopes.length });
    }
    const instruments = await this.database.read(quotedInstruments);
    for (let start = 0; start < instruments.length; start += INSTRUMENTS_AT_ONCE) {
      const page = instruments.slice(start, start + INSTRUMENTS_AT_ONCE);
      await this.database.read((em) => checkQuotes(em, page, found));
      onProgress({ part: 'prices', done: Math.min(start + INSTRUMENTS_AT_ONCE, instruments.length), total: instruments.length });
    }
    await this.database.read((em) => checkRates(em, found));
    return { checked: found.checked, differenceCount: found.count, differences: found.listed };
  }

  /** Values every day that is kept again, from the whole ledger. */
  private async checkDays({ userId, portfolioId, accountId, firstDay, lastDay, days }: KeptScope, found: Findings): Promise<void> {
    const subject = accountId ?? portfolioId;
    found.checked.days += days;
    const kept = await this.database.read((em) => keptDays(em, subject, { from: firstDay, to: lastDay }));
    const byDay = new Map(kept.map((day) => [day.day, day]));
    const scope = await this.database.read((em) => loadScope(em, { userId }, accountId ? { accountId } : { portfolioId }));
    if (scope.portfolio.id !== portfolioId) {
      const message = 'The days of this account are kept for a portfolio it does not belong to.';
      found.add({ check: 'valuation_day', subject, field: 'portfolioId', kept: portfolioId, expected: scope.portfolio.id, message });
      return;
    }
    for await (const { day, valuation, attribution } of walkDays(this.database, scope, { from: addDays(firstDay, -1), until: lastDay })) {
      if (!attribution) continue;
      const expected = textsOf(seriesDayOf(day, valuation, attribution));
      const row = byDay.get(day);
      const place = { check: 'valuation_day', subject: `${subject} ${day}`, message: 'The day is not kept as it would be worked out now.' };
      if (!row) {
        found.add({ ...place, message: 'The days kept have a hole here.' });
        continue;
      }
      const texts = textsOf(row);
      for (const field of Object.keys(expected)) found.compare({ ...place, field }, texts[field] ?? null, expected[field] ?? null);
    }
  }
}

function textsOf(day: SeriesDay): Record<string, string> {
  return Object.fromEntries(
    Object.entries(day).map(([name, value]) => [name, typeof value === 'bigint' ? formatDecimal(unscaled(value)) : String(value)]),
  );
}

/** What has been found so far; bounded, however broken a database is. */
class Findings {
  readonly checked = { users: 0, entries: 0, revisions: 0, checkpoints: 0, days: 0, quotes: 0, rates: 0 };
  readonly listed: Difference[] = [];
  count = 0;

  add(difference: Pick<Difference, 'check' | 'subject' | 'message'> & Partial<Difference>): void {
    this.count += 1;
    if (this.listed.length < LISTED_MAX) this.listed.push({ field: null, kept: null, expected: null, ...difference });
  }

  compare(place: Pick<Difference, 'check' | 'subject' | 'field' | 'message'>, kept: string | null, expected: string | null): void {
    if (kept !== expected) this.add({ ...place, kept, expected });
  }
}

async function checkUser(em: EntityManager, userId: UserId, found: Findings): Promise<void> {
  const history = await ledgerHistory(em, userId);
  const { entries, revisions, ledger } = history;
  found.checked.entries += entries.length;
  found.checked.revisions += revisions.length;
  const byEntry = new Map(entries.map(({ id }) => [id, [] as TransactionRevision[]]));
  for (const revision of revisions) byEntry.get(revision.transactionId)?.push(revision);
  for (const entry of entries) {
    checkOwners(entry, userId, ledger, found);
    checkRevisions(entry, byEntry.get(entry.id) ?? [], found);
    checkRules(entry, ledger, found);
  }
  for (const account of ledger.accounts) {
    checkVersion(account, history, found);
    checkMemberships(account, ledger, found);
  }
  const counted = entries.filter(({ voidedAt }) => !voidedAt);
  try {
    fold(counted, ledger);
  } catch (error) {
    found.add({
      check: 'fold',
      subject: brokenBy(error) ?? userId,
      message: `The ledger of user ${userId} cannot be folded: ${textOf(error)}`,
    });
    return;
  }
  for (const day of await checkpointDays(em, userId)) {
    found.checked.checkpoints += 1;
    const kept = await loadCheckpoint(em, userId, day);
    const place = { check: 'ledger_checkpoint', subject: `${userId} ${day}` };
    const differing = differingState(kept?.state ?? new Map(), fold(counted, ledger, { until: day }));
    for (const each of differing) found.add({ ...place, ...each, message: 'The checkpoint is not what the ledger comes to on its day.' });
  }
}

function brokenBy(error: unknown): string | null {
  return (error as { entryId?: string }).entryId ?? null;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function checkOwners(entry: Transaction, userId: UserId, ledger: Ledger, found: Findings): void {
  for (const [field, id] of [
    ['accountId', entry.accountId],
    ['counterAccountId', entry.counterAccountId],
  ] as const) {
    if (id && !ledger.account(id)) {
      found.add({ check: 'owner', subject: entry.id, field, kept: id, message: `The account is not one of user ${userId}.` });
    }
  }
}

/** Versions 1 to n without a hole; the last one says what the entry says now. */
function checkRevisions(entry: Transaction, revisions: readonly TransactionRevision[], found: Findings): void {
  const place = { check: 'revision', subject: entry.id };
  const versions = revisions.map(({ version }) => version).sort((a, b) => a - b);
  const wanted = Array.from({ length: entry.version }, (_, index) => index + 1);
  found.compare(
    { ...place, field: 'version', message: 'The revisions kept are not those of every version.' },
    versions.join(','),
    wanted.join(','),
  );
  const last = revisions.find(({ version }) => version === entry.version);
  if (!last) return;
  const now = keptContent(entry);
  const then = keptContent({ ...readContent(last.content), accountId: entry.accountId });
  for (const field of Object.keys(now) as (keyof typeof now)[]) {
    const message = `The entry and its revision ${entry.version} say different things.`;
    found.compare({ ...place, field, message }, jsonOf(now[field]), jsonOf(then[field]));
  }
  const voided = { ...place, field: 'voidedAt', message: 'The entry and its last revision disagree on whether it is voided.' };
  found.compare(voided, String(entry.voidedAt !== null), String(last.isVoided));
  const at = { ...place, field: 'recordedAt', message: 'The entry and its last revision have different times.' };
  found.compare(at, (entry.amendedAt ?? entry.recordedAt).toISOString(), last.recordedAt.toISOString());
}

function jsonOf(value: unknown): string | null {
  return value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);
}

function checkRules(entry: Transaction, ledger: Ledger, found: Findings): void {
  if (entry.voidedAt) return;
  try {
    checkEntry(entry, entry.instrumentId && ledger.instrument(entry.instrumentId));
  } catch (error) {
    const field = error instanceof TidemarkError ? (error.field ?? null) : null;
    found.add({ check: 'entry', subject: entry.id, field, message: textOf(error) });
  }
}

/**
 * A unit of work raises the version of each account it reaches once: so by no more than the revisions that reach it, and at
 * least once for each amendment, which is always on its own. Changed rules of an account, and splits, may raise it as well.
 */
function checkVersion({ id, ledgerVersion }: Account, { entries, revisions, ruleChanges }: LedgerHistory, found: Findings): void {
  const accountOf = new Map(entries.map((entry) => [entry.id, entry.accountId]));
  const reaches = ({ transactionId, content }: TransactionRevision): boolean =>
    accountOf.get(transactionId) === id || readContent(content).counterAccountId === id;
  const reached = revisions.filter(reaches);
  // An amendment that takes a transfer's counter account away reaches it too, though only the version before names it.
  const left = revisions.filter((each) => each.version > 1 && !reaches(each) && reached.some((before) => isBefore(before, each)));
  const own = reached.filter(({ version, transactionId }) => version > 1 && accountOf.get(transactionId) === id);
  const atLeast = Math.max(own.length, reached.length > 0 ? 1 : 0);
  const atMost = reached.length + left.length + ruleChanges;
  if (ledgerVersion >= atLeast && ledgerVersion <= atMost) return;
  found.add({
    check: 'ledger_version',
    subject: id,
    field: 'ledgerVersion',
    kept: String(ledgerVersion),
    expected: `${atLeast} to ${atMost}`,
    message: 'The version of the account does not fit what was recorded in it.',
  });
}

/** Moves 1 to n without a hole, each out of where the one before led; the account is where the last one led. */
function checkMemberships({ id, portfolioId }: Account, { memberships }: Ledger, found: Findings): void {
  const moves = memberships.filter(({ accountId }) => accountId === id);
  for (const [index, move] of moves.entries()) {
    const place = { check: 'membership', subject: `${id} ${move.ordinal}` };
    const message = 'The moves of this account do not follow each other.';
    found.compare({ ...place, field: 'ordinal', message }, String(move.ordinal), String(index + 1));
    const [previous] = moves.slice(index - 1, index);
    if (previous && index > 0) found.compare({ ...place, field: 'leftPortfolioId', message }, move.leftPortfolioId, previous.portfolioId);
  }
  const last = moves.at(-1);
  const message = 'The account is not in the portfolio it was moved to.';
  if (last) found.compare({ check: 'membership', subject: id, field: 'portfolioId', message }, portfolioId, last.portfolioId);
}

function isBefore(one: TransactionRevision, next: TransactionRevision): boolean {
  return one.transactionId === next.transactionId && one.version === next.version - 1;
}

function differingState(kept: LedgerState, expected: LedgerState): Pick<Difference, 'field' | 'kept' | 'expected'>[] {
  const [left, right] = [figuresOf(kept), figuresOf(expected)];
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((field) => left.get(field) !== right.get(field))
    .map((field) => ({ field, kept: left.get(field) ?? null, expected: right.get(field) ?? null }));
}

/** Every position and balance as text. */
function figuresOf(states: LedgerState): Map<string, string> {
  const figures = new Map<string, string>();
  const named = (account: AccountId, what: string) => `${account}:${what}`;
  for (const { accountId, positions, cash } of states.values()) {
    for (const [instrumentId, position] of positions) {
      const { quantity, lots, lastTradePrice, lastTradeDay, recentTrades, recentSplits } = position;
      const open = lots.map(({ id, tradeDate, quantity: units, cost, charges, bookedRate }) => {
        return [id, tradeDate, units, cost, charges, bookedRate?.currency ?? null, bookedRate?.rate ?? null];
      });
      const traded = recentTrades.map((trades) => [trades.day, trades.quantity, trades.amount]);
      const split = recentSplits.map(({ day, ratioNew, ratioOld }) => [day, ratioNew, ratioOld]);
      const whole = [quantity, open, lastTradePrice, lastTradeDay, traded, split];
      figures.set(named(accountId, instrumentId), JSON.stringify(whole));
    }
    for (const [currency, amount] of cash) figures.set(named(accountId, currency), formatDecimal(amount));
  }
  return figures;
}

async function checkQuotes(em: EntityManager, page: readonly InstrumentId[], found: Findings): Promise<void> {
  for (const kept of await compareQuotes(em, page)) {
    found.checked.quotes += 1;
    const previous = previousOf(kept, ['previous_close', 'previous_close_date'], 'price');
    checkCurrent('current_quote', kept, { columns: QUOTE_COLUMNS, figure: 'price', previous }, found);
  }
}

async function checkRates(em: EntityManager, found: Findings): Promise<void> {
  for (const kept of await compareRates(em)) {
    found.checked.rates += 1;
    const previous = { previous_rate: kept.earlier?.rate ?? null, previous_rate_date: kept.earlier?.value_date ?? null };
    checkCurrent('current_rate', kept, { columns: RATE_COLUMNS, figure: 'rate', previous }, found);
  }
  const { counter, highest } = await revisionCounter(em);
  if (counter < highest) {
    const message = 'The counter of revisions is behind the revisions given: new prices would look old.';
    found.add({ check: 'revision_counter', subject: 'revision', kept: String(counter), expected: `${highest} or more`, message });
  }
}

/** A previous close the source stated stands until a late price of an earlier day corrects it; without its day it stands for good. */
function previousOf({ logged, earlier, isCorrected }: KeptCurrent, [price, day]: [string, string], figure: string): KeptRow {
  const isStated = logged?.[price] !== null && logged?.[price] !== undefined;
  if (isStated && (!isCorrected || logged[day] === null)) return { [price]: logged[price] ?? null, [day]: logged[day] ?? null };
  return { [price]: earlier?.[figure] ?? null, [day]: earlier?.value_date ?? null };
}

function checkCurrent(
  check: string,
  { subject, current, logged, better }: KeptCurrent,
  { columns, figure, previous }: { columns: readonly string[]; figure: string; previous: KeptRow },
  found: Findings,
): void {
  const describe = (row: KeptRow | null) => row && `${row[figure]} of ${row.observed_at} by ${row.source}, revision ${row.revision}`;
  if (better) {
    const message = current ? 'A better one was accepted.' : 'There is no current one, though one was accepted.';
    found.add({ check, subject, kept: describe(current), expected: describe(better), message });
  }
  if (!current) return;
  if (!logged) {
    found.add({ check, subject, kept: describe(current), message: 'No such observation was ever accepted.' });
    return;
  }
  for (const field of columns) {
    found.compare({ check, subject, field, message: 'It is not what was accepted.' }, current[field] ?? null, logged[field] ?? null);
  }
  for (const field of Object.keys(previous)) {
    const message = 'It is not what the log says of the earlier day.';
    found.compare({ check, subject, field, message }, current[field] ?? null, previous[field] ?? null);
  }
}
