/**
 * Our instruments and each source's own names for them, looked up in both directions. The rows come from a function
 * passed in; a refresh replaces everything at once, so a reader never sees half of it.
 */
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import { pairKey } from '../domain/fx.js';
import type { InstrumentId, SourceId } from '../domain/ids.js';
import type { Instrument } from '../domain/instrument.js';
import { isPushed, PUSHED } from '../domain/source.js';

/** Symbols that were looked up and not found are remembered, so many of them. */
const LOOKED_UP_MAX = 10_000;
/** A stream may carry thousands of symbols that are nobody's: everything is not read again for each. */
const LOOK_UP_MS = 1_000;

/** What normalising needs to know of an instrument. */
export type SymbolInstrument = Pick<Instrument, 'id' | 'kind' | 'currency' | 'mic' | 'unitDivisor'> &
  Partial<Pick<Instrument, 'splits' | 'pinnedSource' | 'pinnedFrom'>>;

export interface SymbolRows {
  readonly instruments: readonly SymbolInstrument[];
  readonly symbols: readonly { readonly source: string; readonly symbol: string; readonly instrumentId: InstrumentId }[];
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

interface Index {
  readonly byId: ReadonlyMap<string, SymbolInstrument>;
  /** Source, then its symbol. */
  readonly bySymbol: ReadonlyMap<string, ReadonlyMap<string, SymbolInstrument>>;
  /** Source, then instrument. */
  readonly symbolOf: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly proposedSplits: ReadonlyMap<string, readonly ProposedSplit[]>;
  /** By pair. */
  readonly pinnedRates: ReadonlyMap<string, Pin>;
}

export class SymbolBook {
  private index: Index = { byId: new Map(), bySymbol: new Map(), symbolOf: new Map(), proposedSplits: new Map(), pinnedRates: new Map() };
  private reading: Promise<void> | null = null;
  private next: Promise<void> | null = null;
  private readonly lookedUp = new Set<string>();
  /** On the monotonic clock. */
  private lookedUpMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly load: () => Promise<SymbolRows>) {}

  /** Reads everything again. A reading under way may have begun before the change, so calls that come meanwhile share the next one. */
  refresh(): Promise<void> {
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
    this.reading = this.load()
      .then((rows) => this.replace(rows))
      .finally(() => {
        this.reading = null;
      });
    return this.reading;
  }

  replace(rows: SymbolRows): void {
    this.index = indexOf(rows);
  }

  instrument(id: InstrumentId): SymbolInstrument | null {
    return this.index.byId.get(id) ?? null;
  }

  /** The instrument a source means by a symbol; our own instrument id is understood from every source, and `push`'s symbols from all who push. */
  resolve(source: SourceId, symbol: string): SymbolInstrument | null {
    const { bySymbol, byId } = this.index;
    const pushed = isPushed(source) ? bySymbol.get(PUSHED)?.get(symbol) : undefined;
    return bySymbol.get(source)?.get(symbol) ?? pushed ?? byId.get(symbol) ?? null;
  }

  /** What every source calls it. */
  allSymbolsOf(instrumentId: InstrumentId): { source: SourceId; symbol: string }[] {
    const found = [...this.index.symbolOf].flatMap(([source, symbols]) => {
      const symbol = symbols.get(instrumentId);
      return symbol === undefined ? [] : [{ source: source as SourceId, symbol }];
    });
    return found;
  }

  symbolOf(source: SourceId, instrumentId: InstrumentId): string | null {
    return this.index.symbolOf.get(source)?.get(instrumentId) ?? null;
  }

  proposedSplitsOf(id: InstrumentId): readonly ProposedSplit[] {
    return this.index.proposedSplits.get(id) ?? [];
  }

  /** The one source whose prices of the instrument and the day count; null: all do. */
  pinnedSource(id: InstrumentId, day: Day): SourceId | null {
    const { pinnedSource: source = null, pinnedFrom = null } = this.index.byId.get(id) ?? {};
    return source && sourceOn({ source, pinnedFrom }, day);
  }

  /** The one source whose rates of the pair and the day count; null: all do. */
  pinnedRate(base: Currency, quote: Currency, day: Day): SourceId | null {
    const pin = this.index.pinnedRates.get(pairKey(base, quote));
    return pin ? sourceOn(pin, day) : null;
  }

  /** Every symbol a source is to be asked for. */
  symbolsOf(source: SourceId): readonly string[] {
    return [...(this.index.bySymbol.get(source)?.keys() ?? [])];
  }
}

function sourceOn({ source, pinnedFrom }: Pin, day: Day): SourceId | null {
  return pinnedFrom === null || day >= pinnedFrom ? source : null;
}

function indexOf({ instruments, symbols, proposedSplits = [], pinnedRates = [] }: SymbolRows): Index {
  const byId = new Map(instruments.map((instrument) => [instrument.id as string, instrument]));
  const bySymbol = new Map<string, Map<string, SymbolInstrument>>();
  const symbolOf = new Map<string, Map<string, string>>();
  for (const { source, symbol, instrumentId } of symbols) {
    const instrument = byId.get(instrumentId);
    if (!instrument) continue;
    entry(bySymbol, source).set(symbol, instrument);
    entry(symbolOf, source).set(instrumentId, symbol);
  }
  const proposed = new Map<string, ProposedSplit[]>();
  for (const split of proposedSplits) proposed.set(split.instrumentId, [...(proposed.get(split.instrumentId) ?? []), split]);
  const pinned = new Map(pinnedRates.map(({ base, quote, ...pin }) => [pairKey(base, quote), pin]));
  return { byId, bySymbol, symbolOf, proposedSplits: proposed, pinnedRates: pinned };
}

function entry<T>(outer: Map<string, Map<string, T>>, key: string): Map<string, T> {
  const found = outer.get(key) ?? new Map<string, T>();
  outer.set(key, found);
  return found;
}
