/**
 * The daily series of a portfolio or an account: past days as they are kept, remembered while nothing of them changes, and today
 * valued live. Invariant: a series is the same whether its days were kept or not, in the database or here.
 */
import { type Attribution, sumAttributions } from '../domain/attribution.js';
import { addDays, type Day, dayIn, daysBetween } from '../domain/day.js';
import { LedgerRule, NotFound } from '../domain/errors.js';
import { instrumentDayOf, type SeriesDay, seriesDayOf, startOf } from '../domain/history.js';
import type { InstrumentId } from '../domain/ids.js';
import { Instrument } from '../domain/instrument.js';
import { Members } from '../domain/membership.js';
import type { PriceBook } from '../domain/price-book.js';
import type { Actor } from '../domain/user.js';
import type { Database } from '../storage/database.js';
import { keptState, type ScopeId } from '../storage/query/history.js';
import { Turns } from '../storage/turns.js';
import { explainLedger, explainSeries, walkDays, walkLedger } from './day-walk.js';
import { type KeptDays, keptUntilOf, scopeIdOf } from './kept-day.js';
import { type LiveBegin, type LiveEnd, liveBegin, liveEnd } from './live-step.js';
import type { PortfolioHeads } from './portfolio-head.js';
import { type FoldedLedger, foldAround, type PresentLedgers } from './present-ledger.js';
import { firstDayOf, knownAtOf, loadScope, loadScopeHead, type Scope, type ScopeHead, type ScopeInput } from './scope.js';

/** Sums of past days remembered. */
const EXPLAINED_MAX = 500;
/** Days of series remembered in this process, about half a kilobyte each. */
const REMEMBERED_DAYS_MAX = 150_000;
/** How long a live step stands at most: prices may also move without a new revision, by growing old. */
const LIVE_MS = 500;

/** Days that follow each other without a hole; the first is the start, of which only the value counts. */
export interface Series {
  readonly scope: Scope;
  readonly today: Day;
  /** Null when nothing was ever recorded, or not by the end of the period. */
  readonly days: readonly [SeriesDay, ...SeriesDay[]] | null;
  /** The step to now; null when the period ends before. */
  readonly live: Attribution | null;
  /** The instant whose knowledge counts; null for all that is known. */
  readonly knownAt: Date | null;
  /** The same object as long as nothing of the series can have changed. */
  readonly basis: object;
}

/** Given the day of the first entry and today: the day to start from, and the last day. Both are then kept within the series. */
export type PeriodOf = (first: Day, today: Day) => { readonly start: Day; readonly to?: Day | null | undefined };

/** Whose days, and as they were known when. */
export type HistoryScope = ScopeInput & { readonly knownAt?: Date | null };

interface Clock {
  readonly today: Day;
  readonly yesterday: Day;
  /** Whether yesterday has been over so long that everything stored at midnight is in it. */
  readonly isSettled: boolean;
}

/** What past days are good for: another version, another day, or yesterday settled, and they are read anew. */
interface Basis extends Pick<Clock, 'yesterday' | 'isSettled'> {
  readonly version: number;
}

/** A scope with its past days and what its live step begins from. */
interface Loaded extends Basis {
  readonly scope: Scope;
  /** The day of the first entry; null without one. */
  readonly first: Day | null;
  /** From the first entry on. */
  readonly days: readonly SeriesDay[];
  readonly begin: LiveBegin;
  live: LiveStep | null;
}

/** The days known at an instant, up to its own. */
interface WalkedKnownAt {
  readonly scope: Scope;
  readonly today: Day;
  /** The day of the first entry; null without one. */
  readonly first: Day | null;
  readonly days: readonly SeriesDay[];
}

interface VersionedHead extends ScopeHead {
  readonly version: number;
  readonly present: (yesterday: Day) => Promise<FoldedLedger>;
}

interface LiveStep extends LiveEnd {
  readonly revision: number;
  readonly at: Date;
  readonly today: Day;
}

