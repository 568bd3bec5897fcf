/**
 * The daily series of a portfolio or an account: past days from what is kept, those that are missing worked out in one pass
 * and kept, and today valued live. Invariant: a series is the same whether its days were kept or not, in the database or here.
 */
import { setImmediate } from 'node:timers/promises';
import { authorise } from '../domain/access.js';
import { type Attribution, attribute, sumAttributions } from '../domain/attribution.js';
import type { Currency } from '../domain/currency.js';
import { addDays, type Day } from '../domain/day.js';
import { type DayValuation, DayValuer, dayValuationOf } from '../domain/day-valuation.js';
import type { Decimal } from '../domain/decimal.js';
import { InvalidInput, NotFound } from '../domain/errors.js';
import {
  fractionsIn,
  heldAt,
  instrumentDayOf,
  type SeriesDay,
  sampled,
  seriesDayOf,
  spacedDays,
  startOf,
  thin,
  withoutReports,
} from '../domain/history.js';
import type { InstrumentId, PortfolioId } from '../domain/ids.js';
import { fold, type LedgerState, type RealisedGain } from '../domain/ledger.js';
import type { PriceBook } from '../domain/price-book.js';
import { unscaled } from '../domain/scaled.js';
import type { Transaction } from '../domain/transaction.js';
import type { Actor } from '../domain/user.js';
import { valuePortfolio } from '../domain/valuation.js';
import type { Database, EntityManager } from '../storage/database.js';
import { type KeptState, keepDays, keptDays, keptState, outdatedPortfolios, type ScopeId } from '../storage/query/history.js';
import { firstEntryDay } from '../storage/query/ledger.js';
import { loadMarketSeries } from '../storage/query/market-series.js';
import { DAYS_PER_TURN, instrumentsOf, marketStretches, walkDays } from './day-walk.js';
import { currenciesOf, firstDayOf, knownAtOf, loadScope, loadScopeHead, type Scope, type ScopeHead, type ScopeInput } from './scope.js';

export const POINTS_DEFAULT = 400;
export const POINTS_MAX = 2_000;
/** A day is kept when it has been over this long, so that what was on its way at midnight is in it. */
const SETTLING_MS = 10 * 60_000;
/** Days written at once. */
const DAYS_PER_WRITE = 1_000;
/** Sums of past days remembered. */
const EXPLAINED_MAX = 500;
/** Days of series remembered in this process, about half a kilobyte each. */
const REMEMBERED_DAYS_MAX = 150_000;
/** How long a live step stands at most: prices may also move without a new revision, by growing old. */
const LIVE_MS = 500;
/** How often a series is worked out again because something changed meanwhile; after that it is answered without being kept. */
const ATTEMPTS = 3;

export interface HistoryPoint {
  readonly day: Day;
  readonly total: Decimal;
  /** All that came in from outside less all that went out, since the first entry. */
  readonly netContribution: Decimal;
  readonly isPartial: boolean;
}

export interface HistoryReport {
  readonly from: Day;
  readonly to: Day;
  readonly baseCurrency: Currency;
  readonly points: readonly HistoryPoint[];
}

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

/** A scope with its past days and what its live step begins from; good as long as its version is. */
interface Loaded {
  readonly scope: Scope;
  readonly version: number;
  readonly keptUntil: Day;
  /** The day of the first entry; null without one. */
  readonly first: Day | null;
  /** From the first entry on. */
  readonly days: readonly SeriesDay[];
  readonly begin: LiveBegin;
  live: LiveStep | null;
}

interface LiveBegin {
  readonly before: DayValuation;
  /** Of the days since. */
  readonly entries: readonly Transaction[];
  readonly state: LedgerState;
  readonly fractions: readonly RealisedGain[];
}

interface LiveStep {
  readonly revision: number;
  readonly at: Date;
  readonly today: Day;
  readonly after: DayValuation;
  readonly attribution: Attribution;
}

