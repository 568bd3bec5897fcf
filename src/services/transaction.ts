/**
 * The ledger's entries: recorded, amended, voided, never deleted. Every change folds the user's ledger before it is
 * written, in one unit of work with its revision and its audit entry, while nobody else changes the same ledger.
 */
import { createHash } from 'node:crypto';
import { authorise, ownedBy } from '../domain/access.js';
import { Account } from '../domain/account.js';
import { AuditEntry } from '../domain/audit.js';
import { addDays, type Day, dayIn } from '../domain/day.js';
import { checkPurchase } from '../domain/delisting.js';
import { checkEntry, checkNamedLots } from '../domain/entry.js';
import { Conflict, InvalidInput, LedgerRule, NotFound, placed, RuleBroken, TidemarkError } from '../domain/errors.js';
import { IdempotencyRecord } from '../domain/idempotency.js';
import { type AccountId, type InstrumentId, isUuid, type PortfolioId, type TransactionId } from '../domain/ids.js';
import { portfoliosOf } from '../domain/membership.js';
import {
  badCursor,
  entryCursorOf,
  type Page,
  type PageArgs,
  pageSize,
  readCursor,
  readEntryCursor,
  toPage,
  writeCursor,
} from '../domain/page.js';
import { parseText } from '../domain/text.js';
import { keptContent, Transaction, type TransactionContent, TransactionRevision } from '../domain/transaction.js';
import type { Actor } from '../domain/user.js';
import type { Bus } from '../storage/bus.js';
import type { Database, EntityManager } from '../storage/database.js';
import { foldInTurns } from '../storage/fold-in-turns.js';
import { newId } from '../storage/new-id.js';
import { dropCheckpoints } from '../storage/query/checkpoint.js';
import { forgetDays } from '../storage/query/history.js';
import { addInstruments, foldKeeping, type Ledger, loadLedger, lockLedger } from '../storage/query/ledger.js';
import { insertEntries } from '../storage/query/record.js';
import { findTransactions, ownEntries, type TransactionFilter } from '../storage/query/transaction.js';
import { Turns } from '../storage/turns.js';
import { announce } from './announce.js';

/** Entries of one request; larger files are split by the client, each part with a key of its own. */
export const BATCH_MAX = 1_000;

export interface NewEntry {
  /** Chosen by whoever must refer to the entry before it is written. */
  readonly id?: TransactionId;
  readonly accountId: string;
  readonly content: TransactionContent;
}

type Acquired = Parameters<typeof checkNamedLots>[1];

/** What one entry would break; null as the index is an entry recorded earlier. */
export interface EntryFault {
  readonly index: number | null;
  readonly error: TidemarkError;
}

/** Rules of the ledger looked for one by one; each costs a fold. */
const LEDGER_FAULTS_MAX = 20;

