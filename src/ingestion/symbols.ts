/**
 * Our instruments and each source's own names for them, looked up in both directions. The rows come from a function
 * passed in: those of all instruments, or of the few that changed, so that one more costs the same however many there are. What was read
 * takes its place at once, so a reader never sees half of it.
 */
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import { isDelistedAt } from '../domain/delisting.js';
import { pairKey } from '../domain/fx.js';
import type { InstrumentId, SourceId } from '../domain/ids.js';
import { type Instrument, InstrumentKind } from '../domain/instrument.js';
import { isPushed, PUSHED } from '../domain/source.js';

/** Symbols that were looked up and not found are remembered, so many of them. */
const LOOKED_UP_MAX = 10_000;
/** A stream may carry thousands of symbols that are nobody's: everything is not read again for each. */
const LOOK_UP_MS = 1_000;
/** So long after it trades no more a fund's last NAV is still asked for. */
const LAST_NAV_MS = 7 * 86_400_000;

export interface SymbolRow {
  readonly source: string;
  readonly symbol: string;
  readonly instrumentId: InstrumentId;
  /** Made by the source's rules, and not entered: it says nothing where it fits several instruments, or was entered for another. */
  readonly isDerived?: boolean;
}

/** What normalising needs to know of an instrument. */
export type SymbolInstrument = Pick<Instrument, 'id' | 'kind' | 'currency' | 'mic' | 'unitDivisor'> &
  Partial<Pick<Instrument, 'splits' | 'pinnedSource' | 'pinnedFrom' | 'delistedOn'>>;

export interface SymbolRows {
  readonly instruments: readonly SymbolInstrument[];
  readonly symbols: readonly SymbolRow[];
  /** Splits that sources propose and nobody has decided about. */
  readonly proposedSplits?: readonly ProposedSplit[];
  /** The one source that counts for a pair. */
  readonly pinnedRates?: readonly (Pin & { readonly base: Currency; readonly quote: Currency })[];
}

/** A source that alone counts, of this day on; of every day where that is not known. */
export interface Pin {
  readonly source: SourceId;
  readonly pinnedFrom: Day | null;
}

export interface ProposedSplit {
  readonly instrumentId: InstrumentId;
  readonly exDate: Day;
  readonly ratioNew: number;
  readonly ratioOld: number;
}

export class SymbolBook {
  private readonly byId = new Map<string, SymbolInstrument>();
  /** What each instrument is called. */
  private readonly rows = new Map<string, readonly SymbolRow[]>();
  /** Source, then its symbol: all that are called so. */
  private readonly bySymbol = new Map<string, Map<string, SymbolRow[]>>();
  private proposedSplits: ReadonlyMap<string, readonly ProposedSplit[]> = new Map();
  /** By pair. */
  private pinnedRates: ReadonlyMap<string, Pin> = new Map();
  private reading: Promise<void> | null = null;
  private next: Promise<void> | null = null;
  /** What the next reading is of. */
  private readonly wanted = new Set<InstrumentId>();
  /** Before all was read, and after a reading that failed, the next one is of everything. */
  private isWhole = false;
  private readonly lookedUp = new Set<string>();
  /** On the monotonic clock. */
  private lookedUpMs = Number.NEGATIVE_INFINITY;

  /** @param load reads these instruments, or all, each with all of its symbols; splits and pairs always whole */
  constructor(private readonly load: (ids: readonly InstrumentId[] | null) => Promise<SymbolRows>) {}

  /**
   * Reads everything again, or these instruments, or none where only a pair changed. A reading under way may have begun before the change, so
   * calls that come meanwhile share the next one.
   */
  refresh(ids: readonly InstrumentId[] | null = null): Promise<void> {
    if (ids === null) this.isWhole = false;
    for (const id of ids ?? []) this.wanted.add(id);
    if (!this.reading) return this.read();
    this.next ??= this.reading
      .catch(() => undefined)
      .then(() => {
        this.next = null;
        return this.read();
      });
    return this.next;
  }

  /** Resolves when every change that was told of has been read, or could not be. */
  async settled(): Promise<void> {
    while (this.reading) await (this.next ?? this.reading).catch(() => undefined);
  }

  /**
   * An instrument may have been made in this very moment: waits for what was told of, and reads once more for symbols that are still not known.
   * Each is looked up once; whoever makes its instrument later tells of it.
   */
  async lookUp(named: readonly { readonly source: SourceId; readonly symbol: string }[]): Promise<void> {
    const unknown = () => named.filter(({ source, symbol }) => !this.lookedUp.has(`${source} ${symbol}`) && !this.resolve(source, symbol));
    if (unknown().length === 0) return;
    await this.settled();
    const missing = unknown();
    if (missing.length === 0 || performance.now() - this.lookedUpMs < LOOK_UP_MS) return;
    this.lookedUpMs = performance.now();
    await this.refresh();
    if (this.lookedUp.size > LOOKED_UP_MAX) this.lookedUp.clear();
    for (const { source, symbol } of missing) this.lookedUp.add(`${source} ${symbol}`);
  }