export class HistoryService {
  /** Work in progress, so that those who ask at once do not do it more than once. */
  private readonly filling = new Map<ScopeId, Promise<void>>();
  private readonly loading = new Map<ScopeId, { readonly version: number; readonly keptUntil: Day; readonly loaded: Promise<Loaded> }>();
  /** The latest used last. */
  private readonly remembered = new Map<ScopeId, Loaded>();
  private rememberedDays = 0;
  /** Where the next catching up begins; null for the first portfolio. */
  private caughtUpTo: PortfolioId | null = null;
  private readonly explained = new Map<string, { readonly version: number; readonly sum: Attribution | null }>();

  constructor(
    private readonly database: Database,
    private readonly prices: PriceBook,
    private readonly now: () => Date,
  ) {}

  /** The total of each day, thinned to at most so many points; from the first entry to now unless said otherwise. */
  async history(
    actor: Actor | null,
    input: HistoryScope & { from?: Day | null; to?: Day | null; points?: number | null },
  ): Promise<HistoryReport> {
    authorise(actor, 'portfolio:read');
    const max = input.points ?? POINTS_DEFAULT;
    if (max < 2 || max > POINTS_MAX) throw new InvalidInput('points', 'RANGE', `points must be between 2 and ${POINTS_MAX}.`);
    const { from, to } = input;
    // From the first day on, because what was contributed before the period counts as well.
    const { scope, today, days: all } = await this.series(actor, input, (first) => ({ start: addDays(first, -1), to }));
    let netContribution = 0n;
    const points = (all ?? []).slice(1).map(({ day, total, inflow, outflow, isPartial }) => {
      netContribution += inflow - outflow;
      return { day, total, netContribution, isPartial };
    });
    const within = from ? points.filter(({ day }) => day >= from) : points;
    const last = within.at(-1)?.day ?? to ?? today;
    return {
      from: within[0]?.day ?? from ?? last,
      to: last,
      baseCurrency: scope.portfolio.baseCurrency,
      points: thin(within, max).map((point) => {
        return { ...point, total: unscaled(point.total), netContribution: unscaled(point.netContribution) };
      }),
    };
  }

  /** The days of a period. */
  async series(actor: Actor, input: HistoryScope, period: PeriodOf): Promise<Series> {
    const knownAt = knownAtOf(input.knownAt, this.now());
    if (knownAt) return this.seriesKnownAt(actor, { ...input, knownAt }, period);
    const loaded = await this.load(actor, input);
    const { scope, first, keptUntil } = loaded;
    const { today } = this.clock();
    const range = first && rangeOf({ first, today, keptUntil }, period);
    if (!range) return { scope, today, days: null, live: null, knownAt: null, basis: loaded };
    const live = range.to === today ? this.liveStep(loaded) : null;
    const day = live && seriesDayOf(today, live.after, live.attribution);
    const { days } = joined(range, loaded.days, day);
    return { scope, today, days, live: live?.attribution ?? null, knownAt: null, basis: live ?? loaded };
  }

  /** As it would have been answered at an instant: nothing of it is kept. */
  private async seriesKnownAt(actor: Actor, input: ScopeInput & { knownAt: Date }, period: PeriodOf): Promise<Series> {
    const { knownAt } = input;
    const today = knownAt.toISOString().slice(0, 10) as Day;
    const scope = await this.database.read((em) => loadScope(em, actor, input, { knownAt }));
    const first = firstDayOf(scope);
    const range = first && rangeOf({ first, today, keptUntil: today }, period);
    const basis = { scope };
    if (!range) return { scope, today, days: null, live: null, knownAt, basis };
    const days: SeriesDay[] = [];
    for await (const { day, valuation, attribution } of walkDays(this.database, scope, {
      from: addDays(first, -1),
      until: range.to,
      knownAt,
    })) {
      if (attribution) days.push(seriesDayOf(day, valuation, attribution));
    }
    return { scope, today, ...joined(range, days, null), live: null, knownAt, basis };
  }