export class TransactionService {
  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly now: () => Date,
  ) {}

  /**
   * Records entries, all or none. With a key, sending the same request again gives the same answer and changes nothing.
   * @throws InvalidInput | NotFound | RuleBroken naming the entry and the field
   * @throws Conflict when the key was used for another request
   */
  async record(actor: Actor | null, entries: readonly NewEntry[], idempotencyKey: string | null): Promise<Transaction[]> {
    authorise(actor, 'transaction:record');
    if (entries.length < 1 || entries.length > BATCH_MAX) {
      throw new InvalidInput('inputs', 'LENGTH', `inputs must hold 1 to ${BATCH_MAX} entries.`);
    }
    const key = idempotencyKey === null ? null : parseText(idempotencyKey, { field: 'idempotencyKey', max: 100 });
    const contentHash = createHash('sha256').update(JSON.stringify(entries)).digest('hex');
    const { recorded, touched } = await this.database.write(async (em) => {
      await lockLedger(em, actor.userId);
      const earlier = key && (await em.findOne(IdempotencyRecord, { userId: actor.userId, key }));
      if (earlier) {
        const recorded = await answerAgain(em, earlier, contentHash);
        // Whoever sends it again had no answer the first time, and then perhaps nobody was told either.
        return { recorded, touched: await portfoliosReached(em, recorded) };
      }
      return this.write(em, actor, entries, key && { key, contentHash });
    });
    await this.announce(touched);
    return recorded;
  }

  /**
   * Replaces what an entry says; what it said before is kept as a revision.
   * @param version the version the change is based on
   * @throws Conflict when somebody changed it since
   */
  async amend(actor: Actor | null, id: string, version: number, content: TransactionContent): Promise<Transaction> {
    return this.change(actor, { id, version, content });
  }

  /** Takes an entry out of the ledger without deleting it. @throws Conflict when somebody changed it since `version` */
  async void(actor: Actor | null, id: string, version: number): Promise<Transaction> {
    return this.change(actor, { id, version, content: null });
  }

  /** The actor's entries, newest trade date first, as far as they meet every condition given. */
  async list(
    actor: Actor | null,
    args: PageArgs &
      Omit<TransactionFilter, 'before' | 'accountId' | 'instrumentId'> & { accountId?: string | null; instrumentId?: string | null },
  ): Promise<Page<Transaction>> {
    authorise(actor, 'transaction:read');
    const size = pageSize(args.first);
    const before = readEntryCursor(args.after);
    for (const id of [args.accountId, args.instrumentId])
      if (id && !isUuid(id)) return toPage<Transaction>([], { size, after: args.after, cursorOf: entryCursorOf });
    const filter = {
      ...args,
      accountId: args.accountId as AccountId | null | undefined,
      instrumentId: args.instrumentId as InstrumentId | null | undefined,
      search: args.search ? parseText(args.search, { field: 'search', max: 100 }) : null,
      before,
    };
    const rows = await this.database.read((em) => findTransactions(em, actor.userId, filter, size + 1));
    return toPage(rows, { size, after: args.after, cursorOf: entryCursorOf });
  }

  /** What each of the actor's entries has said, the newest version first. For the loaders. */
  async revisions(actor: Actor | null, entries: readonly Transaction[], args: PageArgs): Promise<Page<TransactionRevision>[]> {
    authorise(actor, 'transaction:read');
    for (const entry of entries) ownedBy(actor, entry, { noun: 'entry', field: 'id' });
    const size = pageSize(args.first);
    const [before] = readCursor(args.after, 1) ?? [];
    if (before !== undefined && !/^\d{1,9}$/.test(before)) {
      throw badCursor();
    }
    // No version is left out, so that of each entry no more is read than is shown, and one.
    const wanted = entries.map(({ id: transactionId, version }) => {
      const end = before === undefined ? version + 1 : Number(before);
      return { transactionId, version: { $gte: end - size - 1, ...(before !== undefined && { $lt: end }) } };
    });
    const rows = await this.database.read((em) => em.find(TransactionRevision, { $or: wanted }, { orderBy: { version: 'desc' } }));
    const byEntry = Map.groupBy(rows, ({ transactionId }) => transactionId);
    const cursorOf = ({ version }: TransactionRevision) => writeCursor([String(version)]);
    return entries.map(({ id }) => toPage(byEntry.get(id) ?? [], { size, after: args.after, cursorOf }));
  }

  /** @throws NotFound */
  async find(actor: Actor | null, id: string): Promise<Transaction> {
    authorise(actor, 'transaction:read');
    const found = isUuid(id)
      ? await this.database.read((em) => em.findOne(Transaction, { id: id as TransactionId, userId: actor.userId }))
      : null;
    return ownedBy(actor, found, { noun: 'entry', field: 'id' });
  }

  /**
   * Records many entries as a part of the caller's unit of work, which holds the ledger's lock and audits the whole of it.
   * @returns the portfolios to {@link announce} once the unit of work is done
   */
  async recordWithin(em: EntityManager, actor: Actor, entries: readonly NewEntry[]): Promise<PortfolioId[]> {
    const { recorded, ledger, firstDay } = await this.prepare(em, actor, entries);
    await insertEntries(em, recorded);
    return this.touch(em, ledger, recorded, firstDay);
  }

  /**
   * What would be wrong with recording these entries, entry by entry; nothing is written. An entry of an instrument that a
   * faulty one names is not said to sell too much: the faulty one may have bought it.
   */
  async examine(em: EntityManager, actor: Actor, entries: readonly NewEntry[], { asLedger }: { asLedger: boolean }): Promise<EntryFault[]> {
    if (entries.length === 0) return [];
    const { ledger, acquired } = await this.ledgerFor(em, actor, entries);
    const faults: EntryFault[] = [];
    const sound = new Map<string, { index: number; entry: Transaction }>();
    const turns = new Turns();
    for (const [index, given] of entries.entries()) {
      if (turns.isOver()) await turns.next();
      try {
        this.check(given, { ledger, acquired });
        const entry = this.entryOf(actor, given, { ordinal: Number.MAX_SAFE_INTEGER - entries.length + index, recordedAt: this.now() });
        sound.set(entry.id, { index, entry });
      } catch (error) {
        if (!(error instanceof TidemarkError)) throw error;
        faults.push({ index, error });
      }
    }
    if (!asLedger) return faults;
    const doubtful = new Set(faults.map(({ index }) => entries[index as number]?.content.instrumentId ?? null));
    for (let round = 0; round < LEDGER_FAULTS_MAX; round += 1) {
      const fault = await foldFault([...ledger.entries, ...[...sound.values()].map(({ entry }) => entry)], ledger);
      if (!fault) break;
      const broken = sound.get(fault.entryId ?? '');
      if (!doubtful.has(broken?.entry.instrumentId ?? null)) faults.push({ index: broken?.index ?? null, error: fault });
      // An entry of earlier that no longer fits cannot be left out: nothing can be said beyond it.
      if (!broken || !sound.delete(broken.entry.id)) break;
    }
    return faults;
  }

  /** The entry as it would be recorded now, checked by itself, and the ledger it would be folded with. */
  async plan(em: EntityManager, actor: Actor, given: NewEntry): Promise<{ ledger: Ledger; entry: Transaction }> {
    const { ledger, acquired } = await this.ledgerFor(em, actor, [given]);
    this.check(given, { ledger, acquired });
    return { ledger, entry: this.entryOf(actor, given, { ordinal: Number.MAX_SAFE_INTEGER, recordedAt: this.now() }) };
  }

  /** Loads the ledger from where these entries begin to matter, with the instruments they name. */
  private async ledgerFor(em: EntityManager, actor: Actor, entries: readonly NewEntry[]) {
    const firstDay = entries.map(({ content }) => content.tradeDate).reduce((first, day) => (day < first ? day : first));
    const ledger = await loadLedger(em, actor.userId, { resumeAt: firstDay });
    const named = entries.flatMap(({ content }) => (content.instrumentId && isUuid(content.instrumentId) ? content.instrumentId : []));
    await addInstruments(em, ledger.instruments, named);
    return { ledger, firstDay, acquired: await this.acquired(em, actor, entries) };
  }

  /** The entries that are named as lots: some of the ledger, some that are about to be recorded. */
  private async acquired(em: EntityManager, actor: Actor, entries: readonly Pick<NewEntry, 'id' | 'content'>[]): Promise<Acquired> {
    const named = entries.flatMap(({ content }) => content.lotIds ?? []);
    if (named.length === 0) return new Map();
    const here = entries.flatMap(({ id, content }) => (id ? [[id, content] as const] : []));
    return new Map([...here, ...(await ownEntries(em, actor.userId, named))]);
  }

  private entryOf(actor: Actor, { id, accountId, content }: NewEntry, given: { ordinal: number; recordedAt: Date }): Transaction {
    const made = { id: id ?? newId<TransactionId>(given.recordedAt), userId: actor.userId, accountId: accountId as AccountId, content };
    return new Transaction({ ...made, ...given });
  }

  private async write(
    em: EntityManager,
    actor: Actor,
    entries: readonly NewEntry[],
    remember: { key: string; contentHash: string } | null | '',
  ) {
    const { recorded, ledger, firstDay } = await this.prepare(em, actor, entries);
    em.persist(recorded);
    await em.flush();
    for (const entry of recorded) this.persistTrail(em, actor, { entry, action: 'transaction.record', before: null });
    if (remember) {
      const createdAt = this.now();
      em.persist(new IdempotencyRecord({ userId: actor.userId, ...remember, resultIds: recorded.map(({ id }) => id), createdAt }));
    }
    return { recorded, touched: await this.touch(em, ledger, recorded, firstDay) };
  }

  /** The entries as they are to be written, checked one by one and as a ledger. */
  private async prepare(em: EntityManager, actor: Actor, entries: readonly NewEntry[]) {
    const recordedAt = this.now();
    const { ledger, firstDay, acquired } = await this.ledgerFor(em, actor, entries);
    for (const [index, entry] of entries.entries()) {
      try {
        this.check(entry, { ledger, acquired });
      } catch (error) {
        throw entries.length > 1 ? numbered(error, index) : error;
      }
    }
    const ordinals: { ordinal: string }[] = await em.execute(
      `select nextval('revision')::text as ordinal from generate_series(1, ${entries.length})`,
    );
    const recorded = entries.map((entry, index) => this.entryOf(actor, entry, { ordinal: Number(ordinals[index]?.ordinal), recordedAt }));
    try {
      await this.accept(em, actor, ledger, { entries: [...ledger.entries, ...recorded], firstDay });
    } catch (error) {
      const index = error instanceof RuleBroken ? recorded.findIndex(({ id }) => id === error.entryId) : -1;
      throw entries.length > 1 && index >= 0 ? numbered(error, index) : error;
    }
    return { recorded, ledger, firstDay };
  }

  private async touch(em: EntityManager, ledger: Ledger, recorded: readonly Transaction[], firstDay: Day): Promise<PortfolioId[]> {
    const reached = recorded.flatMap(({ accountId, counterAccountId }) => [accountId, counterAccountId]);
    const touched = raiseVersions(ledger, reached);
    await forgetDays(em, touched, firstDay);
    return touched;
  }

  /** Amends, or voids when there is no content. */
  private async change(
    actor: Actor | null,
    { id, version, content }: { id: string; version: number; content: TransactionContent | null },
  ): Promise<Transaction> {
    authorise(actor, 'transaction:record');
    if (!isUuid(id)) throw new NotFound('entry', 'id');
    const { entry, touched } = await this.database.write(async (em) => {
      await lockLedger(em, actor.userId);
      const found = ownedBy(actor, await em.findOne(Transaction, { id: id as TransactionId, userId: actor.userId }), {
        noun: 'entry',
        field: 'id',
      });
      if (found.voidedAt) throw new RuleBroken(LedgerRule.VOIDED, 'This entry was voided and cannot be changed any more.');
      if (found.version !== version) {
        throw new Conflict('VERSION', `This entry is at version ${found.version} by now. Load it again and repeat the change.`);
      }
      const firstDay = content && content.tradeDate < found.tradeDate ? content.tradeDate : found.tradeDate;
      const ledger = await loadLedger(em, actor.userId, { resumeAt: firstDay });
      const before = keptContent(found);
      const reached = [found.accountId, found.counterAccountId];
      if (content) {
        await addInstruments(em, ledger.instruments, content.instrumentId && isUuid(content.instrumentId) ? [content.instrumentId] : []);
        const acquired = await this.acquired(em, actor, [{ content }]);
        this.check({ accountId: found.accountId, content }, { ledger, acquired });
        Object.assign(found, content);
      }
      found.version += 1;
      found.amendedAt = this.now();
      if (!content) found.voidedAt = found.amendedAt;
      const others = ledger.entries.filter((entry) => entry.id !== found.id);
      await this.accept(em, actor, ledger, { entries: found.voidedAt ? others : [...others, found], firstDay });
      this.persistTrail(em, actor, { entry: found, action: content ? 'transaction.amend' : 'transaction.void', before });
      reached.push(found.accountId, found.counterAccountId);
      const touched = raiseVersions(ledger, reached);
      await forgetDays(em, touched, firstDay);
      return { entry: found, touched };
    });
    await this.announce(touched);
    return entry;
  }

  /**
   * Folds the ledger as it is about to be, and keeps the checkpoints true to it.
   * @param firstDay the first day that changed
   * @throws RuleBroken when the ledger does not allow it
   */
  private async accept(
    em: EntityManager,
    actor: Actor,
    ledger: Ledger,
    { entries, firstDay }: { entries: readonly Transaction[]; firstDay: Day },
  ): Promise<void> {
    await dropCheckpoints(em, actor.userId, firstDay);
    await foldKeeping(em, actor.userId, ledger, entries);
  }

  /** @throws InvalidInput | NotFound | RuleBroken */
  private check({ accountId, content }: NewEntry, { ledger, acquired }: { ledger: Ledger; acquired: Acquired }): void {
    for (const [field, id] of [['accountId', accountId as AccountId] as const, ['counterAccountId', content.counterAccountId] as const]) {
      if (id === null) continue;
      const account = ledger.account(id);
      if (!account) throw new NotFound('account', field);
      if (account.closedAt) throw new RuleBroken(LedgerRule.CLOSED, `${account.name} is closed: open it again first.`, field);
    }
    if (content.counterAccountId === accountId) {
      throw new RuleBroken(LedgerRule.SAME_ACCOUNT, 'A transfer needs two different accounts.', 'counterAccountId');
    }
    const instrument = content.instrumentId ? ledger.instrument(content.instrumentId) : null;
    if (content.instrumentId && !instrument) throw new NotFound('instrument', 'instrumentId');
    if (content.note !== null) parseText(content.note, { field: 'note', max: 500 });
    const latest = addDays(dayIn('UTC', this.now()), 1);
    if (content.tradeDate > latest) {
      throw new InvalidInput('tradeDate', 'FUTURE', `tradeDate must not lie in the future (${latest} at the latest).`);
    }
    checkEntry(content, instrument);
    const account = ledger.account(accountId as AccountId);
    if (instrument && account) checkPurchase(content, instrument, account);
    checkNamedLots(content, acquired);
  }

  private persistTrail(
    em: EntityManager,
    actor: Actor,
    { entry, action, before }: { entry: Transaction; action: string; before: object | null },
  ): void {
    // The revision counts from the very instant the entry states.
    const now = entry.amendedAt ?? entry.recordedAt;
    const after = keptContent(entry);
    em.persist(
      new TransactionRevision({
        transactionId: entry.id,
        version: entry.version,
        content: after,
        isVoided: entry.voidedAt !== null,
        recordedBy: actor.userId,
        recordedAt: now,
      }),
    );
    em.persist(
      new AuditEntry({
        id: newId(now),
        actorId: actor.userId,
        action,
        subject: entry.id,
        before,
        after: entry.voidedAt ? null : after,
        address: actor.address,
        at: now,
      }),
    );
  }

  /** Tells every instance which portfolios changed. */
  announce(portfolioIds: readonly PortfolioId[]): Promise<void> {
    return announce(this.bus, portfolioIds);
  }
}

