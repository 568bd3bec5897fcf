/**
 * Who is signed in. One record in localStorage serves every tab: whoever renews it first renews it for all, so a refresh
 * token, good for one use, is used once. A reload carries on with the access token and asks for nothing.
 */
import type { SessionFieldsFragment, TypedDocumentString } from '../gql/graphql.js';
import { ApiFailure, UNAUTHENTICATED } from './failure.js';
import { RefreshSessionMutation, SignOutMutation } from './operations.js';
import { request } from './request.js';
import { serverClock } from './server-clock.js';

const KEY = 'tidemark.session';
/** Renewed this long before it expires (or a third of a shorter life), so that nothing on the page meets an expired token. */
const RENEW_BEFORE_MS = 60_000;
/** Tabs renew at different moments; the later ones find the work done. */
const SPREAD_MS = 10_000;
const SPREAD_WITHOUT_LOCKS_MS = 1_000;
/** What one tab writes, a tab in another process reads a moment later; the lock is kept for that moment. */
const SETTLE_MS = 200;
const RETRY_MS = 5_000;
/** A longer delay would overflow setTimeout's 32 bits and fire at once. */
const TIMER_MS_MAX = 2_000_000_000;

export type SessionUser = SessionFieldsFragment['user'];
export type SessionState =
  | { readonly status: 'restoring'; readonly isUnreachable: boolean }
  | { readonly status: 'signedOut'; readonly notice: string | null }
  | { readonly status: 'signedIn'; readonly user: SessionUser };

/** What the tabs share. Beside the refresh token, which is worth more, keeping the access token gives nothing away. */
interface Stored extends SessionFieldsFragment {
  readonly renewAtMs: number;
}

