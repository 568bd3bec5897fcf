/**
 * The past days of portfolios and accounts as they are kept: read, and those that are missing worked out in one pass and kept.
 * Who asks for days of which none is kept waits until they are worked out, and not until they are written. Invariant: what is kept
 * of a scope has no holes, and is not kept when something changed while it was worked out.
 */
import { addDays, type Day, dayIn } from '../domain/day.js';
import { Unavailable } from '../domain/errors.js';
import type { SeriesDay } from '../domain/history.js';
import type { PortfolioId } from '../domain/ids.js';
import type { Database, EntityManager } from '../storage/database.js';
import {
  type KeptState,
  keepDays,
  keptDays,
  keptState,
  type OwnedPortfolio,
  outdatedAmong,
  outdatedPortfolios,
  type ScopeId,
} from '../storage/query/history.js';
import { firstEntryDays } from '../storage/query/ledger.js';
import { Turns } from '../storage/turns.js';
import { walkSeries } from './day-walk.js';
import { loadScopeHead, type ScopeHead } from './scope.js';

/** A day is kept when it has been over this long, so that what was being stored at midnight is in it; what is stored later is late. */
const SETTLING_MS = 60_000;
/** Days written at once: others wait while their statement is put together. */
const DAYS_PER_WRITE = 500;
/** How often a series is worked out again because something changed meanwhile; after that it is answered without being kept. */
const ATTEMPTS = 3;

export class KeptDays {
  /** Work in progress, so that those who ask at once do not do it more than once. */
  private readonly filling = new Map<ScopeId, Filling>();
  private isStopping = false;
  /** Where the next catching up begins; null for the first portfolio. */
  private caughtUpTo: PortfolioId | null = null;

  constructor(
    private readonly database: Database,
    private readonly now: () => Date,
  ) {}

  /**
   * The days from the first entry to yesterday, and the day of that entry; none without an entry. Those that were not kept are kept
   * from now on, but for one that settles still: that is worked out for whoever asks.
   */
  async of(head: ScopeHead, yesterday: Day): Promise<{ readonly first: Day | null; readonly days: readonly SeriesDay[] }> {
    const first = await this.database.read((em) => firstDayIn(em, head));
    if (!first) return { first, days: [] };
    const keptUntil = keptUntilOf(this.now());
    if (yesterday <= keptUntil) return { first, days: await this.keptOf(head, { first, until: yesterday }) };
    const version = async () => (await this.database.read((em) => keptState(em, head.portfolio.id, scopeIdOf(head)))).version;
    for (let attempt = 1; ; attempt += 1) {
      const before = await version();
      const days = [...(await this.keptOf(head, { first, until: keptUntil }))];
      const from = first > keptUntil ? addDays(first, -1) : keptUntil;
      for await (const day of walkSeries(this.database, head, { from, until: yesterday })) days.push(day);
      if ((await version()) === before || attempt === ATTEMPTS) return { first, days };
    }
  }

  private async keptOf(head: ScopeHead, range: { readonly first: Day; readonly until: Day }): Promise<readonly SeriesDay[]> {
    const worked = await this.fill(head, range);
    return worked ?? (await this.database.read((em) => keptDays(em, scopeIdOf(head), { from: range.first, to: range.until })));
  }

  /**
   * Works out and keeps the past days of portfolios that lack some, so that whoever asks finds them; goes on where it left off.
   * Gives how many portfolios. What goes wrong with one holds up no other, and is told at the end.
   */
  async catchUp(signal: AbortSignal): Promise<number> {
    const keptUntil = keptUntilOf(this.now());
    const { portfolios, last } = await this.database.read((em) => outdatedPortfolios(em, keptUntil, this.caughtUpTo));
    const filled = await this.fillAll(portfolios, { keptUntil, signal });
    if (!signal.aborted) this.caughtUpTo = last;
    return countOf(filled);
  }

  /** The same of these portfolios alone. */
  async catchUpWith(portfolioIds: readonly PortfolioId[], signal: AbortSignal): Promise<number> {
    const keptUntil = keptUntilOf(this.now());
    const portfolios = await this.database.read((em) => outdatedAmong(em, keptUntil, portfolioIds));
    return countOf(await this.fillAll(portfolios, { keptUntil, signal }));
  }

  private async fillAll(
    portfolios: readonly OwnedPortfolio[],
    { keptUntil, signal }: { readonly keptUntil: Day; readonly signal: AbortSignal },
  ): Promise<Filled> {
    let count = 0;
    const failures: unknown[] = [];
    for (const { userId, portfolioId } of portfolios) {
      if (signal.aborted) break;
      try {
        const head = await this.database.read((em) => loadScopeHead(em, { userId }, { portfolioId }));
        const first = await this.database.read((em) => firstDayIn(em, head));
        if (first) await this.fill(head, { first, until: keptUntil }, { isToBeKept: true });
        count += 1;
      } catch (error) {
        // With the database away the others would fail as well.
        if (error instanceof Unavailable) throw error;
        failures.push(error);
      }
    }
    return { count, failures };
  }

