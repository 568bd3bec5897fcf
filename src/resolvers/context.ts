/** What an operation carries: who asks, and loaders that live no longer than it does. */
import DataLoader from 'dataloader';
import type { InstrumentId } from '../domain/ids.js';
import type { Instrument } from '../domain/instrument.js';
import type { Actor } from '../domain/user.js';
import type { InstrumentService } from '../services/instrument.js';
import type { LiveValuations } from '../services/live.js';

export interface OperationContext {
  readonly actor: Actor | null;
  /** Where the request came from, as limits count it. */
  readonly address: string;
  readonly instruments: DataLoader<InstrumentId, Instrument | null>;
  readonly live: LiveValuations;
}

export function contextFor(
  { actor, address }: { actor: Actor | null; address: string },
  services: { instruments: InstrumentService; live: LiveValuations },
): OperationContext {
  return { actor, address, live: services.live, instruments: new DataLoader((ids) => services.instruments.findMany(actor, ids)) };
}
