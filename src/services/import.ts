/**
 * Files of ledger entries: each row looked up, checked and recorded through the ledger's own rules, all or none. A row that
 * was imported before is left out, so that a file may be sent again, and a longer one after a shorter one.
 */
import { createHash } from 'node:crypto';
import { authorise, ownedBy } from '../domain/access.js';
import { Account } from '../domain/account.js';
import { AuditEntry } from '../domain/audit.js';
import { formatDecimal } from '../domain/decimal.js';
import { InvalidInput } from '../domain/errors.js';
import { type AccountId, type AuditEntryId, isUuid, type TransactionId, type UserId } from '../domain/ids.js';
import {
  IMPORT_BYTES_MAX,
  type ImportMapping,
  type ImportProblem,
  type ImportRow,
  importTemplate,
  PROBLEMS_MAX,
  readImport,
} from '../domain/import.js';
import { ImportedRow } from '../domain/imported-row.js';
import { beginningOf } from '../domain/text.js';
import type { Transaction, TransactionContent } from '../domain/transaction.js';
import type { Actor } from '../domain/user.js';
import type { Database, EntityManager } from '../storage/database.js';
import { newId } from '../storage/new-id.js';
import { importedByKey, importedByReference, instrumentsNamed } from '../storage/query/import.js';
import { lockLedger } from '../storage/query/ledger.js';
import { insertImportedRows } from '../storage/query/record.js';
import { ownEntries } from '../storage/query/transaction.js';
import { inTurns, Turns } from '../storage/turns.js';
import { findAccount, findInstrument, type NamedInstruments } from './look-up.js';
import type { NewEntry, TransactionService } from './transaction.js';

const ENTRIES_SHOWN_MAX = 100;

export interface ImportReport {
  readonly isDryRun: boolean;
  /** Rows of the file. */
  readonly rowCount: number;
  /** Entries recorded; in a dry run, those that would be. 0 with any problem. */
  readonly recordedCount: number;
  /** Rows left out because they were imported before. */
  readonly repeatedCount: number;
  readonly problemCount: number;
  readonly problems: readonly ImportProblem[];
  /** The first of those entries, in the order of the file. */
  readonly entries: readonly ImportEntry[];
  /** Columns of the file that are no field's: nothing of them is recorded. */
  readonly unusedColumns: readonly string[];
}

export interface ImportEntry {
  readonly line: number;
  readonly accountId: string;
  readonly content: TransactionContent;
}

export class ImportService {
  constructor(
    private readonly database: Database,
    private readonly transactions: TransactionService,
    private readonly now: () => Date,
  ) {}

  /** Text of a file with every column. */
  template(actor: Actor | null): string {
    authorise(actor, 'transaction:read');
    return importTemplate();
  }

