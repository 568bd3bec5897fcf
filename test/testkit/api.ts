/**
 * A small typed client of the public API, over HTTP and over the socket, and nothing else: what a suite sees through it is
 * what any client sees. Documents come typed from `graphql(...)`; `npm run codegen` makes the types.
 */
import { type Client, createClient, type ExecutionResult, type SubscribePayload } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { TypedDocumentString } from './gql/graphql.js';
import { WITHIN_MS } from './until.js';

export interface ApiError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly field?: string; readonly rule?: string; readonly correlationId?: string };
}

export class Answer<T> {
  constructor(
    readonly status: number,
    readonly data: T | null,
    readonly errors: readonly ApiError[],
  ) {}

  /** The data of an answer without any error. */
  expectNoErrors(): T {
    if (this.errors.length > 0 || this.data === null) throw new Error(`The API answered ${this.status} ${JSON.stringify(this.errors)}`);
    return this.data;
  }

  /** The one error of an answer that has one. */
  expectError(): ApiError {
    const [error, ...more] = this.errors;
    if (!error || more.length > 0) throw new Error(`One error was expected: ${this.status} ${JSON.stringify([this.data, this.errors])}`);
    return error;
  }

  /** What a client decides by: `RULE_BROKEN OVERSOLD input.quantity`, without the parts that are not there. */
  refusal(): string {
    const { code, rule, field } = this.expectError().extensions;
    return [code, rule, field].filter((part) => part !== undefined).join(' ');
  }
}

/** Documents without required variables may be run without any. */
type Variables<V> = Record<never, never> extends V ? [V?] : [V];
type Loose = { readonly [name: string]: unknown };

export class Api {
  constructor(
    readonly url: string,
    readonly token: string | null = null,
  ) {}

  as(token: string | null): Api {
    return new Api(this.url, token);
  }

  /** Runs a typed document. */
  run<T, V>(document: TypedDocumentString<T, V>, ...[variables]: Variables<V>): Promise<Answer<T>> {
    return this.send({ query: document.toString(), variables });
  }

  /** Runs any text with any variables, right or wrong. */
  text(query: string, variables?: Loose): Promise<Answer<Loose>> {
    return this.send({ query, variables });
  }

  /** Posts a body as it is. */
  post(body: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(this.token !== null && { authorization: `Bearer ${this.token}` }), ...headers },
      body,
    });
  }

  /** Opens a socket of its own; it connects with the first subscription. */
  socket(connectionParams: Loose = this.token === null ? {} : { authorization: `Bearer ${this.token}` }): Socket {
    return new Socket(this.url, connectionParams);
  }

  private async send<T>(body: object): Promise<Answer<T>> {
    const response = await this.post(JSON.stringify(body));
    const { data = null, errors = [] } = (await response.json()) as { data?: T | null; errors?: readonly ApiError[] };
    return new Answer(response.status, data, errors);
  }
}

/** One WebSocket and the subscriptions on it. */
export class Socket {
  private readonly client: Client;
  /** The transport, to pause and break it; null before the first subscription. */
  transport: WebSocket | null = null;
  /** The code the connection was closed with. */
  readonly closed: Promise<number>;

  constructor(url: string, connectionParams: Loose) {
    let close: (code: number) => void = () => undefined;
    this.closed = new Promise((resolve) => {
      close = resolve;
    });
    const opened = (transport: WebSocket) => {
      this.transport = transport;
    };
    class Transport extends WebSocket {
      constructor(...args: ConstructorParameters<typeof WebSocket>) {
        super(...args);
        opened(this);
      }
    }
    this.client = createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      webSocketImpl: Transport,
      connectionParams,
      retryAttempts: 0,
      on: { closed: (event) => close((event as { code: number }).code) },
    });
  }

  subscribe<T, V>(document: TypedDocumentString<T, V>, ...[variables]: Variables<V>): Stream<T> {
    return new Stream(this.client, { query: document.toString(), variables: variables as Record<string, unknown> | undefined });
  }

  /** Runs any text with any variables, right or wrong. */
  text(query: string, variables?: Record<string, unknown>, extensions?: Record<string, unknown>): Stream<Loose> {
    return new Stream(this.client, { query, variables, extensions });
  }

  async close(): Promise<void> {
    await this.client.dispose();
  }
}

/** What one subscription has brought so far, with a way to await what is still to come. */
export class Stream<T> {
  readonly messages: T[] = [];
  readonly errors: ApiError[] = [];
  isEnded = false;
  /** The close event or failure that ended it, if not the server's `complete`. */
  failure: unknown = null;
  private readonly waiting = new Set<() => void>();
  private readonly unsubscribe: () => void;

  constructor(client: Client, payload: SubscribePayload) {
    this.unsubscribe = client.subscribe<T>(payload, {
      next: (result: ExecutionResult<T, unknown>) => {
        if (result.data) this.messages.push(result.data);
        this.errors.push(...((result.errors ?? []) as unknown as ApiError[]));
        this.look();
      },
      error: (error) => {
        if (Array.isArray(error)) this.errors.push(...(error as unknown as ApiError[]));
        else this.failure = error;
        this.finish();
      },
      complete: () => this.finish(),
    });
  }

  /** The first message, past or to come, that meets the condition. */
  async until(condition: (message: T) => boolean, withinMs = WITHIN_MS): Promise<T> {
    await this.when(() => this.messages.some(condition), `no message met ${condition}`, withinMs);
    return this.messages.find(condition) as T;
  }

  first(): Promise<T> {
    return this.until(() => true);
  }

  /** Resolves when the subscription is over. */
  async ended(): Promise<void> {
    if (!this.isEnded) await this.wait(() => this.isEnded, 'it did not end', WITHIN_MS);
  }

  stop(): void {
    this.unsubscribe();
  }

  private async when(condition: () => boolean, otherwise: string, withinMs: number): Promise<void> {
    await this.wait(() => condition() || this.isEnded, otherwise, withinMs);
    if (!condition()) throw new Error(`The subscription ended and ${otherwise}: ${this.describe()}`);
  }

  private wait(condition: () => boolean, otherwise: string, withinMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const check = () => {
        if (!condition()) return;
        clearTimeout(timer);
        this.waiting.delete(check);
        resolve();
      };
      const timer = setTimeout(() => {
        this.waiting.delete(check);
        reject(new Error(`Within ${withinMs} ms ${otherwise}: ${this.describe()}`));
      }, withinMs);
      this.waiting.add(check);
      check();
    });
  }

  private describe(): string {
    const said = `${this.messages.length} messages, the last ${JSON.stringify(this.messages.at(-1))}, errors ${JSON.stringify(this.errors)}`;
    const { code, reason } = (this.failure ?? {}) as { code?: number; reason?: string };
    return this.failure === null ? said : `${said}, ${code === undefined ? String(this.failure) : `closed with ${code} ${reason}`}`;
  }

  private finish(): void {
    this.isEnded = true;
    this.look();
  }

  private look(): void {
    for (const check of [...this.waiting]) check();
  }
}
