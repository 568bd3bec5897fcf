/**
 * One subscriber of the load client: a bare WebSocket that speaks graphql-transport-ws by hand and reads of each push only
 * its sequence and time, so that thousands of them fit into one process beside the ticks.
 */
import { WebSocket } from 'ws';

export interface SubscriberEvents {
  /** `asOfMs` is NaN for a state without a price. */
  pushed(subscriber: Subscriber, message: Buffer, sequence: number, asOfMs: number): void;
  failed(subscriber: Subscriber, why: string): void;
}

const NEXT = '"type":"next"';
const SEQUENCE = '"sequence":';
const AS_OF = '"asOf":"';
/** `2026-11-18T15:30:00.123Z` */
const INSTANT_LENGTH = 24;
const DIGIT_0 = 48;
const DIGIT_9 = 57;

export class Subscriber {
  /** Ticks of its holdings it has not seen, oldest first, from `head` on. */
  unseen: number[] = [];
  head = 0;
  sequence = -1;
  asOfMs = 0;
  last: Buffer | null = null;
  private readonly socket: WebSocket;
  private readonly firstPush: Promise<void>;
  private resolveFirst: () => void = () => undefined;
  private isClosing = false;

  constructor(
    readonly index: number,
    { url, params, query }: { url: string; params: Readonly<Record<string, string>>; query: string },
    private readonly events: SubscriberEvents,
  ) {
    this.firstPush = new Promise((resolve) => {
      this.resolveFirst = resolve;
    });
    this.socket = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: false, skipUTF8Validation: true });
    this.socket.on('open', () => this.socket.send(JSON.stringify({ type: 'connection_init', payload: params })));
    this.socket.on('message', (data) => this.receive(data as Buffer, query));
    this.socket.on('error', (error) => this.fail(error.message));
    this.socket.on('close', (code, reason) => this.fail(`closed with ${code} ${reason.toString()}`));
  }

  /** Resolves with the first push. */
  ready(): Promise<void> {
    return this.firstPush;
  }

  close(): void {
    this.isClosing = true;
    this.socket.terminate();
  }

  private fail(why: string): void {
    if (this.isClosing) return;
    this.isClosing = true;
    this.events.failed(this, why);
    this.resolveFirst();
  }

  private receive(message: Buffer, query: string): void {
    const at = message.indexOf(SEQUENCE, 0, 'latin1');
    if (at < 0 || message.indexOf(NEXT, 0, 'latin1') < 0) return this.control(message, query);
    const asOf = message.indexOf(AS_OF, at, 'latin1');
    const asOfMs =
      asOf < 0 ? Number.NaN : Date.parse(message.toString('latin1', asOf + AS_OF.length, asOf + AS_OF.length + INSTANT_LENGTH));
    this.events.pushed(this, message, integerAt(message, at + SEQUENCE.length), asOfMs);
    this.resolveFirst();
  }

  private control(message: Buffer, query: string): void {
    const { type, payload } = JSON.parse(message.toString()) as { type: string; payload?: unknown };
    if (type === 'connection_ack') this.socket.send(JSON.stringify({ id: 'v', type: 'subscribe', payload: { query } }));
    else if (type === 'ping') this.socket.send('{"type":"pong"}');
    else this.fail(`${type} ${JSON.stringify(payload ?? '').slice(0, 200)}`);
  }
}

/** Whether two pushes show the same, whatever their sequences: both select the time first of what follows those. */
export function showTheSame(one: Buffer, other: Buffer): boolean {
  const [shown, earlier] = [one, other].map((message) => message.subarray(message.indexOf(AS_OF, 0, 'latin1'))) as [Buffer, Buffer];
  return shown.equals(earlier);
}

function integerAt(message: Buffer, start: number): number {
  let number = 0;
  for (let place = start; ; place += 1) {
    const digit = message[place] as number;
    if (digit < DIGIT_0 || digit > DIGIT_9) return number;
    number = number * 10 + digit - DIGIT_0;
  }
}
