/**
 * The daily series of a portfolio or an account: past days from what is kept, those that are missing worked out in one pass
 * and kept, and today valued live. Invariant: a series is the same whether its days were kept or not.
 */
import { setImmediate } from 'node:timers/promises';
import { authorise } from '../domain/access.js';
import { assert } from '../domain/assert.js';
import { type Attribution, attribute, sumAttributions } from '../domain/attribution.js';
import type { Currency } from '../domain/currency.js';
import { addDays, type Day, daysBetween } from '../domain/day.js';
import { type DayValuation, DayValuer } from '../domain/day-valuation.js';
import { type Decimal, ZERO } from '../domain/decimal.js';
import { InvalidInput, NotFound } from '../domain/errors.js';
import {
  fractionsIn,
  type HistoryDay,
  heldAt,
  history,
  instrumentDayOf,
  type SeriesDay,
  sampled,
  seriesDayOf,
  spacedDays,
  startOf,
  thin,
  withoutReports,
} from '../domain/history.js';
import type { InstrumentId } from '../domain/ids.js';
import { fold } from '../domain/ledger.js';
import type { DayMarket, MarketSeries } from '../domain/market-series.js';
import type { PriceBook } from '../domain/price-book.js';
import type { Actor } from '../domain/user.js';
import { type Instruments, valuePortfolio } from '../domain/valuation.js';
import type { Database, EntityManager } from '../storage/database.js';
import { contributedBefore, type KeptState, keepDays, keptDays, keptState, type ScopeId } from '../storage/query/history.js';
import type { Ledger } from '../storage/query/ledger.js';
import { firstEntryDay } from '../storage/query/ledger.js';
import { loadMarketSeries } from '../storage/query/market-series.js';
import { currenciesOf, firstDayOf, instrumentIdsOf, loadScope, type Scope, type ScopeInput } from './scope.js';

export const POINTS_DEFAULT = 400;
export const POINTS_MAX = 2_000;
/** A day is kept when it has been over this long, so that what was on its way at midnight is in it. */
const SETTLING_MS = 10 * 60_000;
/** Days worked out before other work gets its turn, and days written at once. */
const DAYS_PER_TURN = 100;
const DAYS_PER_WRITE = 1_000;
/** Prices held in memory at once. */
const POINTS_PER_LOAD = 400_000;
/** Sums of past days remembered. */
const EXPLAINED_MAX = 500;
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
}

/** Given the day of the first entry and today: the day to start from, and the last day. Both are then kept within the series. */
export type PeriodOf = (first: Day, today: Day) => { readonly start: Day; readonly to?: Day | null | undefined };

export class HistoryService {
  /** Work in progress, so that two who ask at once do not do it twice. */
  private readonly filling = new Map<ScopeId, Promise<void>>();
  private readonly explained = new Map<string, { readonly version: number; readonly sum: Attribution | null }>();

  constructor(
    private readonly database: Database,
    private readonly prices: PriceBook,
    private readonly now: () => Date,
  ) {}

  /** The total of each day, thinned to at most so many points; from the first entry to now unless said otherwise. */
  async history(
    actor: Actor | null,
    input: ScopeInput & { from?: Day | null; to?: Day | null; points?: number | null },
  ): Promise<HistoryReport> {
    authorise(actor, 'portfolio:read');
    const max = input.points ?? POINTS_DEFAULT;
    if (max < 2 || max > POINTS_MAX) throw new InvalidInput('points', 'RANGE', `points must be between 2 and ${POINTS_MAX}.`);
    const { from, to } = input;
    const series = await this.series(actor, input, (first) => ({ start: from ? addDays(from, -1) : addDays(first, -1), to }));
    const { scope, today } = series;
    const [start, ...days] = series.days ?? [];
    const before = start ? await this.database.read((em) => contributedBefore(em, scopeIdOf(scope), addDays(start.day, 1))) : ZERO;
    const points: HistoryPoint[] = [];
    let netContribution = before;
    for (const { day, total, inflow, outflow, isPartial } of days) {
      netContribution = netContribution.plus(inflow).minus(outflow);
      points.push({ day, total, netContribution, isPartial });
    }
    const last = days.at(-1)?.day ?? to ?? today;
    return { from: days[0]?.day ?? from ?? last, to: last, baseCurrency: scope.portfolio.baseCurrency, points: thin(points, max) };
  }

