/** The part of the API that administrators run the sources with. */
import type { SourceId } from '../domain/ids.js';
import type { SourceInfo, SourceProfile } from '../domain/source.js';
import type { PushedHealth } from '../ingestion/pushed-health.js';
import type { IngestionLoop } from '../ingestion/schedule.js';
import type { Source } from '../ingestion/source.js';
import type { SymbolBook } from '../ingestion/symbols.js';
import { BackfillResolver } from '../resolvers/backfill.js';
import { CorporateActionResolver } from '../resolvers/corporate-action.js';
import { FxRateResolver } from '../resolvers/fx-rate.js';
import { IdentifierResolver } from '../resolvers/identifier.js';
import { SourceResolver } from '../resolvers/source.js';
import { SymbolResolver } from '../resolvers/symbol.js';
import { BackfillService, type Historians } from '../services/backfill.js';
import { CorporateActionService } from '../services/corporate-action.js';
import { IdentifierService } from '../services/identifier.js';
import type { Pinnable } from '../services/pinned-source.js';
import type { Release } from '../services/provenance.js';
import { type HeldRate, RateProvenanceService } from '../services/rate-provenance.js';
import { SourceService } from '../services/source.js';
import type { SplitService } from '../services/split.js';
import { type SymbolMap, SymbolService } from '../services/symbol.js';
import type { Bus } from '../storage/bus.js';
import type { Database } from '../storage/database.js';
import { now } from './clock.js';

export function openSourceResolvers({
  database,
  bus,
  sources,
  symbols,
  loop,
  pushed,
  splits,
  pinnable,
  releaseRate,
}: {
  database: Database;
  bus: Bus;
  sources: readonly Source[];
  symbols: SymbolBook;
  loop: IngestionLoop;
  pushed: PushedHealth;
  splits: SplitService;
  pinnable: Pinnable;
  /** Hands a held rate in again, vouched for. */
  releaseRate: (held: HeldRate) => Promise<Release>;
}): object[] {
  const asking = {
    profiles: sources.map(profileOf),
    health: () => loop.health(),
    ownHealth: () => loop.ownHealth(),
    pushedHealth: () => pushed.read(),
    plans: () => loop.plans(),
  };
  return [
    new IdentifierResolver(new IdentifierService(database, bus, now)),
    new FxRateResolver(new RateProvenanceService(database, bus, releaseRate, pinnable, now), now),
    new SourceResolver(new SourceService(database, asking, now)),
    new CorporateActionResolver(new CorporateActionService(database, bus, splits, now)),
    new SymbolResolver(new SymbolService(database, bus, symbolMapOf(symbols), now)),
    new BackfillResolver(new BackfillService(database, historiansIn(sources, symbols), now)),
  ];
}

function symbolMapOf(symbols: SymbolBook): SymbolMap {
  return {
    async symbolsOf(id) {
      await symbols.refresh([id]);
      return symbols.allSymbolsOf(id);
    },
    instrumentOf: (source, symbol) => symbols.resolve(source, symbol)?.id ?? null,
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

/** What is polled is known by its symbols alone; whoever pushes, drops or streams may name what they like by our own ids. */
export function pinnableAmong(infos: readonly SourceInfo[], sources: readonly Source[], symbols: SymbolBook): Pinnable {
  return {
    infos,
    async delivers(id, instrumentId) {
      const source = sources.find(({ info }) => info.id === id);
      if (!source) return true;
      if (instrumentId === null) return source.capabilities.kinds.includes('FX');
      if (!source.poll) return true;
      await symbols.refresh([instrumentId]);
      // Of an instrument that is not there this is not the fault.
      return !symbols.instrument(instrumentId) || symbols.symbolOf(id, instrumentId) !== null;
    },
  };
}

/** The sources that can give an instrument's past prices, the most trusted first. */
export function historiansIn(sources: readonly Source[], symbols: SymbolBook): Historians {
  return async (id) => {
    if (id === null)
      return byTrust(sources.filter(({ history, capabilities: { kinds } }) => history && kinds.every((kind) => kind === 'FX')));
    if (!symbols.instrument(id)) await symbols.refresh([id]);
    const able = sources.filter(({ history, info }) => history && symbols.symbolOf(info.id, id) !== null);
    return byTrust(able);
  };
}

function byTrust(sources: readonly Source[]): SourceId[] {
  return sources
    .map(({ info }) => info)
    .sort((one, other) => one.priority - other.priority)
    .map(({ id }) => id);
}
