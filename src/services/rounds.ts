/** Looks again and again for what is due, and at once when somebody knows of something; never twice at a time. */

export class Rounds {
  private timer: NodeJS.Timeout | null = null;
  private working: Promise<void> | null = null;
  private isWanted = false;
  private isStopping = false;

  constructor(
    private readonly settings: {
      readonly everyMs: number;
      /** Does what is due; ends early when `isOver` says so. */
      readonly work: (isOver: () => boolean) => Promise<void>;
      /** Of a round that failed; the next one looks again. */
      readonly failed: (error: unknown) => void;
    },
  ) {}

  start(): void {
    this.timer = setInterval(() => this.look(), this.settings.everyMs).unref();
    this.look();
  }

  /** Resolves when what is under way has ended. */
  async stop(): Promise<void> {
    this.isStopping = true;
    if (this.timer) clearInterval(this.timer);
    await this.working;
  }

  /** Looks at once; nothing happens before the start. */
  look(): void {
    if (this.timer === null || this.isStopping) return;
    this.isWanted = true;
    this.working ??= this.round().finally(() => {
      this.working = null;
    });
  }

  private async round(): Promise<void> {
    while (this.isWanted && !this.isStopping) {
      this.isWanted = false;
      try {
        await this.settings.work(() => this.isStopping);
      } catch (error) {
        this.settings.failed(error);
      }
    }
  }
}
