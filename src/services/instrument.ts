/** What can be held, and its prices: search, creation, current and past quotes. */
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { authorise } from '../domain/access.js';
import { AuditEntry } from '../domain/audit.js';
import type { Currency } from '../domain/currency.js';
import { addDays, type Day, dayIn, tryParseDay } from '../domain/day.js';
import { Decimal, ONE, PRICE_SCALE, parseDecimal } from '../domain/decimal.js';
import { Conflict, InvalidInput, NotFound } from '../domain/errors.js';
import { parseIsin, parseMic, parseSchemeCode, parseTicker } from '../domain/identifiers.js';
import { type InstrumentId, isUuid } from '../domain/ids.js';
import { Instrument, InstrumentKind, SourceSymbol } from '../domain/instrument.js';
import { badCursor, type Page, type PageArgs, pageSize, readCursor, toPage, writeCursor } from '../domain/page.js';
import type { PriceBook } from '../domain/price-book.js';
import type { Quote } from '../domain/quote.js';
import { parseText } from '../domain/text.js';
import type { Actor } from '../domain/user.js';
import type { Bus } from '../storage/bus.js';
import type { Database } from '../storage/database.js';
import { newId } from '../storage/new-id.js';
import { dailyQuotes, recentPrices } from '../storage/query/quote.js';
import { lockHolders, raiseVersions } from '../storage/query/split.js';
import { announceInstruments } from './announce.js';
import { readNumbers } from './identifier.js';

export interface CreateInstrumentInput {
  readonly kind: InstrumentKind;
  readonly name: string;
  readonly currency: Currency;
  readonly isin?: string | null;
  readonly cusip?: string | null;
  readonly sedol?: string | null;
  readonly figi?: string | null;
  readonly mic?: string | null;
  readonly ticker?: string | null;
  readonly schemeCode?: string | null;
  readonly multiplier?: Decimal | null;
  readonly unitDivisor?: number | null;
  readonly symbols?: readonly { readonly source: string; readonly symbol: string }[] | null;
}

/** What is not given stays; a ticker of null takes it away. */
export interface RenameInstrumentInput {
  readonly name?: string | null;
  readonly ticker?: string | null;
}

const MAX_SYMBOLS = 20;
const NAME = { field: 'name', max: 200 };
const RECENT_DAYS_MAX = 90;