export class SeriesService {
  private readonly loading = new Map<ScopeId, Basis & { readonly loaded: Promise<Loaded> }>();
  /** The latest used last. */
  private readonly remembered = new Map<ScopeId, Loaded>();
  private rememberedDays = 0;
  private readonly walking = new Map<string, Promise<WalkedKnownAt>>();
  private readonly explained = new Map<string, { readonly version: number; readonly sum: Attribution | null }>();

  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly heads: PortfolioHeads;
      readonly ledgers: PresentLedgers;
      readonly kept: KeptDays;
      readonly prices: PriceBook;
    },
    private readonly now: () => Date,
  ) {}

  /** The days of a period. */
  async series(actor: Actor, input: HistoryScope, period: PeriodOf): Promise<Series> {
    const knownAt = knownAtOf(input.knownAt, this.now());
    if (knownAt) return this.seriesKnownAt(actor, { ...input, knownAt }, period);
    const loaded = await this.load(actor, input);
    // The fields of a dashboard wait for the same days, and would go on all at once.
    await new Turns().next();
    const { scope, first } = loaded;
    const { today } = this.clock();
    const range = first && rangeOf({ first, today }, period);
    if (!range) return { scope, today, days: null, live: null, knownAt: null, basis: loaded };
    const live = range.to === today ? this.liveStep(loaded) : null;
    const day = live && seriesDayOf(today, live.after, live.attribution);
    const { days } = joined(range, loaded.days, day);
    return { scope, today, days, live: live?.attribution ?? null, knownAt: null, basis: live ?? loaded };
  }

  /** As it would have been answered at an instant: nothing of it is kept, but the fields that ask at once wait for the same days. */
  private async seriesKnownAt(actor: Actor, input: ScopeInput & { knownAt: Date }, period: PeriodOf): Promise<Series> {
    const { knownAt } = input;
    const key = [actor.userId, input.portfolioId, input.accountId, knownAt.toISOString()].join(' ');
    const walked = this.walking.get(key) ?? this.walkKnownAt(actor, input).finally(() => this.walking.delete(key));
    this.walking.set(key, walked);
    const { scope, today, first, days } = await walked;
    await new Turns().next();
    const range = first && rangeOf({ first, today }, period);
    if (!range) return { scope, today, days: null, live: null, knownAt, basis: days };
    return { scope, today, ...joined(range, days, null), live: null, knownAt, basis: days };
  }

  private async walkKnownAt(actor: Actor, input: ScopeInput & { knownAt: Date }): Promise<WalkedKnownAt> {
    const { knownAt } = input;
    const today = dayIn('UTC', knownAt);
    const scope = await this.parts.database.read((em) => loadScope(em, actor, input, { knownAt }));
    const first = firstDayOf(scope);
    const days: SeriesDay[] = [];
    if (!first) return { scope, today, first, days };
    for await (const day of walkLedger(this.parts.database, scope, { from: addDays(first, -1), until: today, knownAt })) days.push(day);
    return { scope, today, first, days };
  }

  /** The same of one instrument in the portfolio or account: what it is bought for goes in, what it is sold for and pays goes out. */
  async instrumentSeries(actor: Actor, input: HistoryScope & { readonly instrumentId: string }, period: PeriodOf): Promise<Series> {
    const id = input.instrumentId as InstrumentId;
    const knownAt = knownAtOf(input.knownAt, this.now());
    const clock = this.clock();
    const scope = await this.parts.database.read((em) => loadScope(em, actor, input, { instrumentId: id, ...(knownAt && { knownAt }) }));
    const first = firstDayOf(scope);
    if (!first) throw await this.neverHeld(id, input);
    const today = knownAt ? dayIn('UTC', knownAt) : clock.today;
    const range = rangeOf({ first, today }, period);
    const basis = { scope };
    if (!range) return { scope, today, days: null, live: null, knownAt, basis };
    const past: SeriesDay[] = [];
    const until = !knownAt && range.to === today ? clock.yesterday : range.to;
    for await (const { day, attribution } of walkDays(this.parts.database, scope, { from: addDays(first, -1), until, knownAt })) {
      if (attribution) past.push(instrumentDayOf(day, attribution, id));
    }
    if (knownAt || range.to !== today) return { scope, today, ...joined(range, past, null), live: null, knownAt, basis };
    const folded = await foldAround(scope.ledger, clock.yesterday);
    const begin = await this.parts.database.read((em) => liveBegin(em, scope, folded, clock));
    const { attribution } = liveEnd(scope, begin, { prices: this.parts.prices, now: this.now() });
    return { scope, today, ...joined(range, past, instrumentDayOf(today, attribution, id)), live: attribution, knownAt, basis };
  }

  private async neverHeld(id: InstrumentId, { accountId }: ScopeInput): Promise<NotFound> {
    const instrument = await this.parts.database.read((em) => em.findOne(Instrument, { id }));
    if (!instrument) return new NotFound('instrument', 'instrumentId');
    const message = `${instrument.name} was never held in this ${accountId ? 'account' : 'portfolio'}: there is nothing to report.`;
    return new NotFound('instrument', 'instrumentId', message, LedgerRule.NOT_HELD);
  }

  /** What explains a series, by instrument; null when it has no days. */
  async explain({ scope, days, live, today, knownAt }: Series): Promise<Attribution | null> {
    const [start, last] = [days?.[0], days?.at(-1)];
    if (!start || !last) return null;
    if (knownAt) return explainLedger(this.parts.database, scope, { from: start.day, until: last.day, knownAt });
    const past = await this.explainPast(scope, { from: start.day, until: live ? addDays(today, -1) : last.day });
    if (past && live) return sumAttributions([past, live]);
    return past ?? live;
  }

  /** Of past days it is remembered until something of the portfolio's past changes. */
  private async explainPast(scope: Scope, range: { readonly from: Day; readonly until: Day }): Promise<Attribution | null> {
    const id = scopeIdOf(scope);
    const key = `${id} ${range.from} ${range.until}`;
    const { version } = await this.parts.database.read((em) => keptState(em, scope.portfolio.id, id));
    const known = this.explained.get(key);
    if (known?.version === version) return known.sum;
    const isSettled = range.until <= keptUntilOf(this.now());
    const sum = await explainSeries(this.parts.database, scope, range);
    if (!isSettled) return sum;
    this.explained.delete(key);
    // Oldest out: a Map keeps the order of insertion.
    if (this.explained.size >= EXPLAINED_MAX) this.explained.delete(this.explained.keys().next().value as string);
    this.explained.set(key, { version, sum });
    return sum;
  }

  private clock(): Clock {
    const now = this.now();
    const today = dayIn('UTC', now);
    const yesterday = addDays(today, -1);
    return { today, yesterday, isSettled: yesterday <= keptUntilOf(now) };
  }

  /** From memory when nothing changed since; whoever asks meanwhile waits for the same answer. */
  private async load(actor: Actor, input: ScopeInput): Promise<Loaded> {
    const { version, present, ...head } = await this.head(actor, input);
    const id = scopeIdOf(head);
    const { yesterday, isSettled } = this.clock();
    const isGood = (known: Basis | undefined) =>
      known?.version === version && known.yesterday === yesterday && known.isSettled === isSettled;
    const known = this.remembered.get(id);
    if (known && isGood(known) && isSameScope(known.scope, head)) {
      this.remembered.delete(id);
      this.remembered.set(id, known);
      return known;
    }
    const begun = this.loading.get(id);
    if (begun && isGood(begun)) return begun.loaded;
    const loaded = this.read(head, { version, yesterday, isSettled }, present).finally(() => {
      if (this.loading.get(id)?.loaded === loaded) this.loading.delete(id);
    });
    this.loading.set(id, { version, yesterday, isSettled, loaded });
    return loaded;
  }

  /** With the version of what its past days are made of, and how its ledger is read. */
  private async head(actor: Actor, input: ScopeInput): Promise<VersionedHead> {
    if (!input.accountId) {
      const found = await this.parts.heads.of(actor, input.portfolioId ?? null);
      const { portfolio, version, ...own } = found;
      const present = (yesterday: Day) => this.parts.ledgers.of(found, yesterday);
      return { portfolio, account: null, members: Members.of(portfolio.id, own), version, present };
    }
    return this.parts.database.read(async (em) => {
      const head = await loadScopeHead(em, actor, input);
      const { version } = await keptState(em, head.portfolio.id, scopeIdOf(head));
      return { ...head, version, present: (yesterday) => this.parts.ledgers.read(head.portfolio, yesterday) };
    });
  }

  private async read(head: ScopeHead, basis: Basis, present: VersionedHead['present']): Promise<Loaded> {
    const { version, yesterday } = basis;
    const beginning = async () => {
      const folded = await present(yesterday);
      const scope: Scope = { ...head, ledger: folded.ledger };
      const begin = await this.parts.database.read((em) => liveBegin(em, scope, folded, { yesterday, today: addDays(yesterday, 1) }));
      return { scope, begin };
    };
    const [{ first, days }, { scope, begin }] = await Promise.all([this.parts.kept.of(head, yesterday), beginning()]);
    const id = scopeIdOf(scope);
    // What is remembered holds neither entries nor lots, of which there may be tens of thousands.
    const lean = { ...scope, ledger: { ...scope.ledger, entries: [], from: undefined } };
    const loaded: Loaded = { ...basis, scope: lean, first, days, begin, live: null };
    const now = await this.parts.database.read((em) => keptState(em, scope.portfolio.id, id));
    if (now.version === version) this.remember(id, loaded);
    return loaded;
  }

  private remember(id: ScopeId, loaded: Loaded): void {
    const forget = (key: ScopeId) => {
      this.rememberedDays -= this.remembered.get(key)?.days.length ?? 0;
      this.remembered.delete(key);
    };
    forget(id);
    this.remembered.set(id, loaded);
    this.rememberedDays += loaded.days.length;
    for (const oldest of this.remembered.keys()) {
      if (this.rememberedDays <= REMEMBERED_DAYS_MAX || oldest === id) break;
      forget(oldest);
    }
  }

  private liveStep(loaded: Loaded): LiveStep {
    const { live, scope } = loaded;
    const at = this.now();
    const { revision } = this.parts.prices;
    const { today } = this.clock();
    if (live && live.revision === revision && live.today === today && at.getTime() - live.at.getTime() < LIVE_MS) return live;
    loaded.live = { revision, at, today, ...liveEnd(scope, loaded.begin, { prices: this.parts.prices, now: at }) };
    return loaded.live;
  }
}