async function foldFault(entries: readonly Transaction[], ledger: Ledger): Promise<RuleBroken | null> {
  try {
    await foldInTurns(entries, ledger, { from: ledger.from, hasReports: false });
    return null;
  } catch (error) {
    if (error instanceof RuleBroken) return error;
    throw error;
  }
}

async function answerAgain(em: EntityManager, earlier: IdempotencyRecord, contentHash: string): Promise<Transaction[]> {
  if (earlier.contentHash !== contentHash) {
    throw new Conflict('IDEMPOTENCY_KEY', 'This idempotency key was used for another request. Use a new key for a new request.');
  }
  const found = await em.find(Transaction, { id: { $in: earlier.resultIds as TransactionId[] } });
  const byId = new Map<string, Transaction>(found.map((entry) => [entry.id, entry]));
  return earlier.resultIds.flatMap((id) => byId.get(id) ?? []);
}

async function portfoliosReached(em: EntityManager, entries: readonly Transaction[]): Promise<PortfolioId[]> {
  const ids = new Set(entries.flatMap(({ accountId, counterAccountId }) => [accountId, counterAccountId ?? accountId]));
  const accounts = await em.find(Account, { id: { $in: [...ids] } });
  return [...new Set(accounts.map(({ portfolioId }) => portfolioId))];
}

/** Raises the ledger version of the accounts; returns the portfolios they ever belonged to. */
function raiseVersions(ledger: Ledger, accountIds: readonly (AccountId | null)[]): PortfolioId[] {
  const ids = new Set(accountIds);
  const touched: Account[] = ledger.accounts.filter(({ id }) => ids.has(id));
  for (const account of touched) account.ledgerVersion += 1;
  return portfoliosOf(ledger, ids);
}

/** The error of one entry of a batch, saying which. */
function numbered(error: unknown, index: number): unknown {
  return error instanceof TidemarkError && error.field ? placed(error, `inputs[${index}]`) : error;
}