  /** The ends of some days of a period, evenly spaced, each valued on its own; today at the current prices. Null without an entry. */
  async sampled(actor: Actor, input: ScopeInput, { from, to, points }: { from?: Day | null; to?: Day | null; points: number }) {
    const { today } = this.clock();
    const whole = await this.database.read((em) => loadScope(em, actor, input));
    const first = firstDayOf(whole);
    const last = to && to < today ? to : today;
    const start = from && first && from > first ? from : first;
    const samples: { readonly day: Day; readonly valuation: DayValuation }[] = [];
    if (!start || start > last) return { scope: whole, samples };
    const market = marketStretches(this.database, whole, { until: last });
    const days = spacedDays(start, last, points);
    const walk = sampled({
      baseCurrency: whole.portfolio.baseCurrency,
      accountIds: whole.accountIds,
      entries: whole.ledger.entries,
      books: whole.ledger,
      instruments: instrumentsOf(whole.ledger),
      marketOn: (day) => (day === today ? this.prices : market.on(day)),
      days,
    });
    for (const day of days) {
      await market.load(day);
      const { value } = walk.next();
      if (value) samples.push(value);
      await setImmediate();
    }
    return { scope: whole, samples };
  }

  /** The same of one instrument in the portfolio or account: what it is bought for goes in, what it is sold for and pays goes out. */
  async instrumentSeries(actor: Actor, input: HistoryScope & { readonly instrumentId: string }, period: PeriodOf): Promise<Series> {
    const id = input.instrumentId as InstrumentId;
    const knownAt = knownAtOf(input.knownAt, this.now());
    const clock = this.clock();
    const scope = await this.database.read((em) => loadScope(em, actor, input, { instrumentId: id, ...(knownAt && { knownAt }) }));
    const first = firstDayOf(scope);
    if (!first) throw new NotFound('instrument', 'instrumentId');
    const today = knownAt ? (knownAt.toISOString().slice(0, 10) as Day) : clock.today;
    const keptUntil = knownAt ? today : clock.keptUntil;
    const range = rangeOf({ first, today, keptUntil }, period);
    const basis = { scope };
    if (!range) return { scope, today, days: null, live: null, knownAt, basis };
    const past: SeriesDay[] = [];
    const until = keptUntil < range.to ? keptUntil : range.to;
    for await (const { day, attribution } of walkDays(this.database, scope, { from: addDays(first, -1), until, knownAt })) {
      if (attribution) past.push(instrumentDayOf(day, attribution, id));
    }
    if (knownAt || range.to !== today) return { scope, today, ...joined(range, past, null), live: null, knownAt, basis };
    const begin = await this.database.read((em) => this.liveBegin(em, scope, keptUntil));
    const { attribution } = this.stepFrom(scope, begin);
    return { scope, today, ...joined(range, past, instrumentDayOf(today, attribution, id)), live: attribution, knownAt, basis };
  }

  /** What explains a series, by instrument; null when it has no days. */
  async explain({ scope, days, live, today, knownAt }: Series): Promise<Attribution | null> {
    const [start, last] = [days?.[0], days?.at(-1)];
    if (!start || !last) return null;
    if (knownAt) return this.sumOf(scope, { from: start.day, until: last.day, knownAt });
    const { keptUntil } = this.clock();
    const until = live ? addDays(today, -1) : last.day;
    const past = await this.explainPast(scope, { from: start.day, until: until < keptUntil ? until : keptUntil });
    if (past && live) return sumAttributions([past, live]);
    return past ?? live;
  }

