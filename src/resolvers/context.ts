/** What an operation carries: who asks, and loaders that live no longer than it does. */
import DataLoader from 'dataloader';
import type { InstrumentId } from '../domain/ids.js';
import type { Instrument } from '../domain/instrument.js';
import type { Actor } from '../domain/user.js';
import type { AlertInbox } from '../services/alert-inbox.js';
import type { InstrumentService } from '../services/instrument.js';
import type { LiveValuations } from '../services/live.js';

export interface OperationContext {
  readonly actor: Actor | null;
  /** Where the request came from, as limits count it. */
  readonly address: string;
  readonly instruments: DataLoader<InstrumentId, Instrument | null>;
  readonly live: LiveValuations;
  readonly inbox: AlertInbox;
  /** The operation's loader of that name, made when it is first asked for: what a list's children ask of a service is asked at once. */
  loader<K, V>(name: string, load: DataLoader.BatchLoadFn<K, V>): DataLoader<K, V>;
}

export function contextFor(
  { actor, address }: { actor: Actor | null; address: string },
  services: { instruments: InstrumentService; live: LiveValuations; inbox: AlertInbox },
): OperationContext {
  const loaders = new Map<string, DataLoader<unknown, unknown>>();
  return {
    actor,
    address,
    live: services.live,
    inbox: services.inbox,
    instruments: new DataLoader((ids) => services.instruments.findMany(actor, ids)),
    loader<K, V>(name: string, load: DataLoader.BatchLoadFn<K, V>) {
      // It gathers but keeps nothing: a subscription is one operation, however long it lasts.
      const found = loaders.get(name) ?? new DataLoader(load as DataLoader.BatchLoadFn<unknown, unknown>, { cache: false });
      loaders.set(name, found);
      return found as DataLoader<K, V>;
    },
  };
}