interface Range {
  readonly start: Day;
  readonly to: Day;
}

/** The period asked for, within the series; null when nothing of it is. */
function rangeOf({ first, today }: { first: Day; today: Day }, period: PeriodOf): Range | null {
  const wanted = period(first, today);
  const to = wanted.to && wanted.to < today ? wanted.to : today;
  const earliest = wanted.start < addDays(first, -1) ? addDays(first, -1) : wanted.start;
  return earliest < to ? { start: earliest, to } : null;
}

function joined({ start, to }: Range, past: readonly SeriesDay[], live: SeriesDay | null): { readonly days: NonNullable<Series['days']> } {
  // Without a hole, so that the days are at their places: a dashboard asks for many periods of thousands of days.
  const first = past[0]?.day;
  const days = first ? past.slice(Math.max(0, daysBetween(first, start)), Math.max(0, daysBetween(first, to) + 1)) : [];
  if (days[0]?.day !== start) days.unshift(startOf(start, NOTHING));
  if (live) days.push(live);
  return { days: days as [SeriesDay, ...SeriesDay[]] };
}

const NOTHING = { total: 0n, marketValue: 0n, cash: 0n, isPartial: false, lacksRate: false } as const;

/** Accounts may have been opened or moved, and the base currency changed. */
function isSameScope(known: ScopeHead, head: ScopeHead): boolean {
  const [{ id, baseCurrency }, own] = [known.portfolio, head.portfolio];
  return id === own.id && baseCurrency === own.baseCurrency && known.members.isSameAs(head.members);
}
