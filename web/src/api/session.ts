/**
 * Who is signed in. The access token lives in memory only; the refresh token in localStorage, so a reload stays signed
 * in. There is never more than one refresh in flight, in this tab or (where the browser has locks) in any other.
 */
import type { SessionFieldsFragment, TypedDocumentString } from '../gql/graphql.js';
import { serverClock } from '../live/server-clock.js';
import { ApiFailure, UNAUTHENTICATED } from './failure.js';
import { RefreshSessionMutation, SignOutMutation } from './operations.js';
import { request } from './request.js';

const REFRESH_TOKEN_KEY = 'tidemark.refreshToken';
/** Renewed this long before it expires, so that nothing on the page ever meets an expired token. */
const RENEW_BEFORE_MS = 60_000;
/** A refresh token is good once, and using it twice ends the session: tabs without locks must not renew at the same moment. */
const SPREAD_MS = 20_000;
const RETRY_MS = 5_000;
/** A longer delay would overflow setTimeout's 32 bits and fire at once. */
const TIMER_MS_MAX = 2_000_000_000;

export type SessionUser = SessionFieldsFragment['user'];
export type SessionState =
  | { readonly status: 'restoring'; readonly isUnreachable: boolean }
  | { readonly status: 'signedOut'; readonly notice: string | null }
  | { readonly status: 'signedIn'; readonly user: SessionUser };

export class Session {
  readonly #listeners = new Set<() => void>();
  readonly #renewed = new Set<() => void>();
  #state: SessionState = { status: 'signedOut', notice: null };
  #access: { token: string; expiresAtMs: number } | null = null;
  #refreshing: Promise<string> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Picks up the session a former visit left. Call once per page. */
  restore(): void {
    addEventListener('storage', this.#onStorage);
    if (readRefreshToken() === null) return;
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
    this.#adopt(session);
  }

  /** A token that is good for a while yet. */
  async accessToken(): Promise<string> {
    if (this.#access && this.#access.expiresAtMs - serverClock.now() > RENEW_BEFORE_MS / 2) return this.#access.token;
    return this.#refresh();
  }

  /** The server no longer takes the token we hold, whatever its expiry says. */
  discardAccessToken(): void {
    this.#access = null;
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

  signOut(): void {
    const token = this.#access?.token;
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
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  #refresh(): Promise<string> {
    this.#refreshing ??= exclusively(() => this.#refreshOnce()).finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #refreshOnce(): Promise<string> {
    // Read inside the lock: another tab may have exchanged the token a moment ago.
    const refreshToken = readRefreshToken();
    if (refreshToken === null) {
      this.#end(null);
      throw new ApiFailure({ code: UNAUTHENTICATED, message: 'You are signed out.' });
    }
    try {
      const { refreshSession } = await request(RefreshSessionMutation, { refreshToken });
      // Signed out while the answer was under way: it must not sign back in.
      if (readRefreshToken() === null) throw new ApiFailure({ code: UNAUTHENTICATED, message: 'You are signed out.' });
      this.#adopt(refreshSession);
      for (const listener of this.#renewed) listener();
      return refreshSession.accessToken;
    } catch (failure) {
      if (isRefusal(failure)) this.#end('Your session has ended. Sign in again to carry on.');
      throw failure;
    }
  }

  #adopt(session: SessionFieldsFragment): void {
    this.#access = { token: session.accessToken, expiresAtMs: Date.parse(session.accessTokenExpiresAt) };
    writeRefreshToken(session.refreshToken);
    this.#renewIn(this.#access.expiresAtMs - serverClock.now() - RENEW_BEFORE_MS - Math.random() * SPREAD_MS);
    const known = this.#state.status === 'signedIn' && sameUser(this.#state.user, session.user);
    if (!known) this.#set({ status: 'signedIn', user: session.user });
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
    this.#access = null;
    writeRefreshToken(null);
    this.#set({ status: 'signedOut', notice });
  }

  #set(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  /** Signing in or out in one tab does so in all of them. */
  readonly #onStorage = (event: StorageEvent): void => {
    if (event.key !== REFRESH_TOKEN_KEY) return;
    if (event.newValue === null && this.#state.status !== 'signedOut') this.#end('You signed out in another tab.');
    if (event.newValue !== null && this.#state.status === 'signedOut') void this.#refresh().catch(() => undefined);
  };
}

function isRefusal(failure: unknown): boolean {
  return failure instanceof ApiFailure && [UNAUTHENTICATED, 'FORBIDDEN', 'NOT_FOUND', 'BAD_USER_INPUT'].includes(failure.code);
}

function sameUser(a: SessionUser, b: SessionUser): boolean {
  return a.id === b.id && a.name === b.name && a.email === b.email && a.baseCurrency === b.baseCurrency;
}

async function exclusively(work: () => Promise<string>): Promise<string> {
  // Locks exist in secure contexts only; over plain HTTP two tabs refreshing at the same instant are left to the server.
  return navigator.locks ? await navigator.locks.request(REFRESH_TOKEN_KEY, work) : work();
}

/** Where storage is blocked the session lasts as long as the page. */
let unstored: string | null = null;

function readRefreshToken(): string | null {
  try {
    return localStorage.getItem(REFRESH_TOKEN_KEY);
  } catch {
    return unstored;
  }
}

function writeRefreshToken(token: string | null): void {
  unstored = token;
  try {
    if (token === null) localStorage.removeItem(REFRESH_TOKEN_KEY);
    else localStorage.setItem(REFRESH_TOKEN_KEY, token);
  } catch {
    // Storage is blocked; `unstored` serves this page.
  }
}

export const session = new Session();
