/** The part of the API that administrators run the sources with. */
import type { InstrumentId, SourceId } from '../domain/ids.js';
import type { SourceProfile } from '../domain/source.js';
import type { IngestionLoop } from '../ingestion/schedule.js';
import type { Source } from '../ingestion/source.js';
import type { SymbolBook } from '../ingestion/symbols.js';
import { BackfillResolver } from '../resolvers/backfill.js';
import { CorporateActionResolver } from '../resolvers/corporate-action.js';
import { SourceResolver } from '../resolvers/source.js';
import { SymbolResolver } from '../resolvers/symbol.js';
import { BackfillService } from '../services/backfill.js';
import { CorporateActionService } from '../services/corporate-action.js';
import { SourceService } from '../services/source.js';
import type { SplitService } from '../services/split.js';
import { type SymbolMap, SymbolService } from '../services/symbol.js';
import type { Bus } from '../storage/bus.js';
import type { Database } from '../storage/database.js';
import { now } from './clock.js';

export type Historians = (id: InstrumentId) => Promise<readonly SourceId[]>;

export function openSourceResolvers({
  database,
  bus,
  sources,
  symbols,
  loop,
  splits,
}: {
  database: Database;
  bus: Bus;
  sources: readonly Source[];
  symbols: SymbolBook;
  loop: IngestionLoop;
  splits: SplitService;
}): object[] {
  const asking = {
    profiles: sources.map(profileOf),
    health: () => loop.health(),
    ownHealth: () => loop.ownHealth(),
    plans: () => loop.plans(),
  };
  return [
    new SourceResolver(new SourceService(database, asking, now)),
    new CorporateActionResolver(new CorporateActionService(database, bus, splits, now)),
    new SymbolResolver(new SymbolService(database, bus, symbolMapOf(symbols, loop), now)),
    new BackfillResolver(new BackfillService(database, historiansIn(sources, symbols), now)),
  ];
}

function symbolMapOf(symbols: SymbolBook, loop: IngestionLoop): SymbolMap {
  return {
    async symbolsOf(id) {
      await symbols.refresh();
      return symbols.allSymbolsOf(id);
    },
    skippedUntil: (source, symbol) => loop.skippedUntil(source, symbol),
    askAgain: (source, symbol) => loop.askAgain(source, symbol),
  };
}

function profileOf({ info, capabilities, open, history }: Source): SourceProfile {
  const { kinds, mics, delayMinutes, commercialUse, licence } = capabilities;
  return {
    ...info,
    kinds,
    mics: mics === '*' ? null : mics,
    hasStream: open !== undefined,
    hasHistory: history !== undefined,
    delayMinutes,
    commercialUse,
    licence: licence ?? null,
  };
}

/** The sources that can give an instrument's past prices, the most trusted first. */
export function historiansIn(sources: readonly Source[], symbols: SymbolBook): Historians {
  return async (id) => {
    if (!symbols.instrument(id)) await symbols.refresh();
    const able = sources.filter(({ history, info }) => history && symbols.symbolOf(info.id, id) !== null);
    return able
      .map(({ info }) => info)
      .sort((one, other) => one.priority - other.priority)
      .map(({ id: source }) => source);
  };
}
