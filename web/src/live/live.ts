/** How components read the live store, the connection and the clock: each takes the little it shows, and renders for nothing else. */
import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { ConnectionState, Feed } from '../api/feed.js';
import { serverClock } from '../api/server-clock.js';
import { age } from '../format/format.js';
import type { LiveState, PortfolioStore } from './portfolio-store.js';

export interface Live {
  readonly store: PortfolioStore;
  readonly feed: Feed;
}

export const LiveContext = createContext<Live | null>(null);

export function useLiveContext(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error('This part belongs inside a portfolio page.');
  return live;
}

/** `select` must give a primitive or an object the store keeps; a new object each time would render forever. */
export function useLive<T>(select: (state: LiveState) => T): T | undefined {
  const { store } = useLiveContext();
  return useSyncExternalStore(store.subscribe, () => {
    const state = store.state();
    return state ? select(state) : undefined;
  });
}

/** The whole state once a second, for what moves slowly or is costly to add up; not at all while nobody looks. */
export function useLiveSecondly(): LiveState | null {
  const { store } = useLiveContext();
  const [state, setState] = useState(store.state);
  useEffect(() => {
    const look = () => setState(store.state());
    // The first figures are shown at once.
    const stop = store.subscribe(() => setState((former) => former ?? store.state()));
    const stopClock = serverClock.subscribe(look);
    look();
    return () => {
      stop();
      stopClock();
    };
  }, [store]);
  return state;
}

export function useConnection(): ConnectionState {
  const { feed } = useLiveContext();
  return useSyncExternalStore(feed.subscribe, feed.state);
}

/** Renders when the words change, not when the clock ticks. */
export function useAge(instant: string | null | undefined): string | null {
  return useSyncExternalStore(serverClock.subscribe, () => (instant ? age(instant, serverClock.now()) : null));
}
