/** The sources of prices: what they cover, how they are doing, and how they did. For administrators. */
import { authorise } from '../domain/access.js';
import type { DroppedFile } from '../domain/dropped-file.js';
import { InvalidInput } from '../domain/errors.js';
import type { SourceId } from '../domain/ids.js';
import { InstrumentKind } from '../domain/instrument.js';
import { pageSize } from '../domain/page.js';
import {
  healthAtFirst,
  pushedInfo,
  type SourceEvent,
  type SourceHealth,
  type SourceHour,
  type SourcePlan,
  type SourceProfile,
} from '../domain/source.js';
import type { Actor } from '../domain/user.js';
import type { Database } from '../storage/database.js';
import { readFiles } from '../storage/query/dropped-file.js';
import { readEvents, readHealth, readHours } from '../storage/query/source.js';
import { findPushers } from '../storage/query/user.js';

const HOUR_MS = 3_600_000;
const HOURS_MAX = 24 * 90;

export interface SourceState extends SourceHealth, SourceProfile {
  readonly plan: SourcePlan;
}

export interface Asking {
  readonly profiles: readonly SourceProfile[];
  /** Of every source, as this instance knows it. */
  health(): readonly SourceHealth[];
  /** Of those this instance asks. */
  ownHealth(): readonly SourceHealth[];
  /** Of those that push to this instance. */
  pushedHealth(): readonly SourceHealth[];
  plans(): ReadonlyMap<SourceId, SourcePlan>;
}

/** Whoever pushes is asked for nothing. */
const NOT_ASKED: SourcePlan = { symbols: 0, units: 0, roundS: 0, isEnough: true, message: null };

function pushedProfile(id: SourceId, name: string): SourceProfile {
  const kinds = [...Object.values(InstrumentKind), 'FX'];
  const terms = { mics: null, hasStream: false, hasHistory: false, delayMinutes: null, commercialUse: true, licence: null };
  return { ...pushedInfo(id, name), kinds, ...terms };
}

export class SourceService {
  constructor(
    private readonly database: Database,
    private readonly asking: Asking,
    private readonly now: () => Date,
  ) {}

  /** How the sources are doing; one that another instance asks, as that instance last saw it. */
  async sources(actor: Actor | null): Promise<SourceState[]> {
    authorise(actor, 'source:read');
    const kept = new Map((await this.database.read((em) => readHealth(em))).map((health) => [health.id, health]));
    const own = new Set(this.asking.ownHealth().map(({ id }) => id));
    const known = new Map(this.asking.health().map((health) => [health.id, health]));
    const plans = this.asking.plans();
    const asked = this.asking.profiles.flatMap((profile) => {
      const health = (own.has(profile.id) ? null : kept.get(profile.id)) ?? known.get(profile.id);
      const plan = plans.get(profile.id);
      return health && plan ? [{ ...health, ...profile, plan }] : [];
    });
    return [...asked, ...(await this.pushers(kept))];
  }

  /** Institutions that push; as the instance saw them that they pushed to last. */
  private async pushers(kept: ReadonlyMap<SourceId, SourceHealth>): Promise<SourceState[]> {
    const known = new Map(this.asking.pushedHealth().map((health) => [health.id, health]));
    const users = await this.database.read((em) => findPushers(em));
    return users.map(({ source, name }) => {
      const profile = pushedProfile(source as SourceId, name);
      const [newest] = [known.get(profile.id), kept.get(profile.id)]
        .filter((health) => health !== undefined)
        .sort((one, other) => Number(other.lastAttemptAt) - Number(one.lastAttemptAt));
      return { ...(newest ?? healthAtFirst(profile)), ...profile, plan: NOT_ASKED };
    });
  }

  /** Changes of its status, newest first. */
  async events(actor: Actor | null, source: SourceId, first?: number | null): Promise<SourceEvent[]> {
    authorise(actor, 'source:read');
    const limit = pageSize(first);
    return this.database.read((em) => readEvents(em, { source, limit }));
  }

  /** What came of it in each of the last hours in which anything did, oldest first. */
  async hours(actor: Actor | null, source: SourceId, last?: number | null): Promise<SourceHour[]> {
    authorise(actor, 'source:read');
    const hours = last ?? 24;
    if (hours < 1 || hours > HOURS_MAX) throw new InvalidInput('last', 'RANGE', `last must be 1 to ${HOURS_MAX} hours.`);
    const from = new Date(this.now().getTime() - hours * HOUR_MS);
    return this.database.read((em) => readHours(em, { source, from }));
  }

  /** Files of prices that were read, newest first. */
  async files(actor: Actor | null, first?: number | null): Promise<DroppedFile[]> {
    authorise(actor, 'source:read');
    const limit = pageSize(first);
    return this.database.read((em) => readFiles(em, limit));
  }
}
