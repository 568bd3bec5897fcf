/** The sources of prices: what they cover, how they are doing, and how they did. For administrators. */
import { authorise } from '../domain/access.js';
import { InvalidInput } from '../domain/errors.js';
import type { SourceId } from '../domain/ids.js';
import { pageSize } from '../domain/page.js';
import type { SourceEvent, SourceHealth, SourceHour, SourcePlan, SourceProfile } from '../domain/source.js';
import type { Actor } from '../domain/user.js';
import type { Database } from '../storage/database.js';
import { readFiles, type StoredFile } from '../storage/query/dropped-file.js';
import { readEvents, readHealth, readHours } from '../storage/query/source.js';

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
  plans(): ReadonlyMap<SourceId, SourcePlan>;
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
    return this.asking.profiles.flatMap((profile) => {
      const health = (own.has(profile.id) ? null : kept.get(profile.id)) ?? known.get(profile.id);
      const plan = plans.get(profile.id);
      return health && plan ? [{ ...health, ...profile, plan }] : [];
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
  async files(actor: Actor | null, first?: number | null): Promise<StoredFile[]> {
    authorise(actor, 'source:read');
    const limit = pageSize(first);
    return this.database.read((em) => readFiles(em, limit));
  }
}
