/**
 * Answers that change once a day, kept so that a source with a small budget is not asked for them in every cycle. What is
 * remembered is given again, which the arbiter knows as a repetition.
 */
import type { Part } from './answer.js';

const SYMBOLS_MAX = 10_000;

export class AnswerMemory {
  private readonly kept = new Map<string, { readonly part: Part; readonly untilMs: number }>();

  constructor(private readonly options: { readonly keepMs: number; readonly now: () => Date }) {}

  /** What was answered lately, or else what `ask` brings; a failure is not remembered. */
  async recall(symbol: string, ask: () => Promise<Part>): Promise<Part> {
    const nowMs = this.options.now().getTime();
    const known = this.kept.get(symbol);
    if (known && known.untilMs > nowMs) return known.part;
    const part = await ask();
    this.kept.delete(symbol);
    if (this.kept.size >= SYMBOLS_MAX) this.kept.clear();
    if (part.observations?.length) this.kept.set(symbol, { part, untilMs: nowMs + this.options.keepMs });
    return part;
  }
}
