/**
 * Everything a user has, to take along: as JSON with every revision, and the ledger as CSV files that can be imported
 * elsewhere and come to the same figures. In parts, oldest entries first, so that no answer grows without bound.
 */
import { authorise } from '../domain/access.js';
import { Account } from '../domain/account.js';
import { escapeFormula, writeCsv } from '../domain/csv.js';
import { type Decimal, formatDecimal } from '../domain/decimal.js';
import { isAcquisition } from '../domain/entry.js';
import { NotFound } from '../domain/errors.js';
import type { AccountId, InstrumentId, TransactionId } from '../domain/ids.js';
import { IMPORT_BYTES_MAX, IMPORT_FIELDS, type ImportField } from '../domain/import.js';
import type { Instrument } from '../domain/instrument.js';
import { entryCursorOf, readEntryCursor } from '../domain/page.js';
import { keptContent, Transaction, TransactionRevision } from '../domain/transaction.js';
import type { Actor } from '../domain/user.js';
import type { Database, EntityManager } from '../storage/database.js';
import { importedReferences } from '../storage/query/import.js';
import { addInstruments } from '../storage/query/ledger.js';
import { ownEntries } from '../storage/query/transaction.js';
import { auditEntry } from './audit.js';
import { readHistory, readPlace, whoAndWhere } from './own-data.js';

/** Entries of one part. */
const PART_MAX = 2_000;

export interface TextPart {
  readonly text: string;
  readonly rowCount: number;
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

export class ExportService {
  constructor(
    private readonly database: Database,
    private readonly now: () => Date,
  ) {}

  /**
   * The actor's own data as JSON. The first part says who and where; then come the entries of the ledger, then the alerts, then what
   * the audit log says of them, each as far as the part has room.
   */
  async data(actor: Actor | null, after: string | null): Promise<TextPart> {
    authorise(actor, 'transaction:read');
    const place = after === null ? null : readPlace(after);
    if (after === null) await this.note(actor, 'user.export', actor.userId);
    return this.database.readAside(async (em) => {
      const part = { format: 'tidemark-export', version: 1, exportedAt: this.now(), ...(after === null && (await whoAndWhere(em, actor))) };
      const ledger = place ? null : await ledgerPart(em, actor, after);
      if (ledger?.hasNextPage) return { text: JSON.stringify({ ...part, ...ledger.content }), ...ledger };
      const history = await readHistory(em, actor, place);
      const text = JSON.stringify({ ...part, ...ledger?.content, ...history.content });
      return {
        text,
        rowCount: (ledger?.rowCount ?? 0) + history.rowCount,
        hasNextPage: history.next !== null,
        endCursor: history.next ?? ledger?.endCursor ?? null,
      };
    });
  }

  /**
   * The entries that count, as CSV that `importTransactions` reads; each part is a file of its own.
   * @throws NotFound when the account is not there or not the actor's
   */
  async csv(actor: Actor | null, { accountId, after }: { accountId: string | null; after: string | null }): Promise<TextPart> {
    authorise(actor, 'transaction:read');
    if (after === null) await this.note(actor, 'transaction.export', actor.userId);
    return this.database.readAside(async (em) => {
      const accounts = await em.find(Account, { userId: actor.userId });
      const account = accountId === null ? null : accounts.find(({ id }) => id === accountId);
      if (account === undefined) throw new NotFound('account', 'accountId');
      const part = await readPart(em, actor, { after, accountId: account?.id ?? null, isVoidedToo: false });
      const instruments = await instrumentsOf(em, part.entries);
      const references = await importedReferences(
        em,
        actor.userId,
        part.entries.flatMap(({ id, lotIds }) => [id, ...(lotIds ?? [])]),
      );
      const acquired = await ownEntries(
        em,
        actor.userId,
        part.entries.flatMap(({ lotIds }) => lotIds ?? []),
      );
      const lines = part.entries.map((entry) => writeCsv([rowOf(entry, { accounts, instruments, references, acquired })]));
      const count = fitting(part.entries, lines, part.hasNextPage);
      const header = writeCsv([IMPORT_FIELDS]);
      const entries = part.entries.slice(0, count);
      return { text: header + lines.slice(0, count).join(''), ...ends(entries, part.hasNextPage || count < lines.length) };
    });
  }

