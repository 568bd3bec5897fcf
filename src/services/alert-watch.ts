/**
 * Watches every price for every rule, watched or not, on one instance at a time. Figures are shown to the rules in the order in
 * which they hold, what they move is written before the next ones are shown, and how far that has come is noted: whoever takes
 * over shows the prices since then again, which moves nothing twice (`alert-book.ts`).
 */
import { type Alert, isOfInstrument } from '../domain/alert.js';
import { AlertBook, type FigureName, type Moment, type Move } from '../domain/alert-book.js';
import type { Decimal } from '../domain/decimal.js';
import type { FxRate } from '../domain/fx.js';
import type { AlertRuleId, InstrumentId } from '../domain/ids.js';
import { Instrument } from '../domain/instrument.js';
import type { PriceBook } from '../domain/price-book.js';
import type { Quote } from '../domain/quote.js';
import type { Bus } from '../storage/bus.js';
import type { Database } from '../storage/database.js';
import type { Topics } from '../storage/message.js';
import {
  liveRules,
  noteCursorRevision,
  type RuleRow,
  readCursorRevision,
  rulesById,
  rulesChangedSince,
  writePeaks,
} from '../storage/query/alert.js';
import { currentQuotes, pricesSince } from '../storage/query/quote.js';
import type { Log, Metrics } from '../telemetry.js';
import { AlertFigures } from './alert-figure.js';
import { writeMoves } from './alert-firing.js';
import { AlertValuations, type Subject } from './alert-valuation.js';

/** How often the lease is renewed, and missed prices are asked for while the bus is away. */
const TICK_MS = 1_000;
/** How often it is noted how far the prices have been shown, and how high the values have been. */
const NOTE_MS = 2_000;
/** How often everything that rests on messages or on time is looked at again. */
const RECHECK_MS = 60_000;
const AGING_MS = 15_000;
const RULES_PER_PAGE = 10_000;
/** Prices waiting to be shown; beyond it they are read from the database when there is time. */
const WAITING_MAX = 50_000;
const BATCH = 2_000;
/** A price may be committed after one of a higher revision: so many are shown again. */
const OVERLAP = { taking: 20_000, polling: 2_000 } as const;
/** What is missed beyond it is not caught up with: the current prices are. */
const REPLAY_MAX = 500_000;
const CHANGED_MAX = 10_000;
/** Rules changed by a clock that is behind ours are still seen. */
const SKEW_MS = 60_000;
/** Portfolios valued before prices are looked at again and others have their turn. */
const VALUED_AT_ONCE = 200;
/** Between two rounds over those that are due: three times what the last round took, for others need the core as well, but never so long that a price waits for a second. */
const BEAT_MS = { shortest: 100, longest: 300 } as const;
const BEATS_OF_ROUND = 3;

/** The right to be the one that watches. */
export interface WatchLease {
  hold(): Promise<boolean>;
  release(): Promise<void>;
}