  /**
   * Works out and keeps the past days of portfolios that lack some, so that whoever asks finds them; goes on where it left off.
   * Gives how many portfolios. What goes wrong with one holds up no other, and is told at the end.
   */
  async catchUp(signal: AbortSignal): Promise<number> {
    const { keptUntil } = this.clock();
    const { portfolios, last } = await this.database.read((em) => outdatedPortfolios(em, keptUntil, this.caughtUpTo));
    let count = 0;
    const failures: unknown[] = [];
    for (const { userId, portfolioId } of portfolios) {
      if (signal.aborted) return count;
      try {
        const scope = await this.database.read((em) => loadScope(em, { userId }, { portfolioId }, { resumeAt: addDays(keptUntil, 1) }));
        const first = await this.database.read((em) => firstEntryDay(em, userId, scope.accountIds));
        if (first) await this.fill(scope, { first, until: keptUntil });
        count += 1;
      } catch (error) {
        failures.push(error);
      }
    }
    this.caughtUpTo = last;
    if (failures.length > 0) throw new AggregateError(failures, `The past days of ${failures.length} portfolios could not be worked out.`);
    return count;
  }

  /** Of past days it is remembered until something of the portfolio's past changes. */
  private async explainPast(scope: Scope, range: { readonly from: Day; readonly until: Day }): Promise<Attribution | null> {
    const id = scopeIdOf(scope);
    const key = `${id} ${range.from} ${range.until}`;
    const { version } = await this.database.read((em) => keptState(em, scope.portfolio.id, id));
    const known = this.explained.get(key);
    if (known?.version === version) return known.sum;
    const sum = await this.sumOf(await this.fromDay(scope, range.from), range);
    this.explained.delete(key);
    // Oldest out: a Map keeps the order of insertion.
    if (this.explained.size >= EXPLAINED_MAX) this.explained.delete(this.explained.keys().next().value as string);
    this.explained.set(key, { version, sum });
    return sum;
  }

  private async sumOf(scope: Scope, range: { from: Day; until: Day; knownAt?: Date }): Promise<Attribution | null> {
    let sum: Attribution | null = null;
    let steps: Attribution[] = [];
    const add = () => {
      const [first, ...rest] = sum ? [sum, ...steps] : steps;
      steps = [];
      return first ? sumAttributions([first, ...rest]) : null;
    };
    if (range.from >= range.until) return null;
    for await (const { attribution } of walkDays(this.database, scope, range)) {
      if (!attribution) continue;
      steps.push(attribution);
      if (steps.length === DAYS_PER_TURN) sum = add();
    }
    return add();
  }

  private clock(): { readonly today: Day; readonly keptUntil: Day } {
    const now = this.now();
    const settled = new Date(now.getTime() - SETTLING_MS);
    return { today: now.toISOString().slice(0, 10) as Day, keptUntil: addDays(settled.toISOString().slice(0, 10) as Day, -1) };
  }

  /** From memory when nothing changed since; whoever asks meanwhile waits for the same answer. */
  private async load(actor: Actor, input: ScopeInput): Promise<Loaded> {
    const head = await this.database.read((em) => loadScopeHead(em, actor, input));
    const id = scopeIdOf(head);
    const { keptUntil } = this.clock();
    const { version } = await this.database.read((em) => keptState(em, head.portfolio.id, id));
    const isGood = (known: { readonly version: number; readonly keptUntil: Day } | undefined) =>
      known?.version === version && known.keptUntil === keptUntil;
    const known = this.remembered.get(id);
    if (known && isGood(known) && isSameScope(known.scope, head)) {
      this.remembered.delete(id);
      this.remembered.set(id, known);
      return known;
    }
    const begun = this.loading.get(id);
    if (begun && isGood(begun)) return begun.loaded;
    const loaded = this.read(actor, input, { version, keptUntil }).finally(() => {
      if (this.loading.get(id)?.loaded === loaded) this.loading.delete(id);
    });
    this.loading.set(id, { version, keptUntil, loaded });
    return loaded;
  }