  /** Once for an export, with its first part. */
  private async note(actor: Actor, action: string, subject: string): Promise<void> {
    const { userId: actorId, address } = actor;
    await this.database.write(async (em) => em.persist(auditEntry(this.now(), { actorId, action, subject, address })));
  }
}

function ends(entries: readonly Transaction[], hasNextPage: boolean): Omit<TextPart, 'text'> {
  const last = entries.at(-1);
  return { rowCount: entries.length, hasNextPage, endCursor: last ? entryCursorOf(last) : null };
}

/** Entries with every revision, and the instruments they name. */
async function ledgerPart(em: EntityManager, actor: Actor, after: string | null) {
  const { entries, hasNextPage } = await readPart(em, actor, { after, accountId: null, isVoidedToo: true });
  const revisions = await em.find(
    TransactionRevision,
    { transactionId: { $in: entries.map(({ id }) => id) } },
    { orderBy: { version: 'asc' } },
  );
  const instruments = await instrumentsOf(em, entries);
  const content = {
    instruments: [...instruments.values()].map((instrument) => ({ ...instrument, multiplier: formatDecimal(instrument.multiplier) })),
    transactions: entries.map((entry) => ({
      id: entry.id,
      ...keptContent(entry),
      version: entry.version,
      recordedAt: entry.recordedAt,
      amendedAt: entry.amendedAt,
      voidedAt: entry.voidedAt,
      revisions: revisions
        .filter(({ transactionId }) => transactionId === entry.id)
        .map(({ version, content, isVoided, recordedAt }) => ({ version, content, isVoided, recordedAt })),
    })),
  };
  return { content, ...ends(entries, hasNextPage) };
}

async function readPart(
  em: EntityManager,
  actor: Actor,
  { after, accountId, isVoidedToo }: { after: string | null; accountId: AccountId | null; isVoidedToo: boolean },
): Promise<{ entries: Transaction[]; hasNextPage: boolean }> {
  const place = readEntryCursor(after);
  const found = await em.find(
    Transaction,
    {
      userId: actor.userId,
      ...(accountId && { accountId }),
      ...(!isVoidedToo && { voidedAt: null }),
      ...(place && { $or: [{ tradeDate: { $gt: place.day } }, { tradeDate: place.day, ordinal: { $gt: place.ordinal } }] }),
    },
    { orderBy: [{ tradeDate: 'asc' }, { ordinal: 'asc' }], limit: PART_MAX + 1 },
  );
  return { entries: found.slice(0, PART_MAX), hasNextPage: found.length > PART_MAX };
}

async function instrumentsOf(em: EntityManager, entries: readonly Transaction[]): Promise<Map<InstrumentId, Instrument>> {
  const instruments = new Map<InstrumentId, Instrument>();
  await addInstruments(
    em,
    instruments,
    entries.flatMap(({ instrumentId }) => instrumentId ?? []),
  );
  return instruments;
}

/** How many lines fit into a file that can be imported. A day stays whole, because its entries may need each other. */
function fitting(entries: readonly Transaction[], lines: readonly string[], hasNextPage: boolean): number {
  const room = IMPORT_BYTES_MAX - 1_000;
  let bytes = 0;
  let count = 0;
  while (count < lines.length && bytes + Buffer.byteLength(lines[count] as string) <= room) {
    bytes += Buffer.byteLength(lines[count] as string);
    count += 1;
  }
  if (count === lines.length && !hasNextPage) return count;
  const cutDay = (entries[count] ?? entries[count - 1])?.tradeDate;
  const whole = entries.findIndex(({ tradeDate }) => tradeDate === cutDay);
  return whole > 0 ? whole : count;
}

function rowOf(
  entry: Transaction,
  known: {
    accounts: readonly Account[];
    instruments: ReadonlyMap<InstrumentId, Instrument>;
    references: ReadonlyMap<TransactionId, string>;
    acquired: ReadonlyMap<string, Transaction>;
  },
): string[] {
  const instrument = entry.instrumentId && (known.instruments.get(entry.instrumentId) ?? null);
  const reference = (id: TransactionId) => known.references.get(id) ?? id;
  const text = (value: Decimal | number | null) => (value === null ? '' : typeof value === 'number' ? String(value) : formatDecimal(value));
  const charge = (value: Decimal) => (value.isZero() ? '' : formatDecimal(value));
  const cells: Record<ImportField, string> = {
    reference: escapeFormula(reference(entry.id)),
    account: nameOf(known.accounts, entry.accountId),
    kind: entry.kind,
    tradeDate: entry.tradeDate,
    settlementDate: entry.settlementDate ?? '',
    ...namesOf(instrument),
    quantity: text(entry.quantity),
    price: text(entry.price),
    amount: text(entry.amount),
    currency: entry.currency,
    fee: charge(entry.fee),
    tax: charge(entry.tax),
    exchangeRate: text(entry.exchangeRate),
    ratioNew: text(entry.ratioNew),
    ratioOld: text(entry.ratioOld),
    counterAccount: entry.counterAccountId ? nameOf(known.accounts, entry.counterAccountId) : '',
    // An acquisition that was voided since has no lot, and could not be named again.
    lots: (entry.lotIds ?? [])
      .filter((id) => isAcquisition(known.acquired.get(id), entry.instrumentId))
      .map(reference)
      .join(' '),
    note: escapeFormula(entry.note ?? ''),
  };
  return IMPORT_FIELDS.map((field) => cells[field]);
}

/** An account's name says more elsewhere than its id, as long as only one has it. */
function nameOf(accounts: readonly Account[], id: AccountId): string {
  const name = accounts.find((account) => account.id === id)?.name ?? id;
  const namesakes = accounts.filter((account) => account.name.toLowerCase() === name.toLowerCase());
  return namesakes.length > 1 ? id : escapeFormula(name);
}

/** What another server would know the instrument by; our id and its name only where there is nothing else. */
function namesOf(instrument: Instrument | null) {
  const { id, isin, mic, ticker, schemeCode, currency, name } = instrument ?? {};
  const isKnownElsewhere = schemeCode || isin || (mic && ticker);
  return {
    instrumentId: id && !isKnownElsewhere ? id : '',
    isin: isin ?? '',
    mic: (isin || ticker) && mic ? mic : '',
    ticker: ticker ?? '',
    schemeCode: schemeCode ?? '',
    instrumentCurrency: currency ?? '',
    instrumentName: name && !isKnownElsewhere ? escapeFormula(name) : '',
  };
}
