/** What a newcomer sees in the demo, in two sentences, until it is closed. Its counts are those of the portfolio shown. */
import { useState } from 'react';
import { useLive } from '../../live/live.js';

const KEY = 'tidemark.intro';

export function Intro({ accounts }: { accounts: number }) {
  const [isClosed, setClosed] = useState(wasClosed);
  const holdings = useLive((state) => state.holdingIds.length);
  const currencies = useLive(({ valuation }) => countCurrencies(valuation));
  if (isClosed) return null;
  return (
    <aside className="intro" aria-label="About this demo">
      <p>
        <strong>This is a live demo.</strong> An invented portfolio
        {holdings !== undefined && currencies !== undefined && accounts > 0 && (
          <span className="intro-counts">
            {' '}
            ({holdings} holdings, {counted(accounts, 'account')}, {currencies === 1 ? 'one currency' : `${currencies} currencies`})
          </span>
        )}{' '}
        on a simulated market. Every price that arrives is pushed to this page at once: watch the total move. Press any figure to see what
        it was made of.
      </p>
      <button
        type="button"
        aria-label="Close this note"
        onClick={() => {
          setClosed(true);
          rememberClosed();
        }}
      >
        <span aria-hidden="true">×</span>
      </button>
    </aside>
  );
}

function countCurrencies(valuation: {
  readonly holdings: readonly { readonly currency: string }[];
  readonly cashBalances: readonly { readonly currency: string }[];
}): number {
  return new Set([...valuation.holdings, ...valuation.cashBalances].map(({ currency }) => currency)).size;
}

function counted(count: number, noun: string): string {
  return count === 1 ? `one ${noun}` : `${count} ${noun}s`;
}

function wasClosed(): boolean {
  try {
    return localStorage.getItem(KEY) === 'closed';
  } catch {
    return false;
  }
}

function rememberClosed(): void {
  try {
    localStorage.setItem(KEY, 'closed');
  } catch {
    // Storage is blocked: closed for as long as the page.
  }
}
