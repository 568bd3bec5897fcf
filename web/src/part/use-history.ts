/** What is known of a portfolio's past over a range; asked again when the range, the day or the ledger changes, or on demand. */
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { ApiFailure } from '../api/failure.js';
import { HistoryQuery } from '../api/operations.js';
import { session } from '../api/session.js';
import type { PortfolioHistory, PortfolioPerformance } from '../chart/point.js';
import { dayAfter, dayOf, type Range, startOf } from '../chart/range.js';
import type { ValuationFieldsFragment } from '../gql/graphql.js';
import { useConnection, useLive } from '../live/live.js';
import { serverClock } from '../live/server-clock.js';

/** A year day by day; of longer ranges the server keeps the ends, the lows and the highs. */
const POINTS = 400;

export interface Past {
  readonly history: PortfolioHistory | null;
  readonly performance: PortfolioPerformance | null;
}

interface Asked {
  /** The last answer; while another range is read it stays, so that nothing blinks. */
  readonly past: Past | null;
  readonly failure: string | null;
  readonly isLoading: boolean;
}

export function useHistory(portfolioId: string, range: Range) {
  const today = useToday();
  const [asked, setAsked] = useState<Asked>({ past: null, failure: null, isLoading: true });
  const [attempt, setAttempt] = useState(0);
  const reload = useCallback(() => setAttempt((former) => former + 1), []);
  useLedgerChange(reload);
  useRecovery(asked.failure !== null, reload);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt asks again.
  useEffect(() => {
    let isCurrent = true;
    const from = startOf(range, today);
    setAsked(({ past }) => ({ past, failure: null, isLoading: true }));
    session.request(HistoryQuery, { portfolioId, from, points: POINTS, firstDay: from && dayAfter(from) }).then(
      ({ history, performance }) => {
        if (isCurrent) setAsked({ past: { history: history ?? null, performance: performance ?? null }, failure: null, isLoading: false });
      },
      (cause) => {
        const failure = cause instanceof ApiFailure ? cause.message : 'The history could not be read.';
        // Figures of another range must not stand under the name of this one.
        if (isCurrent) setAsked({ past: null, failure, isLoading: false });
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [portfolioId, range, today, attempt]);
  return { ...asked, reload };
}

export function useToday(): string {
  return useSyncExternalStore(serverClock.subscribe, () => dayOf(serverClock.now()));
}

/** What failed while the connection was lost is read again once it is back. */
function useRecovery(hasFailed: boolean, onRecovery: () => void): void {
  const connection = useConnection();
  const former = useRef(connection);
  useEffect(() => {
    const isBack = connection === 'live' && former.current !== 'live';
    former.current = connection;
    if (isBack && hasFailed) onRecovery();
  }, [connection, hasFailed, onRecovery]);
}

/** Prices move the last point only, but an entry may change every day since its own. */
function useLedgerChange(onChange: () => void): void {
  const ledger = useLive(({ valuation }) => ledgerOf(valuation));
  const known = useRef(ledger);
  useEffect(() => {
    if (ledger === undefined || ledger === known.current) return;
    const isFirst = known.current === undefined;
    known.current = ledger;
    if (!isFirst) onChange();
  }, [ledger, onChange]);
}

function ledgerOf({ holdings, cashBalances }: ValuationFieldsFragment): string {
  const units = holdings.map(({ id, quantity }) => `${id} ${quantity}`);
  const cash = cashBalances.map(({ accountId, currency, amount }) => `${accountId} ${currency} ${amount}`);
  return [...units, ...cash].join();
}
