/**
 * Numbers for the messages of one instance, and the check of everybody else's: a message that was lost on the way leaves a hole
 * in its sender's numbers. Redis delivers at most once and tells nobody what it dropped, so this is how a loss is noticed.
 */

/** Senders remembered; instances come and go under new names. */
const SENDERS_MAX = 2_000;

export class Sequences {
  private readonly own = new Map<string, number>();
  /** By sender, in the order in which they were heard last. */
  private readonly heard = new Map<string, Map<string, number>>();

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
  isHole(sender: string, channel: string, number: number, isMessage: boolean): boolean {
    const channels = this.heard.get(sender) ?? new Map<string, number>();
    // Whoever is heard again moves to the end, so that the first is the one silent for longest.
    this.heard.delete(sender);
    this.heard.set(sender, channels);
    const [oldest] = this.heard.keys();
    if (this.heard.size > SENDERS_MAX && oldest !== undefined) this.heard.delete(oldest);
    const known = channels.get(channel);
    channels.set(channel, Math.max(number, known ?? 0));
    const before = isMessage ? number - 1 : number;
    // Of a sender never heard here before, everything so far may have been missed.
    return before > (known ?? 0);
  }
}
