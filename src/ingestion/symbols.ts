/**
 * Our instruments and each source's own names for them, looked up in both directions. The rows come from a function
 * passed in; a refresh replaces everything at once, so a reader never sees half of it.
 */
import type { Day } from '../domain/day.js';
import type { InstrumentId, SourceId } from '../domain/ids.js';
import type { Instrument } from '../domain/instrument.js';

/** What normalising needs to know of an instrument. */
export type SymbolInstrument = Pick<Instrument, 'id' | 'kind' | 'currency' | 'mic' | 'unitDivisor'> &
  Partial<Pick<Instrument, 'splits' | 'pinnedSource'>>;

export interface SymbolRows {
  readonly instruments: readonly SymbolInstrument[];
  readonly symbols: readonly { readonly source: string; readonly symbol: string; readonly instrumentId: InstrumentId }[];
  /** Splits that sources propose and nobody has decided about. */
  readonly proposedSplits?: readonly ProposedSplit[];
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
}

export class SymbolBook {
  private index: Index = { byId: new Map(), bySymbol: new Map(), symbolOf: new Map(), proposedSplits: new Map() };
  private refreshing: Promise<void> | null = null;

  constructor(private readonly load: () => Promise<SymbolRows>) {}

  /** Reads everything again; calls that come while one is under way share it. */
  refresh(): Promise<void> {
    this.refreshing ??= this.load()
      .then((rows) => this.replace(rows))
      .finally(() => {
        this.refreshing = null;
      });
    return this.refreshing;
  }

  replace(rows: SymbolRows): void {
    this.index = indexOf(rows);
  }

  instrument(id: InstrumentId): SymbolInstrument | null {
    return this.index.byId.get(id) ?? null;
  }

  /** The instrument a source means by a symbol; our own instrument id is understood from every source. */
  resolve(source: SourceId, symbol: string): SymbolInstrument | null {
    return this.index.bySymbol.get(source)?.get(symbol) ?? this.index.byId.get(symbol) ?? null;
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

  /** Every symbol a source is to be asked for. */
  symbolsOf(source: SourceId): readonly string[] {
    return [...(this.index.bySymbol.get(source)?.keys() ?? [])];
  }
}

function indexOf({ instruments, symbols, proposedSplits = [] }: SymbolRows): Index {
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
  return { byId, bySymbol, symbolOf, proposedSplits: proposed };
}

function entry<T>(outer: Map<string, Map<string, T>>, key: string): Map<string, T> {
  const found = outer.get(key) ?? new Map<string, T>();
  outer.set(key, found);
  return found;
}
