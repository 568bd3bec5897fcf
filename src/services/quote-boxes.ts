/**
 * Who waits for the quotes of which instruments. Invariant: nobody is given a quote that is older than the one given last, or says the same,
 * though messages of several instances may overtake one another.
 */
import { InvalidInput } from '../domain/errors.js';
import { type InstrumentId, isUuid } from '../domain/ids.js';
import type { PriceBook } from '../domain/price-book.js';
import { isAfter, type Quote, saysTheSame } from '../domain/quote.js';
import { Mailbox } from './mailbox.js';

const QUOTES_PER_SUBSCRIPTION_MAX = 500;

export class QuoteBoxes {
  /** With the quote each was given last. */
  private readonly boxes = new Map<InstrumentId, Map<Mailbox<Quote>, Quote | null>>();

  constructor(private readonly prices: PriceBook) {}

  /** Instruments somebody waits for. */
  get size(): number {
    return this.boxes.size;
  }

  /**
   * Every new quote of these instruments, beginning with the current ones; a slow reader gets the newest of each.
   * @throws InvalidInput when there are none or too many
   */
  open(ids: readonly string[]): Mailbox<Quote> {
    if (ids.length < 1 || ids.length > QUOTES_PER_SUBSCRIPTION_MAX) {
      throw new InvalidInput('instrumentIds', 'LENGTH', `instrumentIds must hold 1 to ${QUOTES_PER_SUBSCRIPTION_MAX} ids.`);
    }
    const wanted = [...new Set(ids.filter(isUuid))] as InstrumentId[];
    const box = new Mailbox<Quote>(
      ({ instrumentId }) => instrumentId,
      () => this.forget(box, wanted),
    );
    for (const id of wanted) {
      const boxes = this.boxes.get(id) ?? new Map<Mailbox<Quote>, Quote | null>();
      this.boxes.set(id, boxes.set(box, null));
      const quote = this.prices.quote(id);
      if (quote) this.offer(quote);
    }
    return box;
  }

  /** Gives a quote to those who wait for it and do not have it, or a newer one, yet. */
  offer(quote: Quote): void {
    const boxes = this.boxes.get(quote.instrumentId);
    for (const [box, last] of boxes ?? []) {
      if (last && !isAfter(quote, last)) continue;
      boxes?.set(box, quote);
      // That a price which was told ahead has got its row is no news.
      if (!last?.ahead || !saysTheSame(quote, last)) box.put(quote);
    }
  }

  close(): void {
    for (const boxes of [...this.boxes.values()]) for (const box of [...boxes.keys()]) box.close();
  }

  private forget(box: Mailbox<Quote>, ids: readonly InstrumentId[]): void {
    for (const id of ids) {
      const boxes = this.boxes.get(id);
      boxes?.delete(box);
      if (boxes?.size === 0) this.boxes.delete(id);
    }
  }
}
