/** What clients have been answered and not read, over all connections of the process: so many of them that do not read must not fill its memory. */

interface Answer {
  readonly bytes: number;
  readonly cut: () => void;
}

interface Share {
  bytes: number;
  /** Those that wait longest first. */
  readonly answers: Set<Answer>;
}

export class Unread<Owner> {
  private bytes = 0;
  private readonly shares = new Map<Owner, Share>();

  constructor(private readonly bytesMax: number) {}

  /**
   * @param cut ends the connection that does not read
   * @returns to be called once it was read, or its connection is gone; more often does no harm
   */
  add(owner: Owner, bytes: number, cut: () => void): () => void {
    const answer = { bytes, cut };
    const share = this.shares.get(owner) ?? { bytes: 0, answers: new Set() };
    this.shares.set(owner, share);
    share.answers.add(answer);
    share.bytes += bytes;
    this.bytes += bytes;
    while (this.bytes > this.bytesMax) this.cutOne();
    return () => this.remove(owner, answer);
  }

  /** Of whoever leaves the most unread what waits longest, so that nobody pays for others who do not read. */
  private cutOne(): void {
    const [owner, { answers }] = [...this.shares].reduce((most, each) => (each[1].bytes > most[1].bytes ? each : most));
    const [answer] = answers as unknown as readonly [Answer];
    this.remove(owner, answer);
    answer.cut();
  }

  private remove(owner: Owner, answer: Answer): void {
    const share = this.shares.get(owner);
    if (!share?.answers.delete(answer)) return;
    share.bytes -= answer.bytes;
    this.bytes -= answer.bytes;
    if (share.answers.size === 0) this.shares.delete(owner);
  }
}
