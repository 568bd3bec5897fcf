/** What an operation carries: who asks, and loaders that live no longer than it does. */
import { type BulkheadPolicy, bulkhead } from 'cockatiel';
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
  /**
   * What the fields at the root, or the members of a list, ask for each by itself: a few at once, since the statements of thousands of them would all
   * stand before whatever anybody else asks. It rejects without a beginning once nobody waits for the operation. It may not wait for another.
   */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** Whether nobody waits for the operation any more. */
  isGivenUp: () => boolean;
}

/** One computes while another waits for the database. */
const AT_ONCE = 2;

export function contextFor(
  { actor, address }: { actor: Actor | null; address: string },
  services: { instruments: InstrumentService; live: LiveValuations; inbox: AlertInbox },
): OperationContext {
  return new CarriedContext(actor, address, services);
}

/** A subscription keeps its own as long as it lasts, and most of them load nothing: loaders are made when they are asked for. */
class CarriedContext implements OperationContext {
  private found: DataLoader<InstrumentId, Instrument | null> | null = null;
  private foundAt = 0;
  private loaders: Map<string, DataLoader<unknown, unknown>> | null = null;
  private line: BulkheadPolicy | null = null;
  isGivenUp = () => false;

  constructor(
    readonly actor: Actor | null,
    readonly address: string,
    private readonly services: { instruments: InstrumentService; live: LiveValuations; inbox: AlertInbox },
  ) {}

  get live(): LiveValuations {
    return this.services.live;
  }

  get inbox(): AlertInbox {
    return this.services.inbox;
  }

  get instruments(): DataLoader<InstrumentId, Instrument | null> {
    const { instruments } = this.services;
    // A subscription lasts, and they change meanwhile.
    if (!this.found || this.foundAt !== instruments.changes) this.found = new DataLoader((ids) => instruments.findMany(this.actor, ids));
    this.foundAt = instruments.changes;
    return this.found;
  }

  /** Resolvers take it out of the context. */
  readonly loader = <K, V>(name: string, load: DataLoader.BatchLoadFn<K, V>): DataLoader<K, V> => {
    this.loaders ??= new Map();
    // It gathers but keeps nothing: a subscription is one operation, however long it lasts.
    const found = this.loaders.get(name) ?? new DataLoader(load as DataLoader.BatchLoadFn<unknown, unknown>, { cache: false });
    this.loaders.set(name, found);
    return found as DataLoader<K, V>;
  };

  readonly inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    this.line ??= bulkhead(AT_ONCE, Number.POSITIVE_INFINITY);
    return this.line.execute(() => {
      if (this.isGivenUp()) throw new Error('nobody waits for it any more');
      return work();
    });
  };
}