export class AlertWatch {
  private readonly rules = new AlertBook((id) => this.figures.instruments.get(id as InstrumentId)?.splits ?? []);
  private readonly subjects = new Map<AlertRuleId, Subject>();
  private readonly figures: AlertFigures;
  private readonly valuations: AlertValuations;
  private readonly stops: (() => void)[] = [];
  private readonly timers: NodeJS.Timeout[] = [];
  private waiting: Quote[] = [];
  private readonly changed = new Set<AlertRuleId>();
  private isWatching = false;
  private isMissing = false;
  private hasToRecheck = false;
  /** Splits may have been entered. */
  /** Instruments to be read again; null: all of them. */
  private outdated: Set<InstrumentId> | null = null;
  private seen = 0;
  private noted = 0;
  private lastLookMs = 0;
  private lastAgingMs = 0;
  private lastRecheckMs = 0;
  /** When the next round over portfolios may begin, and whether it is to. */
  private nextBeatMs = 0;
  private isBeat = false;
  private lastNoteMs = 0;
  private isPumping = false;
  /** Figures are shown and their moves written by one at a time: the end of the line. */
  private line: Promise<unknown> = Promise.resolve();
  private ticking: Promise<void> = Promise.resolve();
  private beat: NodeJS.Timeout | null = null;
  private isStopping = false;

  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly prices: PriceBook,
    private readonly tools: {
      readonly log: Log;
      readonly metrics: Metrics;
      readonly now: () => Date;
      /** Null where there is one instance only. */
      readonly lease: WatchLease | null;
      /** Hears of what has fired, after the commit. */
      readonly fired: (alerts: readonly Alert[]) => void;
    },
  ) {
    this.figures = new AlertFigures(this.rules, prices, tools.now);
    this.valuations = new AlertValuations(database, prices, {
      now: tools.now,
      isQuiet: (subjectId, estimate) => this.rules.isQuiet(subjectId, estimate),
      changed: () => this.beatSoon(),
      read: (subjectId, { ordinal, currency, changeSince }) => {
        this.rules.revalue(subjectId, currency, (from, to) => prices.cross(from, to));
        this.rules.followLedger(subjectId, ordinal, changeSince);
      },
      failed: (error, portfolioIds) => tools.log.warn({ err: error, portfolioIds }, 'portfolios with alert rules could not be read'),
    });
  }

  async start(): Promise<void> {
    this.stops.push(await this.bus.subscribe('quotes', (news) => this.hear(news)));
    this.stops.push(await this.bus.subscribe('ledger', ({ portfolioIds }) => this.valuations.load(portfolioIds)));
    this.stops.push(await this.bus.subscribe('alertRules', ({ changed }) => this.hearOfRules(changed)));
    this.stops.push(await this.bus.subscribe('withdrawals', (withdrawal) => this.hearOfWithdrawal(withdrawal)));
    this.stops.push(
      await this.bus.subscribe('instruments', ({ changed }) => {
        if (!changed) this.outdated = null;
        for (const id of changed ?? []) this.outdated?.add(id);
      }),
    );
    this.bus.onMissed(() => {
      this.outdated = null;
      this.hasToRecheck = true;
      this.isMissing = true;
    });
    let isTicking = false;
    const tick = () => {
      if (isTicking) return;
      isTicking = true;
      this.ticking = this.tick().finally(() => {
        isTicking = false;
      });
    };
    this.timers.push(setInterval(tick, TICK_MS).unref());
    tick();
  }

  /** Finishes what is shown already, and lets another instance go on at once. */
  async stop(): Promise<void> {
    this.isStopping = true;
    for (const stop of this.stops.splice(0)) stop();
    for (const timer of this.timers.splice(0)) clearInterval(timer);
    if (this.beat) clearTimeout(this.beat);
    await this.ticking;
    await this.line.catch(() => undefined);
    if (this.isWatching)
      await this.note().catch((error) => this.tools.log.warn({ err: error }, 'the place of the alert watch could not be noted'));
    this.isWatching = false;
    await this.valuations.stop();
    await this.tools.lease?.release().catch(() => undefined);
  }

  /** For metrics and tests. */
  counts(): { readonly rules: number; readonly portfolios: number; readonly waiting: number; readonly isWatching: boolean } {
    const { size: portfolios, waiting } = this.valuations;
    return { rules: this.rules.size, portfolios, waiting, isWatching: this.isWatching };
  }

  private async tick(): Promise<void> {
    try {
      const isHeld = (await this.tools.lease?.hold()) ?? true;
      if (this.isStopping) return;
      if (!isHeld) return this.leave();
      if (!this.isWatching) await this.take();
      const nowMs = performance.now();
      if (nowMs - this.lastRecheckMs > RECHECK_MS || this.hasToRecheck) await this.recheck(nowMs);
      const isAlone = !this.bus.isConnected();
      // Nobody tells us of rules made elsewhere, nor of prices.
      if (isAlone) await this.lookForRules();
      if (isAlone || this.isMissing) await this.catchUp(OVERLAP.polling);
      if (nowMs - this.lastAgingMs > AGING_MS) {
        this.lastAgingMs = nowMs;
        await this.readInstruments();
        await this.show(() => this.figures.ofTime());
      }
      const isNews = this.seen > this.noted || this.rules.hasNewPeaks;
      if (isNews && nowMs - this.lastNoteMs > NOTE_MS) await this.note();
    } catch (error) {
      this.tools.log.warn({ err: error }, 'alert rules cannot be watched; it is tried again');
      this.leave();
    }
  }

  private leave(): void {
    if (!this.isWatching) return;
    this.isWatching = false;
    this.valuations.rest();
    this.isBeat = false;
    this.waiting = [];
    this.tools.metrics.alertRules.set(0);
    this.tools.metrics.alertWatch.set(0);
  }

  /** Becomes the one that watches: reads every rule, shows it the current figures, and what was missed before them. */
  private async take(): Promise<void> {
    for (const id of [...this.subjects.keys()]) this.forget(id);
    this.lastLookMs = this.tools.now().getTime();
    const rows: RuleRow[] = [];
    for (let after: string | null = null; ; ) {
      const page: RuleRow[] = await this.database.read((em) => liveRules(em, { after, limit: RULES_PER_PAGE }));
      rows.push(...page);
      if (page.length < RULES_PER_PAGE) break;
      after = page.at(-1)?.rule.id ?? null;
    }
    this.outdated = null;
    await this.readInstruments();
    this.rules.fill(rows.map(({ rule }) => rule));
    this.isWatching = true;
    this.tools.metrics.alertWatch.set(1);
    for (const row of rows) this.keep(row);
    const cursor = await this.database.read(readCursorRevision);
    this.seen = this.noted = cursor ?? this.prices.revision;
    await this.catchUp(OVERLAP.taking);
    await this.showCurrent();
    // Whatever was made while the rules were read is asked for.
    this.hasToRecheck = true;
    this.lastAgingMs = 0;
    this.tools.metrics.alertRules.set(this.rules.size);
    this.tools.log.info({ rules: this.rules.size, cursor }, 'watching alert rules');
  }

  private keep({ rule, portfolioId, accountId }: RuleRow): void {
    if (portfolioId === null) return;
    const subject = { portfolioId, accountId };
    this.subjects.set(rule.id, subject);
    this.valuations.keep(rule.subjectId, subject);
  }

  private forget(id: AlertRuleId): void {
    const subject = this.subjects.get(id);
    this.rules.remove(id);
    this.subjects.delete(id);
    const subjectId = subject && (subject.accountId ?? subject.portfolioId);
    if (subjectId && !this.rules.has(subjectId)) this.valuations.drop(subjectId, subject);
  }

  private async recheck(nowMs: number): Promise<void> {
    this.lastRecheckMs = nowMs;
    this.hasToRecheck = false;
    await this.lookForRules();
    for (const id of [...this.subjects.keys()]) if (!this.rules.rule(id)) this.forget(id);
    // Somebody may write past our bus.
    this.isMissing = true;
    await this.valuations.recheck();
    this.valuations.turn();
    this.tools.metrics.alertRules.set(this.rules.size);
  }

  private async lookForRules(): Promise<void> {
    const since = new Date(this.lastLookMs - SKEW_MS);
    this.lastLookMs = this.tools.now().getTime();
    this.hearOfRules(await this.database.read((em) => rulesChangedSince(em, since, CHANGED_MAX)));
  }

  private hear({ quotes, rates }: { readonly quotes: readonly Quote[]; readonly rates: readonly FxRate[] }): void {
    if (!this.isWatching) return;
    this.valuations.apply({ quotes, rates });
    if (this.valuations.dueCount > 0) this.beatSoon();
    if (this.waiting.length + quotes.length > WAITING_MAX) {
      // They stand in the database; what is shown next is what is missing.
      this.isMissing = true;
      return;
    }
    for (const quote of quotes) if (this.rules.has(quote.instrumentId)) this.waiting.push(quote);
    const last = quotes.at(-1);
    if (last && this.waiting.length === 0) this.seen = Math.max(this.seen, last.revision);
    this.pump();
  }

  /** At once, before a fall is told that is none; and again behind what counts instead, for the wrong price may count until then. */
  private hearOfWithdrawal({ instrumentId, sinceMs }: Topics['withdrawals']): void {
    if (!this.isWatching) return;
    const takeBack = () => {
      for (const id of this.valuations.holders(instrumentId)) this.rules.takeBack(id, sinceMs);
    };
    takeBack();
    this.inLine(async () => {
      if (!this.isWatching) return;
      this.valuations.apply({ quotes: await this.database.read((em) => currentQuotes(em, [instrumentId])), rates: [] });
      takeBack();
      this.beatSoon();
    }).catch((error) => this.tools.log.warn({ err: error, instrumentId }, 'what was highest at a wrong price could not be taken back'));
  }

  private hearOfRules(ids: readonly AlertRuleId[]): void {
    if (!this.isWatching) return;
    for (const id of ids) this.changed.add(id);
    this.pump();
  }

  private beatSoon(): void {
    if (this.beat || !this.isWatching || this.isStopping) return;
    const waitMs = Math.max(0, this.nextBeatMs - performance.now());
    this.beat = setTimeout(() => {
      this.beat = null;
      this.isBeat = true;
      this.pump();
    }, waitMs).unref();
  }

  /** Shows what waits, one batch after the other, until nothing does. */
  private pump(): void {
    if (this.isPumping || !this.isWatching) return;
    this.isPumping = true;
    this.inLine(() => this.showWaiting())
      .catch((error) => {
        // In memory the rules have moved, in the database they have not: everything is read again.
        this.tools.log.warn({ err: error }, 'alerts could not be written; the rules are read again');
        this.leave();
      })
      .finally(() => {
        this.isPumping = false;
        if (this.waiting.length > 0 || this.changed.size > 0 || this.isBeat) this.pump();
        else if (this.valuations.dueCount > 0) this.beatSoon();
      });
  }

  private inLine<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.line.then(work, work);
    this.line = turn.catch(() => undefined);
    return turn;
  }

  private async showWaiting(): Promise<void> {
    await this.showPrices();
    if (!this.isBeat) return;
    this.isBeat = false;
    const startMs = performance.now();
    for (let left = this.valuations.dueCount; this.isWatching && !this.isStopping && left > 0; left -= VALUED_AT_ONCE) {
      await this.write(this.valued());
      await new Promise((resolve) => setImmediate(resolve));
      await this.showPrices();
    }
    const endMs = performance.now();
    this.nextBeatMs = endMs + Math.min(BEAT_MS.longest, Math.max(BEAT_MS.shortest, (endMs - startMs) * BEATS_OF_ROUND));
  }

  private async showPrices(): Promise<void> {
    while (this.isWatching && (this.waiting.length > 0 || this.changed.size > 0)) {
      await this.readInstruments();
      if (this.changed.size > 0) await this.readChanged();
      const batch = this.waiting.splice(0, BATCH);
      await this.write(this.shown(batch));
      for (const { revision } of batch) this.seen = Math.max(this.seen, revision);
    }
  }

  /** In its turn: what is computed here is written before anything else is. */
  private show(movesOf: () => Move[]): Promise<void> {
    return this.inLine(async () => {
      if (this.isWatching) await this.write(movesOf());
    });
  }

  private shown(quotes: readonly Quote[]): Move[] {
    return quotes.flatMap((quote) => this.figures.ofPrice(quote));
  }

  private valued(): Move[] {
    const now = this.tools.now();
    return this.valuations.revalue(now, VALUED_AT_ONCE).flatMap(({ subjectId, receivedMs, figures, ordinal }) => {
      const moment = { observedMs: 0, nowMs: now.getTime(), receivedMs };
      return [
        ...this.rules.look(subjectId, 'VALUE', figures.value, moment),
        ...this.looked(subjectId, 'GAIN', figures.gain, moment),
        ...this.looked(subjectId, 'GAIN_RATIO', figures.gainRatio, moment),
        ...this.rules.lookAtDrawdown(subjectId, figures.value, { ...moment, ordinal }),
      ];
    });
  }

  /** Works the figure out only where a rule looks at it. */
  private looked(subjectId: string, name: FigureName, figureOf: () => Decimal | null, moment: Moment): Move[] {
    const figure = this.rules.hasLane(subjectId, name) ? figureOf() : null;
    return figure ? this.rules.look(subjectId, name, figure, moment) : [];
  }

  private async write(moves: readonly Move[]): Promise<void> {
    if (moves.length === 0) return;
    const { alerts, lost } = await writeMoves(this.database, moves, this.tools.now());
    for (const id of lost) this.changed.add(id);
    this.observeDelays(moves, new Set(lost));
    for (const { rule } of moves) if (!this.rules.rule(rule.id)) this.forget(rule.id);
    if (alerts.length === 0) return;
    this.tools.fired(alerts);
    await this.bus.publish('alerts', { fired: alerts.map(({ id, userId }) => ({ id, userId })) });
  }

  private observeDelays(moves: readonly Move[], lost: ReadonlySet<AlertRuleId>): void {
    const nowMs = this.tools.now().getTime();
    for (const { rule, step, sinceMs } of moves) {
      if (step.kind !== 'FIRED' || sinceMs === null || lost.has(rule.id)) continue;
      this.tools.metrics.alertDelay.observe(Math.max(0, nowMs - sinceMs) / 1000);
    }
  }

  /** Rules that were made, amended, deleted or moved by somebody else: as they are now, shown the figures of now. */
  private async readChanged(): Promise<void> {
    const ids = [...this.changed];
    this.changed.clear();
    const rows = await this.database.read((em) => rulesById(em, ids));
    const now = this.tools.now().getTime();
    const quotes = new Map<InstrumentId, Quote>();
    const gone = new Set(ids);
    for (const row of rows) {
      const { rule } = row;
      if (rule.status === 'DONE' || rule.status === 'PAUSED' || rule.expiresMs <= now) continue;
      const known = this.rules.rule(rule.id);
      gone.delete(rule.id);
      // What it is about stays, and need not be read again, unless that is something else.
      if (known?.subjectId !== rule.subjectId) this.forget(rule.id);
      // The highest value is written seldom, as is what it is in: of the same terms, what is in memory is newer.
      if (known?.version === rule.version) {
        if (known.peak) Object.assign(rule, { peak: known.peak, highs: known.highs, peakOrdinal: known.peakOrdinal });
        if (known.currency !== rule.currency) Object.assign(rule, { reference: known.reference, currency: known.currency });
      }
      this.rules.put(rule);
      this.keep(row);
      const quote = isOfInstrument(rule.measure) ? this.prices.quote(rule.subjectId as InstrumentId) : null;
      if (quote) quotes.set(quote.instrumentId, quote);
      const instrumentId = rule.subjectId as InstrumentId;
      if (isOfInstrument(rule.measure) && !this.figures.instruments.has(instrumentId)) this.outdated?.add(instrumentId);
    }
    for (const id of gone) this.forget(id);
    await this.readInstruments();
    this.tools.metrics.alertRules.set(this.rules.size);
    await this.write(this.shown([...quotes.values()]));
  }

  /** Shows the prices since the cursor, and a little before it, again. */
  private async catchUp(overlap: number): Promise<void> {
    this.isMissing = false;
    let after = Math.max(0, this.seen - overlap);
    for (let count = 0; count < REPLAY_MAX; ) {
      const from = after;
      const quotes = await this.database.read((em) => pricesSince(em, { after: from, limit: BATCH }));
      // Prices told ahead of their rows get them together: within a page they are put in order.
      const inOrder = quotes
        .filter(({ instrumentId }) => this.rules.has(instrumentId))
        .sort((a, b) => a.observedAt.getTime() - b.observedAt.getTime());
      await this.readInstruments();
      await this.show(() => this.shown(inOrder));
      // Late and corrected prices are among them: the book is for what stands.
      const touched = [...new Set(quotes.map(({ instrumentId }) => instrumentId))];
      if (touched.length > 0) this.valuations.apply({ quotes: await this.database.read((em) => currentQuotes(em, touched)), rates: [] });
      if (this.valuations.dueCount > 0) this.beatSoon();
      const last = quotes.at(-1);
      if (!last) return;
      this.seen = Math.max(this.seen, last.revision);
      after = last.revision;
      count += quotes.length;
      if (quotes.length < BATCH) return;
    }
    this.tools.log.warn({ after }, 'too many prices were missed: alerts go on from the current ones');
    await this.showCurrent();
  }

  private async showCurrent(): Promise<void> {
    const wanted = [...this.rules.subjectIds()].filter((id) => this.figures.instruments.has(id as InstrumentId)) as InstrumentId[];
    for (let start = 0; start < wanted.length; start += BATCH) {
      const quotes = await this.database.read((em) => currentQuotes(em, wanted.slice(start, start + BATCH)));
      await this.show(() => this.shown(quotes));
    }
  }

  private async readInstruments(): Promise<void> {
    const ids = this.outdated;
    if (ids?.size === 0) return;
    this.outdated = new Set();
    const instruments = await this.database.read((em) => em.find(Instrument, ids ? { id: { $in: [...ids] } } : {}));
    for (const instrument of instruments) {
      const before = this.figures.instruments.get(instrument.id);
      this.figures.instruments.set(instrument.id, instrument);
      if (instrument.splits.length > 0 || before?.splits.length) this.rules.resettle(instrument.id);
    }
  }

  private async note(): Promise<void> {
    const revision = this.seen;
    const peaks = this.rules.takePeaks();
    await this.database.write(async (em) => {
      await noteCursorRevision(em, revision, this.tools.now());
      if (peaks.length > 0) await writePeaks(em, peaks);
    });
    this.noted = revision;
    this.lastNoteMs = performance.now();
  }
}