  /** The days of a period. */
  async series(actor: Actor, input: ScopeInput, period: PeriodOf): Promise<Series> {
    const { today, keptUntil } = this.clock();
    const scope = await this.database.read((em) => loadScope(em, actor, input, { resumeAt: addDays(keptUntil, 1) }));
    const first = await this.database.read((em) => firstEntryDay(em, actor.userId, scope.accountIds));
    const range = first && rangeOf({ first, today, keptUntil }, period);
    if (!range) return { scope, today, days: null, live: null };
    const kept = await this.fill(scope, { first, until: keptUntil });
    const live = range.to === today ? await this.database.read((em) => this.liveStep(em, scope, { keptUntil })) : null;
    const past = kept ?? (await this.database.read((em) => keptDays(em, scopeIdOf(scope), { from: range.start, to: range.to })));
    return { scope, today, ...joined(range, past, live && { ...live, day: seriesDayOf(today, live.after, live.attribution) }) };
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
    const market = this.stretches(whole, last);
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
  async instrumentSeries(actor: Actor, input: ScopeInput & { readonly instrumentId: string }, period: PeriodOf): Promise<Series> {
    const { today, keptUntil } = this.clock();
    const whole = await this.database.read((em) => loadScope(em, actor, input));
    const entries = whole.ledger.entries.filter(({ instrumentId }) => instrumentId === input.instrumentId);
    const scope = { ...whole, ledger: { ...whole.ledger, entries } };
    const first = firstDayOf(scope);
    if (!first) throw new NotFound('instrument', 'instrumentId');
    const id = input.instrumentId as InstrumentId;
    const range = rangeOf({ first, today, keptUntil }, period);
    if (!range) return { scope, today, days: null, live: null };
    const past: SeriesDay[] = [];
    for await (const { day, attribution } of this.days(scope, {
      from: addDays(first, -1),
      until: keptUntil < range.to ? keptUntil : range.to,
    })) {
      if (attribution) past.push(instrumentDayOf(day, attribution, id));
    }
    const live = range.to === today ? await this.database.read((em) => this.liveStep(em, scope, { keptUntil })) : null;
    return { scope, today, ...joined(range, past, live && { ...live, day: instrumentDayOf(today, live.attribution, id) }) };
  }

  /** What explains a series, by instrument; null when it has no days. */
  async explain({ scope, days, live, today }: Series): Promise<Attribution | null> {
    const [start, last] = [days?.[0], days?.at(-1)];
    if (!start || !last) return null;
    const { keptUntil } = this.clock();
    const until = live ? addDays(today, -1) : last.day;
    const past = await this.explainPast(scope, { from: start.day, until: until < keptUntil ? until : keptUntil });
    if (past && live) return sumAttributions([past, live]);
    return past ?? live;
  }

  /** Of past days it is remembered until something of the portfolio's past changes. */
  private async explainPast(scope: Scope, range: { readonly from: Day; readonly until: Day }): Promise<Attribution | null> {
    const id = scopeIdOf(scope);
    const key = `${id} ${range.from} ${range.until}`;
    const { version } = await this.database.read((em) => keptState(em, scope.portfolio.id, id));
    const known = this.explained.get(key);
    if (known?.version === version) return known.sum;
    let sum: Attribution | null = null;
    let steps: Attribution[] = [];
    const add = () => {
      const [first, ...rest] = sum ? [sum, ...steps] : steps;
      steps = [];
      return first ? sumAttributions([first, ...rest]) : null;
    };
    for await (const { attribution } of this.walk(scope, range)) {
      steps.push(attribution);
      if (steps.length === DAYS_PER_TURN) sum = add();
    }
    sum = add();
    this.explained.delete(key);
    // Oldest out: a Map keeps the order of insertion.
    if (this.explained.size >= EXPLAINED_MAX) this.explained.delete(this.explained.keys().next().value as string);
    this.explained.set(key, { version, sum });
    return sum;
  }

  private clock(): { readonly today: Day; readonly keptUntil: Day } {
    const now = this.now();
    const settled = new Date(now.getTime() - SETTLING_MS);
    return { today: now.toISOString().slice(0, 10) as Day, keptUntil: addDays(settled.toISOString().slice(0, 10) as Day, -1) };
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
    for await (const day of this.walk(scope, { from: addDays(range.first, -1), until: range.until })) days.push(day.kept);
    return days;
  }

  private async fillFrom(scope: Scope, state: KeptState, { first, until }: { first: Day; until: Day }): Promise<void> {
    const keep = { portfolioId: scope.portfolio.id, scopeId: scopeIdOf(scope), version: state.version };
    let days: SeriesDay[] = [];
    const write = async () => days.length === 0 || (await this.database.write((em) => keepDays(em, keep, days)));
    for await (const { kept } of this.walk(scope, { from: state.lastDay ?? addDays(first, -1), until })) {
      days.push(kept);
      if (days.length < DAYS_PER_WRITE) continue;
      if (!(await write())) return;
      days = [];
    }
    await write();
  }

  /** The days after `from`, each explained from the day before. */
  private async *walk(scope: Scope, { from, until }: { from: Day; until: Day }) {
    // What the scope was loaded with may begin later: a walk needs the ledger from its first day on.
    const { userId } = scope.portfolio;
    const input = { portfolioId: scope.portfolio.id, accountId: scope.account?.id ?? null };
    if (from >= until) return;
    const whole = await this.database.read((em) => loadScope(em, { userId }, input, { resumeAt: addDays(from, 1) }));
    for await (const day of this.days(whole, { from, until })) {
      const { attribution } = day;
      if (attribution) yield { attribution, kept: seriesDayOf(day.day, day.valuation, attribution) };
    }
  }

  /** Values the days of a range with the scope's ledger; prices come in stretches, and others get their turn. */
  async *days(scope: Scope, { from, until }: { from: Day; until: Day }): AsyncGenerator<HistoryDay> {
    const { ledger, accountIds } = scope;
    const market = this.stretches(scope, until);
    await market.load(from);
    const walk = history({
      baseCurrency: scope.portfolio.baseCurrency,
      accountIds,
      entries: ledger.entries.filter(({ tradeDate }) => tradeDate <= until),
      start: ledger.from,
      books: ledger,
      instruments: instrumentsOf(ledger),
      marketOn: (day) => market.on(day),
      from,
      until,
    });
    let count = 0;
    for (const day of walk) {
      yield day;
      count += 1;
      if (count % DAYS_PER_TURN === 0) await setImmediate();
      // The next step of the walk asks for the day after.
      if (day.day < until) await market.load(addDays(day.day, 1));
    }
  }

  /** The prices and rates of a range of days, asked for in their order; no more of them in memory at once than is stated. */
  private stretches(scope: Scope, until: Day) {
    const instrumentIds = [...heldIn(scope)];
    const range = { instrumentIds, currencies: currenciesOf(scope) };
    const length = Math.max(30, Math.floor(POINTS_PER_LOAD / (instrumentIds.length + 1)));
    let series: MarketSeries | null = null;
    let loadedUntil: Day | null = null;
    return {
      load: async (day: Day): Promise<void> => {
        if (loadedUntil && day <= loadedUntil) return;
        const last = daysBetween(day, until) > length ? addDays(day, length) : until;
        series = await this.database.read((em) => loadMarketSeries(em, { ...range, from: day, until: last }));
        loadedUntil = last;
      },
      on: (day: Day): DayMarket => {
        assert(series, 'a stretch is loaded before its days are asked for');
        return series.on(day);
      },
    };
  }

  /** From the last day kept to now, at the current prices. */
  private async liveStep(em: EntityManager, scope: Scope, { keptUntil }: { keptUntil: Day }) {
    const { ledger, accountIds, portfolio } = scope;
    const { baseCurrency } = portfolio;
    const past = ledger.entries.filter(({ tradeDate }) => tradeDate <= keptUntil);
    const entries = ledger.entries.filter(({ tradeDate }) => tradeDate > keptUntil);
    const state = withoutReports(fold(past, ledger, { ...(ledger.from && { from: ledger.from }), until: keptUntil }));
    const current = fold(entries, ledger, { from: state });
    const instruments = instrumentsOf(ledger);
    const series = await loadMarketSeries(em, {
      instrumentIds: heldAt(state, accountIds),
      currencies: currenciesOf(scope),
      from: keptUntil,
      until: keptUntil,
    });
    const before = new DayValuer({ baseCurrency, accountIds, instruments }).value(keptUntil, state, series.on(keptUntil));
    const accounts = [...current.values()].filter(({ accountId }) => accountIds.has(accountId));
    const input = { portfolioId: portfolio.id, baseCurrency, accounts, ledgerVersion: 0 };
    const after = valuePortfolio(input, this.prices, instruments, this.now());
    const cross = (from: Currency, to: Currency) => this.prices.cross(from, to);
    const attribution = attribute({ before, after, entries, fractions: fractionsIn(current), accountIds, books: ledger, cross });
    return { after, attribution };
  }
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

function joined(
  { start, to }: Range,
  past: readonly SeriesDay[],
  live: { readonly day: SeriesDay; readonly attribution: Attribution } | null,
): Pick<Series, 'days' | 'live'> {
  const days = past.filter(({ day }) => day >= start && day <= to);
  if (days[0]?.day !== start) days.unshift(startOf(start, NOTHING));
  if (live) days.push(live.day);
  return { days: days as [SeriesDay, ...SeriesDay[]], live: live?.attribution ?? null };
}

const NOTHING = { total: ZERO, marketValue: ZERO, cash: ZERO, isPartial: false } as const;

export function scopeIdOf({ portfolio, account }: Scope): ScopeId {
  return account?.id ?? portfolio.id;
}

function instrumentsOf(ledger: Ledger): Instruments {
  return (id) => {
    const instrument = ledger.instrument(id);
    assert(instrument, `instrument ${id} of a position is loaded with the ledger`);
    return instrument;
  };
}

/** Instruments that were held at the start, or that entries name. */
function heldIn(scope: Scope): Set<InstrumentId> {
  const ids = instrumentIdsOf(scope);
  for (const id of heldAt(scope.ledger.from ?? new Map(), scope.accountIds)) ids.add(id);
  return ids;
}