  private read(): Promise<void> {
    const ids = this.isWhole ? [...this.wanted] : null;
    this.wanted.clear();
    this.isWhole = true;
    this.reading = this.load(ids)
      .then((rows) => (ids === null ? this.replace(rows) : this.merge(rows)))
      .catch((error: unknown) => {
        this.isWhole = false;
        throw error;
      })
      .finally(() => {
        this.reading = null;
      });
    return this.reading;
  }

  replace(rows: SymbolRows): void {
    for (const index of [this.byId, this.rows, this.bySymbol]) index.clear();
    this.merge(rows);
  }

  private merge({ instruments, symbols, proposedSplits = [], pinnedRates = [] }: SymbolRows): void {
    const named = Map.groupBy(symbols, ({ instrumentId }) => instrumentId);
    for (const instrument of instruments) {
      this.byId.set(instrument.id, instrument);
      this.rename(instrument.id, named.get(instrument.id) ?? []);
    }
    this.proposedSplits = Map.groupBy(proposedSplits, ({ instrumentId }) => instrumentId);
    this.pinnedRates = new Map(pinnedRates.map(({ base, quote, ...pin }) => [pairKey(base, quote), pin]));
  }

  private rename(id: InstrumentId, rows: readonly SymbolRow[]): void {
    for (const { source, symbol } of this.rows.get(id) ?? []) {
      const ofSource = this.bySymbol.get(source);
      const others = (ofSource?.get(symbol) ?? []).filter(({ instrumentId }) => instrumentId !== id);
      if (others.length > 0) ofSource?.set(symbol, others);
      else ofSource?.delete(symbol);
    }
    this.rows.set(id, rows);
    for (const row of rows) {
      const ofSource = this.bySymbol.get(row.source) ?? new Map<string, SymbolRow[]>();
      this.bySymbol.set(row.source, ofSource);
      ofSource.set(row.symbol, [...(ofSource.get(row.symbol) ?? []), row]);
    }
  }

  instrument(id: InstrumentId): SymbolInstrument | null {
    return this.byId.get(id) ?? null;
  }

  /** The instrument a source means by a symbol; our own instrument id is understood from every source, and `push`'s symbols from all who push. */
  resolve(source: SourceId, symbol: string): SymbolInstrument | null {
    const id = this.meant(source, symbol) ?? (isPushed(source) ? this.meant(PUSHED, symbol) : null);
    return this.byId.get(id ?? symbol) ?? null;
  }

  /** What every source calls it. */
  allSymbolsOf(instrumentId: InstrumentId): { source: SourceId; symbol: string }[] {
    const sources = new Set((this.rows.get(instrumentId) ?? []).map(({ source }) => source as SourceId));
    return [...sources].flatMap((source) => {
      const symbol = this.symbolOf(source, instrumentId);
      return symbol === null ? [] : [{ source, symbol }];
    });
  }

  symbolOf(source: SourceId, instrumentId: InstrumentId): string | null {
    const own = this.rows.get(instrumentId)?.filter((row) => row.source === source) ?? [];
    return own.findLast(({ symbol }) => this.meant(source, symbol) === instrumentId)?.symbol ?? null;
  }

  private meant(source: string, symbol: string): InstrumentId | null {
    const rows = this.bySymbol.get(source)?.get(symbol);
    const row = rows?.find(({ isDerived }) => !isDerived) ?? (rows?.length === 1 ? rows[0] : undefined);
    return row?.instrumentId ?? null;
  }

  proposedSplitsOf(id: InstrumentId): readonly ProposedSplit[] {
    return this.proposedSplits.get(id) ?? [];
  }

  /** The one source whose prices of the instrument and the day count; null: all do. */
  pinnedSource(id: InstrumentId, day: Day): SourceId | null {
    const { pinnedSource: source = null, pinnedFrom = null } = this.byId.get(id) ?? {};
    return source && sourceOn({ source, pinnedFrom }, day);
  }

  /** The one source whose rates of the pair and the day count; null: all do. */
  pinnedRate(base: Currency, quote: Currency, day: Day): SourceId | null {
    const pin = this.pinnedRates.get(pairKey(base, quote));
    return pin ? sourceOn(pin, day) : null;
  }

  /** Every symbol a source is to be asked for at that time: what trades no more is left out once its last price should be there. */
  symbolsOf(source: SourceId, at: Date): readonly string[] {
    return [...(this.bySymbol.get(source)?.keys() ?? [])].filter((symbol) => {
      const instrument = this.byId.get(this.meant(source, symbol) ?? '');
      return instrument !== undefined && isAskedFor(instrument, at);
    });
  }
}

/** A fund's last NAV is told days after its day. */
function isAskedFor(instrument: SymbolInstrument, at: Date): boolean {
  return !isDelistedAt(instrument, instrument.kind === InstrumentKind.FUND ? new Date(at.getTime() - LAST_NAV_MS) : at);
}

function sourceOn({ source, pinnedFrom }: Pin, day: Day): SourceId | null {
  return pinnedFrom === null || day >= pinnedFrom ? source : null;
}
