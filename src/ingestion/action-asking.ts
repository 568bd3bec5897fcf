/** Asks one source for splits and dividends: once a day for all where one call answers for many, and at once after a jump that looks like one. */
import { addDays, type Day, dayIn } from '../domain/day.js';
import type { Guard } from './guard.js';
import type { PollResult, Source } from './source.js';
import { toSourceError } from './source-error.js';

/** They are asked for so many days back and ahead. */
const DAYS = { past: 14, ahead: 60 } as const;

export class ActionAsking {
  private askedOn: Day | null = null;

  constructor(
    private readonly options: {
      readonly source: Source;
      readonly guard: Guard;
      readonly stopping: AbortSignal;
      readonly now: () => Date;
      readonly onAnswer: (answer: PollResult) => Promise<void>;
      readonly warn: (text: string) => void;
      /** The pause between two calls; false: the source is not ours to ask any more. */
      readonly rest: () => Promise<boolean>;
    },
  ) {}

  async daily(symbols: readonly string[]): Promise<void> {
    const { source, guard, stopping, onAnswer, warn, rest } = this.options;
    const perCall = source.capabilities.actionsPerCall;
    const ask = source.actions?.bind(source);
    const today = this.today();
    if (!perCall || !ask || this.askedOn === today) return;
    for (let start = 0; start < symbols.length; start += perCall) {
      if (guard.pausedUntil() || !(await rest())) return;
      const part = symbols.slice(start, start + perCall);
      try {
        const [from, to] = [addDays(today, -DAYS.past), addDays(today, DAYS.ahead)];
        await onAnswer(await guard.call((signal) => ask(part, from, to, signal), stopping));
      } catch (error) {
        if (!stopping.aborted) warn(`Splits and dividends could not be asked for: ${toSourceError(error).message}`);
        return;
      }
    }
    this.askedOn = today;
  }

  /** Whether it answered. */
  async now(symbol: string): Promise<boolean> {
    const { source, guard, stopping, onAnswer, warn } = this.options;
    const ask = (source.actions ?? source.history)?.bind(source);
    if (!ask || guard.pausedUntil()) return false;
    const today = this.today();
    try {
      await onAnswer(await guard.call((signal) => ask([symbol], addDays(today, -DAYS.past), today, signal), stopping));
      return true;
    } catch (error) {
      if (!stopping.aborted) warn(`${symbol}: whether it was split could not be asked: ${toSourceError(error).message}`);
      return false;
    }
  }

  private today(): Day {
    return dayIn('UTC', this.options.now());
  }
}
