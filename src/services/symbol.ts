/** What each source calls an instrument: entered by hand, or derived by the source's own rules. For administrators. */
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { authorise } from '../domain/access.js';
import { AuditEntry } from '../domain/audit.js';
import { Conflict, InvalidInput, NotFound } from '../domain/errors.js';
import { type InstrumentId, isUuid, type SourceId } from '../domain/ids.js';
import { Instrument, SourceSymbol } from '../domain/instrument.js';
import { pageSize } from '../domain/page.js';
import { parseText } from '../domain/text.js';
import type { Actor } from '../domain/user.js';
import type { Bus } from '../storage/bus.js';
import type { Database } from '../storage/database.js';
import { newId } from '../storage/new-id.js';
import { forgetSkip, readSkips, type StoredSkip } from '../storage/query/skipped-symbol.js';
import { announceInstruments } from './announce.js';

export interface KnownSymbol {
  readonly source: SourceId;
  readonly symbol: string;
  /** By hand; else derived from ticker, venue, ISIN or scheme code. */
  readonly isEntered: boolean;
  /** The source does not know it or does not cover it: it is not asked for it before. */
  readonly skippedUntil: Date | null;
  /** UNKNOWN_SYMBOL or ENTITLEMENT; null: it is asked for. */
  readonly skippedBecause: string | null;
}

export interface SkippedSymbol extends StoredSkip {
  /** Null when nothing is called so any more. */
  readonly instrumentId: InstrumentId | null;
  /** Several sources do not know the instrument: its own numbers may be wrong. */
  readonly isSuspect: boolean;
}

/** As many as are kept of a source. */
const SKIPS_MAX = 10_000;
/** Sources that have to disown an instrument before its numbers are doubted. */
const SUSPECT_FROM = 3;

export interface SymbolMap {
  /** Entered and derived ones, as they are asked for now. */
  symbolsOf(id: InstrumentId): Promise<readonly { readonly source: SourceId; readonly symbol: string }[]>;
  /** The instrument a source means by a symbol, as far as it was read. */
  instrumentOf(source: SourceId, symbol: string): InstrumentId | null;
}

export class SymbolService {
  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly map: SymbolMap,
    private readonly now: () => Date,
  ) {}

  /** By source. @throws NotFound */
  async list(actor: Actor | null, instrumentId: string): Promise<KnownSymbol[]> {
    authorise(actor, 'source:read');
    const id = await this.existing(instrumentId);
    const entered = await this.database.read((em) => em.find(SourceSymbol, { instrumentId: id }));
    const byHand = new Set(entered.map(({ source, symbol }) => `${source} ${symbol}`));
    const known = await this.map.symbolsOf(id);
    const skips = await this.skips();
    const skipOf = new Map(skips.map((skip) => [`${skip.source} ${skip.symbol}`, skip]));
    return known
      .map(({ source, symbol }) => {
        const skip = skipOf.get(`${source} ${symbol}`);
        const isEntered = byHand.has(`${source} ${symbol}`);
        return { source, symbol, isEntered, skippedUntil: skip?.until ?? null, skippedBecause: skip?.kind ?? null };
      })
      .sort((one, other) => (one.source < other.source ? -1 : 1));
  }

  /** What no source is asked for because it does not know or cover it, the newest first. */
  async skipped(actor: Actor | null, first?: number | null): Promise<SkippedSymbol[]> {
    authorise(actor, 'source:read');
    const size = pageSize(first);
    const skips = (await this.skips()).map((skip) => ({ ...skip, instrumentId: this.map.instrumentOf(skip.source, skip.symbol) }));
    const unknownTo = new Map<InstrumentId, number>();
    for (const { kind, instrumentId } of skips)
      if (instrumentId && kind === 'UNKNOWN_SYMBOL') unknownTo.set(instrumentId, (unknownTo.get(instrumentId) ?? 0) + 1);
    const isSuspect = (id: InstrumentId | null) => id !== null && (unknownTo.get(id) ?? 0) >= SUSPECT_FROM;
    return skips.slice(0, size).map((skip) => ({ ...skip, isSuspect: isSuspect(skip.instrumentId) }));
  }

  private skips(): Promise<StoredSkip[]> {
    return this.database.read((em) => readSkips(em, { source: null, at: this.now(), limit: SKIPS_MAX }));
  }

  /**
   * Enters what a source calls an instrument, instead of what it had; null: what the rules derive holds again.
   * @throws NotFound | Conflict when the source calls another instrument so
   */
  async set(
    actor: Actor | null,
    { instrumentId, source, symbol }: { instrumentId: string; source: string; symbol: string | null },
  ): Promise<KnownSymbol[]> {
    authorise(actor, 'source:manage');
    const id = await this.existing(instrumentId);
    const name = parseText(source, { field: 'source', max: 40 });
    if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new InvalidInput('source', 'SOURCE', 'source must be the id of a source, such as yahoo.');
    const text = symbol === null ? null : parseText(symbol, { field: 'symbol', max: 60 });
    try {
      await this.database.write(async (em) => {
        const before = await em.find(SourceSymbol, { instrumentId: id, source: name });
        await em.nativeDelete(SourceSymbol, { instrumentId: id, source: name });
        if (text !== null) await em.insert(SourceSymbol, { source: name, symbol: text, instrumentId: id });
        // Whatever the source said of it before, it is asked again.
        if (text !== null) await forgetSkip(em, { source: name, symbol: text });
        const at = this.now();
        em.persist(
          new AuditEntry({
            id: newId(at),
            actorId: actor.userId,
            action: 'instrument.symbol',
            subject: id,
            before: { source: name, symbols: before.map((each) => each.symbol) },
            after: { source: name, symbol: text },
            address: actor.address,
            at,
          }),
        );
      });
    } catch (error) {
      if (!(error instanceof UniqueConstraintViolationException)) throw error;
      throw new Conflict('SYMBOL_TAKEN', `${name} calls another instrument ${text} already.`);
    }
    await announceInstruments(this.bus, [id]);
    return this.list(actor, id);
  }

  private async existing(instrumentId: string): Promise<InstrumentId> {
    const id = instrumentId as InstrumentId;
    const exists = isUuid(instrumentId) && (await this.database.read((em) => em.count(Instrument, { id }))) > 0;
    if (!exists) throw new NotFound('instrument', 'instrumentId');
    return id;
  }
}