  private async read(actor: Actor, input: ScopeInput, { version, keptUntil }: { version: number; keptUntil: Day }): Promise<Loaded> {
    const scope = await this.database.read((em) => loadScope(em, actor, input, { resumeAt: addDays(keptUntil, 1) }));
    const first = await this.database.read((em) => firstEntryDay(em, actor.userId, scope.accountIds));
    const id = scopeIdOf(scope);
    let days: readonly SeriesDay[] = [];
    if (first) {
      const unkept = await this.fill(scope, { first, until: keptUntil });
      days = unkept ?? (await this.database.read((em) => keptDays(em, id, { from: first, to: keptUntil })));
    }
    const begin = await this.database.read((em) => this.liveBegin(em, scope, keptUntil));
    // What is remembered holds neither entries nor lots, of which there may be tens of thousands.
    const lean = { ...scope, ledger: { ...scope.ledger, entries: [], from: undefined } };
    const loaded: Loaded = { scope: lean, version, keptUntil, first, days, begin, live: null };
    const now = await this.database.read((em) => keptState(em, scope.portfolio.id, id));
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

  /** Works out and keeps what is missing. Returns the days only when they could not be kept, because things change all the time. */
  private async fill(scope: Scope, range: { readonly first: Day; readonly until: Day }): Promise<SeriesDay[] | null> {
    const id = scopeIdOf(scope);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const state = await this.database.read((em) => keptState(em, scope.portfolio.id, id));
      if (range.first > range.until || (state.lastDay !== null && state.lastDay >= range.until)) return null;
      let work = this.filling.get(id);
      if (!work) {
        work = this.fillFrom(scope, state, range).finally(() => this.filling.delete(id));
        this.filling.set(id, work);
      }
      await work;
    }
    const state = await this.database.read((em) => keptState(em, scope.portfolio.id, id));
    if (state.lastDay !== null && state.lastDay >= range.until) return null;
    const days: SeriesDay[] = [];
    for await (const day of this.walk(scope, { from: addDays(range.first, -1), until: range.until })) days.push(day);
    return days;
  }

  private async fillFrom(scope: Scope, state: KeptState, { first, until }: { first: Day; until: Day }): Promise<void> {
    const keep = { portfolioId: scope.portfolio.id, scopeId: scopeIdOf(scope), version: state.version };
    let days: SeriesDay[] = [];
    const write = async () => days.length === 0 || (await this.database.write((em) => keepDays(em, keep, days)));
    for await (const day of this.walk(scope, { from: state.lastDay ?? addDays(first, -1), until })) {
      days.push(day);
      if (days.length < DAYS_PER_WRITE) continue;
      if (!(await write())) return;
      days = [];
    }
    await write();
  }

  /** The days after `from`, each explained from the day before. */
  private async *walk(scope: Scope, { from, until }: { from: Day; until: Day }): AsyncGenerator<SeriesDay> {
    if (from >= until) return;
    for await (const { day, valuation, attribution } of walkDays(this.database, await this.fromDay(scope, from), { from, until })) {
      if (attribution) yield seriesDayOf(day, valuation, attribution);
    }
  }

  /** What the scope was loaded with may begin later: a walk needs the ledger from its first day on. */
  private fromDay({ portfolio, account }: Scope, from: Day): Promise<Scope> {
    const input = { portfolioId: portfolio.id, accountId: account?.id ?? null };
    return this.database.read((em) => loadScope(em, { userId: portfolio.userId }, input, { resumeAt: addDays(from, 1) }));
  }

  /** What the step from the last day kept to now begins from. */
  private async liveBegin(em: EntityManager, scope: Scope, keptUntil: Day): Promise<LiveBegin> {
    const { ledger, accountIds, portfolio } = scope;
    const past = ledger.entries.filter(({ tradeDate }) => tradeDate <= keptUntil);
    const entries = ledger.entries.filter(({ tradeDate }) => tradeDate > keptUntil);
    const before = withoutReports(fold(past, ledger, { ...(ledger.from && { from: ledger.from }), until: keptUntil }));
    const state = fold(entries, ledger, { from: before });
    const series = await loadMarketSeries(em, {
      instrumentIds: heldAt(before, accountIds),
      currencies: currenciesOf(scope),
      from: keptUntil,
      until: keptUntil,
    });
    const valuer = new DayValuer({ baseCurrency: portfolio.baseCurrency, accountIds, instruments: instrumentsOf(ledger) });
    const fractions = fractionsIn(state);
    return { before: valuer.value(keptUntil, before, series.on(keptUntil)), entries, state: withoutLots(state, accountIds), fractions };
  }

