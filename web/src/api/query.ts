/**
 * Answers of the API as the pages read them: one cache for the page, keyed by document and variables. What was read is shown at
 * once and read again behind it; a change of the ledger, a mutation or a healed connection makes all of it be read again.
 */
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { TypedDocumentString } from '../gql/graphql.js';
import { ApiFailure, isPassing } from './failure.js';
import { session } from './session.js';

/** A page that is opened again within this time is shown from memory alone. */
const FRESH_MS = 15_000;
const RETRY_MS = 4_000;
/** Answers kept that no part of the page shows. */
const IDLE_MAX = 60;

export interface Answer<Result> {
  /** The newest answer; while another is read, the former one, so that nothing blinks. Null before the first. */
  readonly data: Result | null;
  /** Why there is no answer; the data beside it, if any, is of before. */
  readonly failure: ApiFailure | null;
  readonly isLoading: boolean;
  /** Whether `data` answers other variables than those given, which are still being read. */
  readonly isFormer: boolean;
  readonly reload: () => void;
}

interface Snapshot {
  readonly data: unknown;
  readonly failure: ApiFailure | null;
  readonly isLoading: boolean;
}

const NOTHING: Snapshot = { data: null, failure: null, isLoading: false };

class Entry {
  readonly #ask: () => Promise<unknown>;
  readonly #listeners = new Set<() => void>();
  #snapshot: Snapshot = { ...NOTHING, isLoading: true };
  #readAtMs = Number.NEGATIVE_INFINITY;
  #turn = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: () => Promise<unknown>) {
    this.#ask = ask;
  }

  readonly snapshot = (): Snapshot => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1 && performance.now() - this.#readAtMs > FRESH_MS) void this.load();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) clearTimeout(this.#retry);
    };
  };

  isShown(): boolean {
    return this.#listeners.size > 0;
  }

  /** Reads again now if it is shown, else when it is shown next. */
  revalidate(): void {
    this.#readAtMs = Number.NEGATIVE_INFINITY;
    if (this.isShown()) void this.load();
  }

  readonly load = async (): Promise<void> => {
    clearTimeout(this.#retry);
    this.#turn += 1;
    const turn = this.#turn;
    this.#readAtMs = performance.now();
    this.#set({ ...this.#snapshot, isLoading: true });
    try {
      const data = await this.#ask();
      if (turn === this.#turn) this.#set({ data, failure: null, isLoading: false });
    } catch (cause) {
      if (turn !== this.#turn) return;
      const failure = cause instanceof ApiFailure ? cause : new ApiFailure({ code: 'INTERNAL', message: 'This could not be read.' });
      this.#readAtMs = Number.NEGATIVE_INFINITY;
      this.#set({ ...this.#snapshot, failure, isLoading: false });
      if (isPassing(failure) && this.isShown()) this.#retry = setTimeout(this.load, RETRY_MS);
    }
  };

  #set(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    for (const listener of [...this.#listeners]) listener();
  }
}

class Queries {
  readonly #entries = new Map<string, Entry>();

  entry<Result, Variables>(document: TypedDocumentString<Result, Variables>, variables: Variables): Entry {
    const state = session.state();
    // Nobody is ever shown what was read as somebody else, whichever way the session changed.
    const key = `${state.status === 'signedIn' ? state.user.id : ''} ${document} ${JSON.stringify(variables)}`;
    const entry = this.#entries.get(key) ?? new Entry(() => session.request(document, variables));
    // The one used last stands last, so the first idle ones are the oldest.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    this.#forgetIdle();
    return entry;
  }

  /** What is shown is read again; the rest when it is shown next. */
  revalidate(): void {
    for (const entry of this.#entries.values()) entry.revalidate();
  }

  /** After signing out nothing of the user is left in memory. */
  clear(): void {
    this.#entries.clear();
  }

  #forgetIdle(): void {
    if (this.#entries.size <= IDLE_MAX) return;
    for (const [key, entry] of this.#entries) {
      if (this.#entries.size <= IDLE_MAX) return;
      if (!entry.isShown()) this.#entries.delete(key);
    }
  }
}

export const queries = new Queries();

interface QueryOptions {
  /** Reads again this often while the page is visible. */
  readonly everyMs?: number;
}

/** `variables: null` asks nothing yet. */
export function useQuery<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables | null,
  { everyMs }: QueryOptions = {},
): Answer<Result> {
  const text = variables === null ? null : JSON.stringify(variables);
  // biome-ignore lint/correctness/useExhaustiveDependencies: equal variables are the same question, whatever their identity.
  const entry = useMemo(() => (variables === null ? null : queries.entry(document, variables)), [document, text]);
  const { data, failure, isLoading } = useSyncExternalStore(entry?.subscribe ?? subscribeToNothing, entry?.snapshot ?? readNothing);
  const former = useRef<Result | null>(null);
  useEffect(() => {
    if (data !== null) former.current = data as Result;
  }, [data]);
  useEffect(() => {
    if (!everyMs || !entry) return;
    const timer = setInterval(() => isPageVisible() && void entry.load(), everyMs);
    return () => clearInterval(timer);
  }, [entry, everyMs]);
  const shown = (data as Result | null) ?? (failure ? null : former.current);
  return { data: shown, failure, isLoading, isFormer: data === null && shown !== null, reload: entry?.load ?? doNothing };
}

function isPageVisible(): boolean {
  return globalThis.document.visibilityState === 'visible';
}

const subscribeToNothing = () => () => undefined;
const readNothing = () => NOTHING;
const doNothing = () => undefined;
