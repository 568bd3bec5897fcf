/**
 * Looks at a PostgreSQL server from the side, on a connection of its own. A server that refuses is noticed by whoever asks it; one
 * that accepts and never answers, or whose network is gone, is noticed here. Invariant: it never throws and never waits long.
 */
import pg from 'pg';

const LOOK_MS = 1_000;
const ANSWER_MS_MAX = 2_500;
/** A timer may fire late because this process was busy; an answer that has come meanwhile still counts. */
const GRACE_MS = 50;
/** Longest time until a server that stopped answering is known to have: between two looks, and one that waits in vain. */
export const NOTICE_MS_MAX = LOOK_MS + ANSWER_MS_MAX + GRACE_MS;

/** When something was asked for and the answer was there, by `performance.now()`. */
export interface Span {
  readonly askedMs: number;
  readonly heardMs: number;
}

interface Answer {
  readonly row: Readonly<Record<string, unknown>>;
  readonly span: Span;
}

export interface VigilOptions {
  readonly url: string;
  readonly ssl?: pg.ClientConfig['ssl'];
  /** Asked for with each look; its first row is handed to `seen`. */
  readonly query: string;
  readonly seen?: (row: Readonly<Record<string, unknown>>, span: Span) => void;
  /** Told once each time the server stops answering. */
  readonly lost: () => void;
  /** Told once each time it answers again. */
  readonly back?: () => void;
}

export class Vigil {
  private client: pg.Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private isStopped = false;
  private isAnswering = true;

  constructor(private readonly options: VigilOptions) {}

  /** False from the moment the server stopped answering until it answers again. */
  get isUp(): boolean {
    return this.isAnswering;
  }

  start(): void {
    if (!this.timer) this.schedule();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    if (this.timer) clearTimeout(this.timer);
    const { client } = this;
    if (client) await inTime(client.end()).catch(() => destroy(client));
  }

  private schedule(): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => void this.look().finally(() => this.schedule()), LOOK_MS).unref();
  }

  private async look(): Promise<void> {
    const answer = await this.ask();
    if (this.isStopped) return;
    const wasAnswering = this.isAnswering;
    this.isAnswering = answer !== null;
    if (answer) this.options.seen?.(answer.row, answer.span);
    else if (wasAnswering) this.options.lost();
    if (answer && !wasAnswering) this.options.back?.();
  }

  /** The answer; null when there was none in time. */
  private async ask(): Promise<Answer | null> {
    const wasOpen = this.client !== null;
    try {
      this.client ??= await this.connect();
      // Stopped while it connected: nobody else would end this one, and it would keep the process.
      if (this.isStopped) throw new NoAnswer('Not looking any more');
      const askedMs = performance.now();
      const { rows } = await inTime(this.client.query(this.options.query));
      return { row: rows[0] ?? {}, span: { askedMs, heardMs: performance.now() } };
    } catch (error) {
      // The next look makes a new connection: this one may hang for as long as the system likes.
      if (this.client) destroy(this.client);
      this.client = null;
      // One that broke tells that the server was away; it may be back since, and the connections made meanwhile are good.
      return wasOpen && !(error instanceof NoAnswer) ? this.ask() : null;
    }
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.options.url, ssl: this.options.ssl, connectionTimeoutMillis: ANSWER_MS_MAX });
    client.on('error', () => undefined);
    try {
      await inTime(client.connect());
      return client;
    } catch (error) {
      destroy(client);
      throw error;
    }
  }
}

/** Ends a connection without asking the other end: whatever waits for it fails at once. */
export function destroy(client: pg.ClientBase): void {
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}

class NoAnswer extends Error {}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      timer = setTimeout(() => reject(new NoAnswer('No answer in time')), GRACE_MS);
    }, ANSWER_MS_MAX);
  });
  answer.catch(() => undefined);
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