  private liveStep(loaded: Loaded): LiveStep {
    const { live, scope } = loaded;
    const at = this.now();
    const { revision } = this.prices;
    const { today } = this.clock();
    if (live && live.revision === revision && live.today === today && at.getTime() - live.at.getTime() < LIVE_MS) return live;
    loaded.live = { revision, at, today, ...this.stepFrom(scope, loaded.begin) };
    return loaded.live;
  }

  /** To now, at the current prices. */
  private stepFrom({ ledger, accountIds, portfolio }: Scope, { before, entries, state, fractions }: LiveBegin) {
    const accounts = [...state.values()].filter(({ accountId }) => accountIds.has(accountId));
    const input = { portfolioId: portfolio.id, baseCurrency: portfolio.baseCurrency, accounts, ledgerVersion: 0 };
    const after = dayValuationOf(valuePortfolio(input, this.prices, instrumentsOf(ledger), this.now()));
    const cross = (from: Currency, to: Currency) => this.prices.cross(from, to);
    const valuer = new DayValuer({ baseCurrency: portfolio.baseCurrency, accountIds, instruments: instrumentsOf(ledger) });
    const price = (of: Parameters<typeof valuer.price>[0]) => valuer.price(of, state, this.prices);
    return { after, attribution: attribute({ before, after, entries, fractions, accountIds, books: ledger, cross, price }) };
  }
}

/** What a series needs of some accounts: what they hold, and not what it cost. */
function withoutLots(state: LedgerState, accountIds: Scope['accountIds']): LedgerState {
  const own = [...withoutReports(state)].filter(([id]) => accountIds.has(id));
  return new Map(
    own.map(([id, account]) => {
      const positions = new Map([...account.positions].map(([instrumentId, position]) => [instrumentId, { ...position, lots: [] }]));
      return [id, { ...account, positions }];
    }),
  );
}

interface Range {
  readonly start: Day;
  readonly to: Day;
}

/** The period asked for, within the series; null when nothing of it is. */
function rangeOf({ first, today, keptUntil }: { first: Day; today: Day; keptUntil: Day }, period: PeriodOf): Range | null {
  const wanted = period(first, today);
  const to = wanted.to && wanted.to < today ? wanted.to : today;
  const earliest = wanted.start < addDays(first, -1) ? addDays(first, -1) : wanted.start;
  // Shortly after midnight yesterday is still part of the live step, which begins where the kept days end.
  const start = earliest > keptUntil ? keptUntil : earliest;
  return start < to ? { start, to } : null;
}

function joined({ start, to }: Range, past: readonly SeriesDay[], live: SeriesDay | null): { readonly days: NonNullable<Series['days']> } {
  const days = past.filter(({ day }) => day >= start && day <= to);
  if (days[0]?.day !== start) days.unshift(startOf(start, NOTHING));
  if (live) days.push(live);
  return { days: days as [SeriesDay, ...SeriesDay[]] };
}

const NOTHING = { total: 0n, marketValue: 0n, cash: 0n, isPartial: false } as const;

export function scopeIdOf({ portfolio, account }: ScopeHead): ScopeId {
  return account?.id ?? portfolio.id;
}

/** Accounts may have been opened, and the base currency changed. */
function isSameScope(known: ScopeHead, head: ScopeHead): boolean {
  return known.portfolio.baseCurrency === head.portfolio.baseCurrency && known.accountIds.size === head.accountIds.size;
}