  /**
   * Imports a file, or with `isDryRun` only says what would become of it. What is wrong with the file stands in the report,
   * and then nothing is recorded.
   * @throws NotFound when the account is not there or not the actor's
   * @throws InvalidInput when the file is too large
   */
  async import(
    actor: Actor | null,
    input: { accountId: string; csv: string; mapping: ImportMapping; isDryRun: boolean },
  ): Promise<ImportReport> {
    authorise(actor, 'transaction:record');
    if (Buffer.byteLength(input.csv) > IMPORT_BYTES_MAX) {
      throw new InvalidInput('csv', 'LENGTH', `csv must have ${IMPORT_BYTES_MAX} bytes at most: split the file, oldest entries first.`);
    }
    const read = await inTurns(readImport(input.csv, input.mapping));
    const { report, touched } = await this.database.write(async (em) => {
      await lockLedger(em, actor.userId);
      const accounts = await em.find(Account, { userId: actor.userId }, { orderBy: { id: 'asc' } });
      const account = ownedBy(
        actor,
        accounts.find(({ id }) => id === input.accountId),
        { noun: 'account', field: 'accountId' },
      );
      const problems: ImportProblem[] = [...read.problems];
      const planned = await this.plan(em, actor, { rows: read.rows, accounts, account, problems });
      const fresh = planned.filter(({ isRepeated }) => !isRepeated);
      problems.push(...(await this.faults(em, actor, fresh, { areAllRead: read.problems.length === 0 })));
      const good = problems.length === 0 ? fresh : [];
      const isRecorded = !input.isDryRun && good.length > 0;
      return {
        touched: isRecorded ? await this.record(em, actor, good) : [],
        report: {
          isDryRun: input.isDryRun,
          rowCount: read.rowCount,
          recordedCount: good.length,
          repeatedCount: planned.length - fresh.length,
          problemCount: problems.length,
          problems: problems.toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0)).slice(0, PROBLEMS_MAX),
          entries: good.slice(0, ENTRIES_SHOWN_MAX).map(entryOf),
          unusedColumns: read.unusedColumns,
        },
      };
    });
    await this.transactions.announce(touched);
    return report;
  }

  /** Each row with what it names looked up, and whether it was imported before. */
  private async plan(
    em: EntityManager,
    actor: Actor,
    {
      rows,
      accounts,
      account,
      problems,
    }: { rows: readonly ImportRow[]; accounts: readonly Account[]; account: Account; problems: ImportProblem[] },
  ): Promise<PlannedRow[]> {
    const now = this.now();
    const known = await instrumentsNamed(
      em,
      rows.map(({ instrument }) => instrument),
    );
    const looked: LookedUpRow[] = [];
    const turns = new Turns();
    for (const row of rows) {
      const found = lookUp(row, { accounts, account, known, problems, id: newId(now) });
      if (found) looked.push(found);
      if (turns.isOver()) await turns.next();
    }
    await resolveLots(em, actor.userId, looked, problems);
    const seen = new Map<string, number>();
    const keyed: PlannedRow[] = [];
    for (const each of looked) {
      keyed.push({ ...each, key: keyOf(each, seen), isRepeated: false });
      if (turns.isOver()) await turns.next();
    }
    const earlier = await importedByKey(
      em,
      actor.userId,
      keyed.map(({ key }) => key),
    );
    // What an export of ours calls an entry is its id, unless it was imported under another reference.
    const named = [...earlier.values()].map(({ transactionId }) => transactionId as string);
    const own = await ownEntries(em, actor.userId, [...named, ...keyed.flatMap(({ row }) => row.reference ?? [])]);
    const keys = new Set<string>();
    const planned: PlannedRow[] = [];
    for (const each of keyed) {
      if (turns.isOver()) await turns.next();
      const { key, row } = each;
      const problem = (message: string) => problems.push({ line: row.line, field: 'reference', rule: 'REFERENCE', message });
      if (keys.has(key)) problem(`The reference "${row.reference}" is used twice in this file: give each row its own.`);
      keys.add(key);
      const before = earlier.get(key);
      const entry = own.get(before?.transactionId ?? row.reference ?? '');
      if (entry && before?.contentHash !== each.contentHash && !saysSame(entry, each)) {
        problem(
          `The reference "${row.reference}" belongs to entry ${entry.id}, which says something else: amend that entry, or use a new reference.`,
        );
      }
      planned.push({ ...each, isRepeated: entry !== undefined });
    }
    return planned;
  }

  private async faults(
    em: EntityManager,
    actor: Actor,
    planned: readonly PlannedRow[],
    { areAllRead }: { areAllRead: boolean },
  ): Promise<ImportProblem[]> {
    const entries = planned.map(({ entry }) => entry);
    // Without the rows that could not be read a sale may lack its purchase: each is then judged by itself alone.
    const faults = await this.transactions.examine(em, actor, entries, { asLedger: areAllRead });
    return faults.map(({ index, error }) => {
      const place = { field: columnOf(error.field), rule: error.rule ?? error.code };
      if (index !== null) return { ...place, line: planned[index]?.row.line ?? null, message: error.message };
      return { ...place, line: null, message: `With these rows an entry recorded earlier would break a rule. ${error.message}` };
    });
  }

  private async record(em: EntityManager, actor: Actor, planned: readonly PlannedRow[]) {
    const entries = planned.map(({ entry }) => entry);
    const touched = await this.transactions.recordWithin(em, actor, entries);
    const [userId, importedAt] = [actor.userId, this.now()];
    const rows = planned.map(({ entry, key, contentHash, row }) => {
      return new ImportedRow({ userId, key, transactionId: entry.id, reference: row.reference, contentHash, importedAt });
    });
    await insertImportedRows(em, rows);
    // One audit entry for the file: who recorded what and when stands in the first revision of each entry.
    const id = newId<AuditEntryId>(importedAt);
    const after = { count: rows.length, transactionIdsHash: sha256(entries.map((entry) => entry.id).join(' ')) };
    const subject = rows[0]?.transactionId as string;
    em.persist(
      new AuditEntry({
        id,
        actorId: userId,
        action: 'transaction.import',
        subject,
        before: null,
        after,
        address: actor.address,
        at: importedAt,
      }),
    );
    return touched;
  }
}