export class InstrumentService {
  /** Counts what was told of them: as long as it is the same, what was read of one still stands. */
  changes = 0;

  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly book: PriceBook,
    private readonly now: () => Date,
  ) {}

  async listen(): Promise<void> {
    const change = () => {
      this.changes += 1;
    };
    await this.bus.subscribe('instruments', change);
    this.bus.onMissed(change);
  }

  /** Instruments whose name, ticker, scheme code or number contains the text, by name. */
  async search(actor: Actor | null, args: PageArgs & { search?: string | null; kind?: InstrumentKind | null }): Promise<Page<Instrument>> {
    authorise(actor, 'instrument:read');
    const size = pageSize(args.first);
    const cursor = readCursor(args.after, 2);
    if (cursor && !isUuid(cursor[1] as string)) throw badCursor();
    const text = args.search ? parseText(args.search, { field: 'search', max: 100 }) : null;
    const pattern = text && `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
    const rows = await this.database.read((em) =>
      em.find(
        Instrument,
        {
          $and: [
            args.kind ? { kind: args.kind } : {},
            pattern
              ? {
                  $or: [
                    { name: { $ilike: pattern } },
                    { ticker: { $ilike: pattern } },
                    { isin: { $ilike: pattern } },
                    { cusip: { $ilike: pattern } },
                    { sedol: { $ilike: pattern } },
                    { figi: { $ilike: pattern } },
                    { schemeCode: { $ilike: pattern } },
                  ],
                }
              : {},
            cursor ? { $or: [{ name: { $gt: cursor[0] } }, { name: cursor[0], id: { $gt: cursor[1] as InstrumentId } }] } : {},
          ],
        },
        { orderBy: [{ name: 'asc' }, { id: 'asc' }], limit: size + 1 },
      ),
    );
    return toPage(rows, { size, after: args.after, cursorOf: ({ name, id }) => writeCursor([name, id]) });
  }

  /** @throws NotFound */
  async find(actor: Actor | null, id: string): Promise<Instrument> {
    authorise(actor, 'instrument:read');
    const found = isUuid(id) ? await this.database.read((em) => em.findOne(Instrument, { id: id as InstrumentId })) : null;
    if (!found) throw new NotFound('instrument', 'id');
    return found;
  }

  /** The instruments of these ids, in the same order; null where there is none. For the loaders. */
  async findMany(actor: Actor | null, ids: readonly InstrumentId[]): Promise<(Instrument | null)[]> {
    authorise(actor, 'instrument:read');
    const found = await this.database.read((em) => em.find(Instrument, { id: { $in: [...new Set(ids)] } }));
    const byId = new Map(found.map((instrument) => [instrument.id, instrument]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** Adds an instrument, with the symbols sources have for it. For administrators. */
  async create(actor: Actor | null, input: CreateInstrumentInput): Promise<Instrument> {
    authorise(actor, 'instrument:create');
    const now = this.now();
    const instrument = newInstrument(input, now);
    const symbols = sourceSymbols(input, instrument);
    try {
      await this.database.write(async (em) => {
        em.persist(instrument);
        await em.flush();
        em.persist(symbols);
        em.persist(
          new AuditEntry({
            id: newId(now),
            actorId: actor.userId,
            action: 'instrument.create',
            subject: instrument.id,
            before: null,
            after: { name: instrument.name, kind: instrument.kind, currency: instrument.currency },
            address: actor.address,
            at: now,
          }),
        );
      });
    } catch (error) {
      if (error instanceof UniqueConstraintViolationException) {
        throw new Conflict(
          'INSTRUMENT_EXISTS',
          'An instrument with this ISIN and venue, ticker and venue, FIGI, scheme code or source symbol exists already.',
        );
      }
      throw error;
    }
    await announceInstruments(this.bus, [instrument.id]);
    return instrument;
  }

  /**
   * Gives it another name or ticker, as after a change of the company's; sources that call it by its ticker are asked for the new one.
   * For administrators. @throws NotFound | InvalidInput | Conflict
   */
  async rename(actor: Actor | null, instrumentId: string, input: RenameInstrumentInput): Promise<Instrument> {
    authorise(actor, 'instrument:create');
    try {
      const { instrument, portfolioIds } = await this.database.write(async (em) => {
        const found = isUuid(instrumentId) ? await em.findOne(Instrument, { id: instrumentId as InstrumentId }) : null;
        if (!found) throw new NotFound('instrument', 'instrumentId');
        const before = namesOf(found);
        if (input.name !== undefined) found.name = parseText(input.name ?? '', NAME);
        if (input.ticker !== undefined) found.ticker = input.ticker === null ? null : parseTicker(input.ticker);
        const after = namesOf(found);
        if (before.name === after.name && before.ticker === after.ticker) return { instrument: found, portfolioIds: [] };
        // Whatever shows it was made with the old name.
        const holders = await lockHolders(em, found.id);
        await raiseVersions(em, holders);
        const at = this.now();
        const said = { action: 'instrument.rename', subject: found.id, before, after };
        em.persist(new AuditEntry({ id: newId(at), actorId: actor.userId, ...said, address: actor.address, at }));
        return { instrument: found, portfolioIds: holders.flatMap((holder) => holder.portfolioIds) };
      });
      await announceInstruments(this.bus, [instrument.id], portfolioIds);
      return instrument;
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      throw new Conflict('INSTRUMENT_EXISTS', `Another instrument of this venue has the ticker ${input.ticker} already.`);
    }
  }

  /** The current quote, or null before the first one. */
  quote(actor: Actor | null, id: InstrumentId): Quote | null {
    authorise(actor, 'quote:read');
    return this.book.quote(id);
  }

  /** For each of the instruments its price at the end of each of the last `days` days that had one, oldest first. */
  async recentPrices(actor: Actor | null, instrumentIds: readonly InstrumentId[], days: number): Promise<(readonly Decimal[])[]> {
    authorise(actor, 'quote:read');
    if (days < 2 || days > RECENT_DAYS_MAX) throw new InvalidInput('days', 'RANGE', `days must be between 2 and ${RECENT_DAYS_MAX}.`);
    const from = addDays(dayIn('UTC', this.now()), 1 - days);
    const found = await this.database.read((em) => recentPrices(em, { instrumentIds, from }));
    return instrumentIds.map((id) => found.get(id) ?? []);
  }

  /** One quote per day, oldest first. */
  async priceHistory(
    actor: Actor | null,
    { instrumentId, from, to, ...args }: PageArgs & { instrumentId: InstrumentId; from?: Day | null; to?: Day | null },
  ): Promise<Page<Quote>> {
    authorise(actor, 'quote:read');
    if (from && to && from > to) throw new InvalidInput('from', 'RANGE', 'from must not be later than to.');
    const size = pageSize(args.first);
    const cursor = readCursor(args.after, 1);
    const rows = await this.database.read((em) =>
      dailyQuotes(em, {
        instrumentId,
        from: from ?? null,
        to: to ?? null,
        after: cursor ? dayOfCursor(cursor[0] as string) : null,
        limit: size + 1,
      }),
    );
    return toPage(rows, { size, after: args.after, cursorOf: ({ valueDate }) => writeCursor([valueDate]) });
  }
}

function namesOf({ name, ticker }: Instrument) {
  return { name, ticker };
}

function dayOfCursor(text: string): Day {
  if (!tryParseDay(text)) throw badCursor();
  return text as Day;
}

/** @throws InvalidInput naming the field that is wrong */
function newInstrument(input: CreateInstrumentInput, now: Date): Instrument {
  const multiplier = input.multiplier ?? ONE;
  if (multiplier.lte(0)) throw new InvalidInput('multiplier', 'POSITIVE', 'multiplier must be greater than 0.');
  parseDecimal(multiplier.toFixed(), { field: 'multiplier', scale: PRICE_SCALE });
  const unitDivisor = input.unitDivisor ?? 1;
  if (![1, 100, 1000].includes(unitDivisor))
    throw new InvalidInput('unitDivisor', 'RANGE', 'unitDivisor must be 1, 100 (pence, cents) or 1000 (fils).');
  if (input.schemeCode && input.kind !== InstrumentKind.FUND) {
    throw new InvalidInput('schemeCode', 'KIND', 'schemeCode belongs to instruments of kind FUND only.');
  }
  const isin = input.isin ? parseIsin(input.isin) : null;
  return new Instrument({
    id: newId(now),
    kind: input.kind,
    name: parseText(input.name, NAME),
    currency: input.currency,
    isin,
    ...readNumbers(input, isin),
    mic: input.mic ? parseMic(input.mic) : null,
    ticker: input.ticker ? parseTicker(input.ticker) : null,
    schemeCode: input.schemeCode ? parseSchemeCode(input.schemeCode) : null,
    multiplier: new Decimal(multiplier),
    unitDivisor,
    createdAt: now,
  });
}

function sourceSymbols(input: CreateInstrumentInput, instrument: Instrument): SourceSymbol[] {
  const given = input.symbols ?? [];
  if (given.length > MAX_SYMBOLS) throw new InvalidInput('symbols', 'LENGTH', `symbols may hold ${MAX_SYMBOLS} at most.`);
  return given.map(
    ({ source, symbol }, index) =>
      new SourceSymbol({
        source: parseText(source, { field: `symbols[${index}].source`, max: 40 }),
        symbol: parseText(symbol, { field: `symbols[${index}].symbol`, max: 60 }),
        instrumentId: instrument.id,
      }),
  );
}
