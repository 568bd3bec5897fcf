/**
 * Fetches the past prices that were asked for, in the turn of their source: a stretch of days per call, within its budget, each
 * noted as soon as it is stored. Whatever is adjusted for splits is turned back first: the history holds prices as they were.
 */
import { BACKFILL_DAYS_PER_STEP, type Backfill } from '../domain/backfill.js';
import { addDays, type Day, dayIn } from '../domain/day.js';
import { Decimal, PRICE_SCALE, roundHalfEven } from '../domain/decimal.js';
import type { SourceId } from '../domain/ids.js';
import { IngestOutcome } from '../domain/ingest.js';
import { Adjustment } from '../domain/quote.js';
import type { Guard } from './guard.js';
import type { Pipeline } from './pipeline.js';
import type { CorporateAction, PollResult, RawObservation, Source } from './source.js';
import { SourceErrorKind, toSourceError } from './source-error.js';
import type { SymbolBook } from './symbols.js';

/** Calls in one turn of a source; the next cycle goes on. */
const STEPS_MAX = 50;

export interface BackfillStore {
  /** The one of this source to go on with; null: none waits. */
  next(source: SourceId): Promise<Backfill | null>;
  advance(done: { readonly id: string; readonly nextDay: Day; readonly stored: number }): Promise<void>;
  fail(failed: { readonly id: string; readonly message: string; readonly isFinal: boolean }): Promise<void>;
}

export interface BackfillTools {
  readonly source: Source;
  readonly guard: Guard;
  readonly pipeline: Pipeline;
  readonly symbols: SymbolBook;
  readonly store: BackfillStore;
  readonly now: () => Date;
  /** Between two calls; also tells whether to go on. */
  readonly rest: () => Promise<boolean>;
  readonly onAnswer: (answer: PollResult) => Promise<void>;
}

/** Trying again cannot help. */
const FINAL: ReadonlySet<SourceErrorKind> = new Set([
  SourceErrorKind.ENTITLEMENT,
  SourceErrorKind.UNKNOWN_SYMBOL,
  SourceErrorKind.BAD_REQUEST,
]);

/** Goes on with what waits, until nothing does, the source fails or wants a pause, or the turn is over. */
export async function runBackfills(tools: BackfillTools, stopping: AbortSignal): Promise<void> {
  const { source, guard, store } = tools;
  for (let step = 0; step < STEPS_MAX; step += 1) {
    if (guard.pausedUntil() || !(await tools.rest())) return;
    const backfill = await store.next(source.info.id);
    if (!backfill) return;
    if (!(await runStep(tools, backfill, stopping))) return;
  }
}

/** One call, stored and noted; false: leave the source alone for now. */
async function runStep(tools: BackfillTools, backfill: Backfill, stopping: AbortSignal): Promise<boolean> {
  const { source, guard, pipeline, symbols, store } = tools;
  const { id, nextDay, to } = backfill;
  const { instrumentId } = backfill;
  // Of the exchange rates there is one answer for all, or the pairs it is asked for by name.
  const named = instrumentId === null ? (source.rateSymbols ?? []) : [symbols.symbolOf(source.info.id, instrumentId)];
  const asked = named.filter((each) => each !== null);
  const history = source.history?.bind(source);
  if ((instrumentId !== null && asked.length === 0) || !history) {
    await store.fail({ id, message: 'The source has no symbol for the instrument, or no history.', isFinal: true });
    return true;
  }
  const stretch = addDays(nextDay, BACKFILL_DAYS_PER_STEP - 1);
  const until = stretch < to ? stretch : to;
  // The splits that an adjusted price has behind it may lie after the days wanted.
  const last = source.capabilities.adjusted === Adjustment.NONE ? until : dayIn('UTC', tools.now());
  try {
    const answer = await guard.call((signal) => history(asked, nextDay, last, signal), stopping);
    await tools.onAnswer(answer);
    const failure = answer.failures.find((each) => each.symbol === undefined || asked.includes(each.symbol));
    if (failure) throw failure.error;
    const wanted = answer.observations.filter(({ valueDate }) => valueDate !== null && valueDate >= nextDay && valueDate <= until);
    const results = await pipeline.ingest(source.info, unadjusted(wanted, answer.actions ?? []));
    const stored = results.filter(({ outcome }) => outcome === IngestOutcome.HISTORY || outcome === IngestOutcome.CURRENT).length;
    await store.advance({ id, nextDay: addDays(until, 1), stored });
    return true;
  } catch (thrown) {
    if (stopping.aborted) return false;
    const error = toSourceError(thrown);
    if (error.kind === SourceErrorKind.NO_DATA) {
      await store.advance({ id, nextDay: addDays(until, 1), stored: 0 });
      return true;
    }
    const isPause = error.kind === SourceErrorKind.RATE_LIMITED || error.kind === SourceErrorKind.QUOTA_EXHAUSTED;
    // A budget that is used up is no failure: it goes on when there is one again.
    if (!isPause) await store.fail({ id, message: `${error.kind}: ${error.message}`, isFinal: FINAL.has(error.kind) });
    return FINAL.has(error.kind);
  }
}

/** Prices as they were: each times the ratio of every split after its day. Those adjusted for dividends too cannot be turned back. */
export function unadjusted(observations: readonly RawObservation[], actions: readonly CorporateAction[]): RawObservation[] {
  const splits = actions.flatMap((action) => (action.type === 'split' ? [action] : []));
  return observations.flatMap((raw) => {
    if (raw.type !== 'quote' || raw.adjustment === Adjustment.NONE) return [raw];
    if (raw.adjustment === Adjustment.SPLIT_AND_DIVIDEND || raw.valueDate === null) return [];
    const day = raw.valueDate;
    const later = splits.filter((split) => split.symbol === raw.symbol && split.day > day);
    if (later.length === 0) return [{ ...raw, adjustment: Adjustment.NONE }];
    let price = new Decimal(raw.price);
    for (const { numerator, denominator } of later) price = price.times(numerator).div(denominator);
    return [{ ...raw, price: roundHalfEven(price, PRICE_SCALE).toFixed(), adjustment: Adjustment.NONE }];
  });
}