export class Session {
  readonly #listeners = new Set<() => void>();
  readonly #renewed = new Set<() => void>();
  #state: SessionState = { status: 'signedOut', notice: null };
  #held: Stored | null = null;
  /** The server refused the access token we hold, whatever its expiry says. */
  #isRefused = false;
  #refreshing: Promise<string> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Picks up the session a former visit left. Call once per page. */
  restore(): void {
    addEventListener('storage', this.#onStorage);
    const stored = readStored();
    if (stored === null) return;
    if (isFresh(stored)) return this.#adopt(stored);
    this.#set({ status: 'restoring', isUnreachable: false });
    void this.#restoring();
  }

  readonly state = (): SessionState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Told after each silent renewal: an open socket must present the new token. */
  onRenewed(listener: () => void): () => void {
    this.#renewed.add(listener);
    return () => this.#renewed.delete(listener);
  }

  begin(session: SessionFieldsFragment): void {
    this.#keep(session);
  }

  /** A token that is good for a while yet. */
  async accessToken(): Promise<string> {
    if (this.#held && !this.#isRefused && isFresh(this.#held)) return this.#held.accessToken;
    return this.#refresh();
  }

  /** The server no longer takes the token we hold, whatever its expiry says. */
  discardAccessToken(): void {
    this.#isRefused = true;
  }

  /** A request as the signed-in user; a refused token is renewed once. */
  async request<Result, Variables>(document: TypedDocumentString<Result, Variables>, variables: Variables): Promise<Result> {
    try {
      return await request(document, variables, await this.accessToken());
    } catch (failure) {
      if (!(failure instanceof ApiFailure) || failure.code !== UNAUTHENTICATED || this.#state.status === 'signedOut') throw failure;
      this.discardAccessToken();
      return request(document, variables, await this.accessToken());
    }
  }

  /** The user is called something else from now on, in every tab. */
  changeUser(changes: Partial<SessionUser>): void {
    if (this.#held === null || this.#state.status !== 'signedIn') return;
    const held = { ...this.#held, user: { ...this.#held.user, ...changes } };
    writeStored(held);
    this.#held = held;
    this.#set({ status: 'signedIn', user: held.user });
  }

  /** The server has ended the session, or is about to: this page knows nothing of it any more. */
  forget(notice: string | null): void {
    writeStored(null);
    this.#end(notice);
  }

  signOut(): void {
    const token = this.#held?.accessToken;
    writeStored(null);
    this.#end(null);
    // The page is signed out whether or not the server hears of it.
    if (token) request(SignOutMutation, {}, token).catch(() => undefined);
  }

  async #restoring(): Promise<void> {
    while (this.#state.status === 'restoring') {
      try {
        await this.#refresh();
      } catch {
        if (this.#state.status !== 'restoring') return;
        this.#set({ status: 'restoring', isUnreachable: true });
        await pause(RETRY_MS);
      }
    }
  }

  #refresh(): Promise<string> {
    const outworn = this.#held?.accessToken;
    this.#refreshing ??= exclusively(() => this.#refreshOnce(outworn)).finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #refreshOnce(outworn: string | undefined): Promise<string> {
    // Read inside the lock: another tab may have renewed the session while this one waited for its turn.
    const stored = readStored();
    if (stored === null) throw this.#signedOut();
    if (stored.accessToken !== outworn && isFresh(stored)) {
      this.#adopt(stored);
      return stored.accessToken;
    }
    try {
      const { refreshSession } = await request(RefreshSessionMutation, { refreshToken: stored.refreshToken });
      // Signed out, or in as somebody else, while the answer was under way: that holds, not the answer.
      const latest = readStored();
      if (latest === null) throw this.#signedOut();
      if (latest.refreshToken === stored.refreshToken) this.#keep(refreshSession);
      else this.#adopt(latest);
      return this.#held?.accessToken ?? refreshSession.accessToken;
    } catch (failure) {
      if (isRefusal(failure) && readStored()?.refreshToken === stored.refreshToken) {
        writeStored(null);
        this.#end('Your session has ended. Sign in again to carry on.');
      }
      throw failure;
    }
  }

  #signedOut(): ApiFailure {
    this.#end(null);
    return new ApiFailure({ code: UNAUTHENTICATED, message: 'You are signed out.' });
  }

  #keep(session: SessionFieldsFragment): void {
    const expiresAtMs = Date.parse(session.accessTokenExpiresAt);
    const lifeMs = expiresAtMs - serverClock.now();
    const stored = { ...session, renewAtMs: expiresAtMs - Math.min(RENEW_BEFORE_MS, lifeMs / 3) };
    writeStored(stored);
    this.#adopt(stored);
  }

  #adopt(stored: Stored): void {
    if (stored.accessToken === this.#held?.accessToken) return;
    const isRenewal = this.#held !== null;
    this.#held = stored;
    this.#isRefused = false;
    this.#renewIn(stored.renewAtMs - serverClock.now() - Math.random() * SPREAD_MS);
    const isKnown = this.#state.status === 'signedIn' && sameUser(this.#state.user, stored.user);
    if (!isKnown) this.#set({ status: 'signedIn', user: stored.user });
    else if (isRenewal) for (const listener of this.#renewed) listener();
  }

  #renewIn(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.#refresh().catch(() => {
          if (this.#state.status === 'signedIn') this.#renewIn(RETRY_MS);
        });
      },
      Math.min(Math.max(delayMs, RETRY_MS), TIMER_MS_MAX),
    );
  }

  #end(notice: string | null): void {
    clearTimeout(this.#timer);
    this.#held = null;
    this.#isRefused = false;
    this.#set({ status: 'signedOut', notice });
  }

  #set(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  /** Signing in or out in one tab does so in all of them. */
  readonly #onStorage = (event: StorageEvent): void => {
    if (event.key !== KEY) return;
    const stored = readStored();
    if (stored !== null) this.#adopt(stored);
    else if (this.#state.status !== 'signedOut') this.#end('This session was ended in another tab.');
  };
}

/** Past the moment of renewal a token serves for half of what is left, while its successor is fetched. */
function isFresh({ accessTokenExpiresAt, renewAtMs }: Stored): boolean {
  return serverClock.now() < (renewAtMs + Date.parse(accessTokenExpiresAt)) / 2;
}

function isRefusal(failure: unknown): boolean {
  return failure instanceof ApiFailure && [UNAUTHENTICATED, 'FORBIDDEN', 'NOT_FOUND', 'BAD_USER_INPUT'].includes(failure.code);
}

function sameUser(a: SessionUser, b: SessionUser): boolean {
  return a.id === b.id && a.name === b.name && a.email === b.email && a.baseCurrency === b.baseCurrency;
}

async function exclusively(work: () => Promise<string>): Promise<string> {
  if (!navigator.locks) {
    // Locks exist in secure contexts only. Over plain HTTP tabs that wake together spread out, and the first serves the others.
    await pause(Math.random() * SPREAD_WITHOUT_LOCKS_MS);
    return work();
  }
  return new Promise((resolve, reject) => {
    const turn = async () => {
      await work().then(resolve, reject);
      await pause(SETTLE_MS);
    };
    navigator.locks.request(KEY, turn).catch(reject);
  });
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}

/** Where storage is blocked the session lasts as long as the page. */
let unstored: Stored | null = null;

function readStored(): Stored | null {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null') as Stored | null;
  } catch {
    return unstored;
  }
}

function writeStored(stored: Stored | null): void {
  unstored = stored;
  try {
    if (stored === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(stored));
  } catch {
    // Storage is blocked; `unstored` serves this page.
  }
}

export const session = new Session();
