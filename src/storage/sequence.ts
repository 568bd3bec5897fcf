/**
 * Numbers for the messages of one instance, and the check of everybody else's: a message that was lost on the way leaves a hole
 * in its sender's numbers. Redis delivers at most once and tells nobody what it dropped, so this is how a loss is noticed.
 */

/** Senders remembered; instances come and go under new names. */
const SENDERS_MAX = 2_000;

export class Sequences {
  private readonly own = new Map<string, number>();
  /** By sender, in the order in which they were heard last. */
  private readonly heard = new Map<string, { readonly channels: Map<string, number>; atMs: number }>();

  /** Those that fell silent without a word, and when. */
  private readonly lost = new Map<string, number>();

  /** The number of the next message on a channel, from 1 on. It is used up even when the message cannot be sent. */
  next(channel: string): number {
    const number = this.last(channel) + 1;
    this.own.set(channel, number);
    return number;
  }

  /** The number of the last message on a channel; 0 before the first. */
  last(channel: string): number {
    return this.own.get(channel) ?? 0;
  }

  /** Other instances that were heard. */
  senders(): number {
    return this.heard.size;
  }

  /**
   * Takes note of a number that was heard.
   * @param isMessage false when the sender only repeats the number of its last message
   * @returns whether anything before it was missed
   */
  isHole(sender: string, channel: string, number: number, isMessage: boolean, nowMs = 0): boolean {
    const known = this.heard.get(sender);
    const channels = known?.channels ?? new Map<string, number>();
    // Whoever is heard again moves to the end, so that the first is the one silent for longest.
    this.heard.delete(sender);
    this.heard.set(sender, { channels, atMs: nowMs });
    this.lost.delete(sender);
    const [oldest] = this.heard.keys();
    if (this.heard.size > SENDERS_MAX && oldest !== undefined) this.heard.delete(oldest);
    const last = channels.get(channel) ?? 0;
    channels.set(channel, Math.max(number, last));
    // Of a sender never heard here before, everything so far may have been missed.
    return (isMessage ? number - 1 : number) > last;
  }

  /** It has said good-bye: its silence means nothing. */
  forget(sender: string): void {
    this.heard.delete(sender);
  }

  /**
   * Forgets the senders that were not heard since; what they did last they may have told nobody.
   * @returns whether there were any
   */
  forgetSilent(sinceMs: number): boolean {
    const silent = [...this.heard].filter(([, { atMs }]) => atMs < sinceMs);
    for (const [sender, { atMs }] of silent) {
      this.heard.delete(sender);
      this.lost.set(sender, atMs);
    }
    return silent.length > 0;
  }

  /** Whether anybody fell silent since then and was not heard again: it may be gone, or go on where nobody hears it. */
  isAnyLost(sinceMs: number): boolean {
    for (const [sender, atMs] of this.lost) if (atMs < sinceMs) this.lost.delete(sender);
    return this.lost.size > 0;
  }
}