function entryOf({ row: { line }, entry: { accountId, content } }: LookedUpRow): ImportEntry {
  return { line, accountId, content };
}

interface LookedUpRow {
  readonly row: ImportRow;
  readonly entry: NewEntry & { readonly id: TransactionId; content: TransactionContent };
  readonly contentHash: string;
}

interface PlannedRow extends LookedUpRow {
  readonly key: string;
  readonly isRepeated: boolean;
}

function lookUp(
  row: ImportRow,
  given: { accounts: readonly Account[]; account: Account; known: NamedInstruments; problems: ImportProblem[]; id: TransactionId },
): LookedUpRow | null {
  const refuse = (field: string) => (rule: string, message: string) => {
    given.problems.push({ line: row.line, field, rule, message });
    return undefined;
  };
  const account = row.account === null ? given.account : findAccount(given.accounts, row.account, refuse('account'));
  const counter = row.counterAccount === null ? null : findAccount(given.accounts, row.counterAccount, refuse('counterAccount'));
  const instrument = findInstrument(given.known, row, refuse('instrument'));
  if (!account || counter === undefined || instrument === undefined) return null;
  const content: TransactionContent = {
    ...row.content,
    instrumentId: instrument?.id ?? null,
    counterAccountId: counter?.id ?? null,
    lotIds: null,
  };
  return { row, entry: { id: given.id, accountId: account.id, content }, contentHash: hashOf(account.id, content, row.lots) };
}

/** Whether an entry, as it stands now, says what the row says; lots aside, which the two name differently. */
function saysSame(entry: Transaction, { entry: { accountId, content } }: LookedUpRow): boolean {
  return hashOf(entry.accountId, entry, []) === hashOf(accountId as AccountId, content, []);
}

/** Of what a row says, however its file writes it. */
function hashOf(accountId: AccountId, content: TransactionContent, lots: readonly string[]): string {
  const figures = [content.quantity, content.price, content.amount, content.fee, content.tax, content.exchangeRate];
  const { kind, tradeDate, settlementDate, instrumentId, currency, ratioNew, ratioOld, counterAccountId, note } = content;
  const rest = [accountId, kind, tradeDate, settlementDate, instrumentId, currency, ratioNew, ratioOld, counterAccountId, note, ...lots];
  return sha256(JSON.stringify([...rest, figures.map((figure) => figure && formatDecimal(figure))]));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The same row twice in a file is two entries, so rows without a reference are counted. */
function keyOf({ row, entry, contentHash }: LookedUpRow, seen: Map<string, number>): string {
  if (row.reference !== null) return `ref:${sha256(`${entry.accountId} ${row.reference}`)}`;
  const occurrence = (seen.get(contentHash) ?? 0) + 1;
  seen.set(contentHash, occurrence);
  return `row:${contentHash}:${occurrence}`;
}

/** Lots are named by the reference of their acquisition, in this file or imported before, or by its id. */
async function resolveLots(em: EntityManager, userId: UserId, rows: readonly LookedUpRow[], problems: ImportProblem[]): Promise<void> {
  const asked = rows.filter(({ row }) => row.lots.length > 0);
  if (asked.length === 0) return;
  const here = new Map<string, TransactionId>();
  for (const { row, entry } of rows) {
    if (row.reference === null) continue;
    here.set(row.reference, entry.id);
    here.set(`${entry.accountId} ${row.reference}`, entry.id);
  }
  const before = await importedByReference(em, userId, [...new Set(asked.flatMap(({ row }) => row.lots))]);
  for (const { row, entry } of asked) {
    // What was imported before is left out of this run, so its own id is the one that counts.
    const idOf = (name: string) =>
      before.get(name) ?? here.get(`${entry.accountId} ${name}`) ?? here.get(name) ?? (isUuid(name) ? (name as TransactionId) : null);
    const unknown = row.lots.filter((name) => idOf(name) === null);
    for (const name of unknown) {
      const message = `No acquisition has the reference "${beginningOf(name, 60)}": give its reference or its id, several separated by spaces.`;
      problems.push({ line: row.line, field: 'lots', rule: 'LOT', message });
    }
    if (unknown.length === 0) entry.content = { ...entry.content, lotIds: row.lots.flatMap((name) => idOf(name) ?? []) };
  }
}

/** The column a field of an entry is read from. */
function columnOf(field: string | undefined): string | null {
  if (field === undefined) return null;
  return (
    { counterAccountId: 'counterAccount', lotIds: 'lots', accountId: 'account', instrumentId: 'instrument' }[
      field.replace(/\[\d+\]$/, '')
    ] ?? field
  );
}