  /** Ends what is being written after the part that is under way: the days after it are worked out again when somebody asks. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.allSettled([...this.filling.values()].map(({ kept }) => kept));
  }

  /** Works out what is missing, and keeps it. Returns the days where they need not be read: all were worked out, or could not be kept. */
  private async fill(
    head: ScopeHead,
    range: { readonly first: Day; readonly until: Day },
    { isToBeKept }: { readonly isToBeKept: boolean } = { isToBeKept: false },
  ): Promise<SeriesDay[] | null> {
    const id = scopeIdOf(head);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const state = await this.database.read((em) => keptState(em, head.portfolio.id, id));
      if (range.first > range.until || (state.lastDay !== null && state.lastDay >= range.until)) return null;
      const { worked, kept } = this.fillingOf(head, state, range.until);
      const whole = isToBeKept ? null : await worked;
      if (whole?.isWhole) return whole.days;
      await kept;
    }
    const state = await this.database.read((em) => keptState(em, head.portfolio.id, id));
    if (isToBeKept || (state.lastDay !== null && state.lastDay >= range.until)) return null;
    // Because things change all the time.
    const days: SeriesDay[] = [];
    for await (const day of walkSeries(this.database, head, { from: addDays(range.first, -1), until: range.until })) days.push(day);
    return days;
  }

  /** The work on these days: what others have begun, or else begun now. */
  private fillingOf(head: ScopeHead, state: KeptState, until: Day): Filling {
    const id = scopeIdOf(head);
    const begun = this.filling.get(id);
    if (begun && begun.version === state.version && begun.until === until) return begun;
    const worked = this.workOut(head, state, until);
    const kept = worked.then((found) => found && this.keep(head, state.version, found.days));
    const filling: Filling = { version: state.version, until, worked, kept };
    this.filling.set(id, filling);
    const end = () => {
      if (this.filling.get(id) === filling) this.filling.delete(id);
    };
    // Whoever awaits it hears of a failure; who has the days already need not, as they are worked out again where they are not kept.
    kept.then(end, end);
    return filling;
  }

  /**
   * Whose accounts count and in which currency is read again after the version: what changed before it is seen, and of what changes
   * later nothing is given. A head from before the version may say neither.
   */
  private async workOut(asked: ScopeHead, state: KeptState, until: Day): Promise<Worked | null> {
    const { portfolio, account } = asked;
    const place = account ? { accountId: account.id } : { portfolioId: portfolio.id };
    const head = await this.database.read((em) => loadScopeHead(em, portfolio, place));
    // The version is that of another portfolio, which the account has left.
    if (head.portfolio.id !== portfolio.id) return null;
    const first = await this.database.read((em) => firstDayIn(em, head));
    if (!first) return null;
    const days: SeriesDay[] = [];
    for await (const day of walkSeries(this.database, head, { from: state.lastDay ?? addDays(first, -1), until })) days.push(day);
    const { version } = await this.database.read((em) => keptState(em, portfolio.id, scopeIdOf(head)));
    return version === state.version ? { days, isWhole: state.lastDay === null } : null;
  }

  /** Part by part, as others wait while a statement is put together; until something of the portfolio changes. */
  private async keep(head: ScopeHead, version: number, days: readonly SeriesDay[]): Promise<void> {
    const keep = { portfolioId: head.portfolio.id, scopeId: scopeIdOf(head), version };
    const turns = new Turns();
    for (let start = 0; start < days.length && !this.isStopping; start += DAYS_PER_WRITE) {
      // The embedded database answers without letting anything else of this process have its turn.
      await turns.next();
      const part = days.slice(start, start + DAYS_PER_WRITE);
      if (!(await this.database.write((em) => keepDays(em, keep, part)))) return;
    }
  }
}

/** Days that are being worked out, and then written. */
interface Filling {
  /** What they are worked out from, and the last of them. */
  readonly version: number;
  readonly until: Day;
  /** Null where something changed meanwhile. */
  readonly worked: Promise<Worked | null>;
  readonly kept: Promise<unknown>;
}

interface Worked {
  readonly days: SeriesDay[];
  /** Whether none was kept before. */
  readonly isWhole: boolean;
}

interface Filled {
  readonly count: number;
  readonly failures: readonly unknown[];
}

/** @throws AggregateError when some could not be worked out */
function countOf({ count, failures }: Filled): number {
  if (failures.length > 0) throw new AggregateError(failures, `The past days of ${failures.length} portfolios could not be worked out.`);
  return count;
}

/** The last day that is over for good. */
export function keptUntilOf(now: Date): Day {
  return addDays(dayIn('UTC', new Date(now.getTime() - SETTLING_MS)), -1);
}

export function scopeIdOf({ portfolio, account }: ScopeHead): ScopeId {
  return account?.id ?? portfolio.id;
}

/** Given the day of every account's first entry. */
async function firstDayIn(em: EntityManager, { members, portfolio }: ScopeHead): Promise<Day | null> {
  return members.firstDay(await firstEntryDays(em, portfolio.userId, members.ever));
}
