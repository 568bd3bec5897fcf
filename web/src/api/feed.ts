/**
 * One socket per page. A subscription outlives lost connections, expired tokens and restarted servers: it is opened
 * again by itself, with a fresh token, until it is stopped. The caller only ever sees data.
 */
import { type Client, createClient } from 'graphql-ws/client';
import type { TypedDocumentString } from '../gql/graphql.js';
import { type GraphQLProblem, isUnauthenticated } from './failure.js';
import type { Session } from './session.js';

export type ConnectionState = 'connecting' | 'live' | 'reconnecting' | 'offline';

/** A reconnect shorter than this is not worth the reader's attention. */
const GRACE_MS = 1_500;
/** After this long without a connection the page says offline, while it keeps trying. */
const OFFLINE_AFTER_MS = 20_000;
const PONG_WITHIN_MS = 5_000;
const KEEP_ALIVE_MS = 12_000;
/** A page hidden for longer lets go of its socket, and takes it up again in the moment it is looked at. */
const LET_GO_AFTER_MS = 30_000;
const RETRY_MS_MAX = 5_000;
const CLIENT_RESTART = 4205;
const REFUSED = [4401, 4403];

export class Feed {
  readonly #session: Session;
  readonly #client: Client;
  readonly #listeners = new Set<() => void>();
  readonly #disposals: (() => void)[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #watchers = new Set<() => void>();
  #state: ConnectionState = 'connecting';
  #socket: WebSocket | null = null;
  #lostTimers: ReturnType<typeof setTimeout>[] = [];
  #pongTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(session: Session) {
    this.#session = session;
    this.#client = createClient({
      url: socketUrl(),
      keepAlive: KEEP_ALIVE_MS,
      retryAttempts: Number.POSITIVE_INFINITY,
      shouldRetry: () => true,
      retryWait: (retries) => this.#wait(backOffMs(retries)),
      connectionParams: async () => ({ authorization: `Bearer ${await session.accessToken()}` }),
      on: {
        opened: (socket) => {
          this.#socket = socket as WebSocket;
        },
        closed: (event) => {
          clearTimeout(this.#pongTimer);
          if (REFUSED.includes((event as CloseEvent).code)) session.discardAccessToken();
          this.#lost();
        },
        ping: (received) => {
          // A connection that died without a word (sleep, a changed network) is closed by us, not waited for.
          if (!received) this.#pongTimer = setTimeout(() => this.#client.terminate(), PONG_WITHIN_MS);
        },
        pong: (received) => {
          if (received) clearTimeout(this.#pongTimer);
        },
      },
    });
    this.#disposals.push(session.onRenewed(() => this.#restart()));
    listen(window, 'online', this.#wake, this.#disposals);
    listen(window, 'offline', () => this.#lost(), this.#disposals);
    listen(document, 'visibilitychange', () => document.visibilityState === 'visible' && this.#wake(), this.#disposals);
  }

  readonly state = (): ConnectionState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  watch<Result, Variables extends Record<string, unknown>>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
    onData: (data: Result) => void,
  ): () => void {
    let stopped = false;
    let failures = 0;
    let dispose: () => void = () => undefined;
    let isResting = false;
    const again = async () => {
      if (stopped || isResting) return;
      this.#lost();
      await this.#wait(backOffMs(failures++));
      if (!stopped && !isResting) open();
    };
    const refused = (problems: readonly GraphQLProblem[]) => {
      if (isUnauthenticated(problems)) {
        // The socket keeps the token it was opened with, so it needs a new one too.
        this.#session.discardAccessToken();
        this.#restart();
      }
    };
    const open = () => {
      dispose = this.#client.subscribe<Result>(
        { query: document.toString(), variables },
        {
          next: ({ data, errors }) => {
            if (errors) refused(errors);
            if (!data) return;
            failures = 0;
            // Connected is not enough: the page is live when figures arrive.
            this.#found();
            onData(data);
          },
          error: (cause) => {
            if (Array.isArray(cause)) refused(cause);
            void again();
          },
          complete: () => void again(),
        },
      );
    };
    open();
    const rest = whileHidden(LET_GO_AFTER_MS, {
      begin: () => {
        isResting = true;
        dispose();
      },
      end: () => {
        isResting = false;
        open();
      },
    });
    const stop = () => {
      if (!this.#watchers.delete(stop)) return;
      stopped = true;
      rest();
      dispose();
    };
    this.#watchers.add(stop);
    return stop;
  }

  close(): void {
    // While the socket is open: a word more into a closing one is an error of the browser's.
    for (const stop of [...this.#watchers]) stop();
    for (const dispose of this.#disposals) dispose();
    for (const timer of this.#lostTimers) clearTimeout(timer);
    clearTimeout(this.#pongTimer);
    // Fails when it meets a connection that is just being refused; closed is closed.
    Promise.resolve(this.#client.dispose()).catch(() => undefined);
    this.#wake();
  }

  #restart(): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.close(CLIENT_RESTART, 'Client Restart');
  }

  #found(): void {
    for (const timer of this.#lostTimers) clearTimeout(timer);
    this.#lostTimers = [];
    this.#set('live');
  }

  #lost(): void {
    if (!navigator.onLine) this.#set('offline');
    if (this.#lostTimers.length > 0) return;
    this.#lostTimers = [
      setTimeout(() => this.#state !== 'offline' && this.#set('reconnecting'), GRACE_MS),
      setTimeout(() => this.#set('offline'), OFFLINE_AFTER_MS),
    ];
  }

  #set(state: ConnectionState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  /** Waits, but not a moment longer than until the network or the reader comes back. */
  #wait(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, delayMs);
      this.#waiting.add(done);
    });
  }

  readonly #wake = (): void => {
    for (const done of [...this.#waiting]) done();
  };
}

/** At once, then half a second, doubling; spread out, so that a restarted server is not met by everybody together. */
function backOffMs(retries: number): number {
  if (retries === 0) return 50 + Math.random() * 200;
  return Math.min(RETRY_MS_MAX, 250 * 2 ** Math.min(retries, 10)) * (0.75 + Math.random() / 2);
}

/** Begins once the page has been hidden for so long, and ends when it is shown again. Gives what stops the watching. */
function whileHidden(afterMs: number, on: { readonly begin: () => void; readonly end: () => void }): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isResting = false;
  const change = () => {
    clearTimeout(timer);
    if (document.visibilityState === 'hidden') {
      timer = setTimeout(() => {
        isResting = true;
        on.begin();
      }, afterMs);
    } else if (isResting) {
      isResting = false;
      on.end();
    }
  };
  document.addEventListener('visibilitychange', change);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', change);
  };
}

function socketUrl(): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`;
}

function listen(target: EventTarget, type: string, listener: () => void, disposals: (() => void)[]): void {
  target.addEventListener(type, listener);
  disposals.push(() => target.removeEventListener(type, listener));
}
