/** The way through a list that comes in pages, newest first. */
import { useState } from 'react';
import { Icon } from './icon.js';

/** Cursors of the pages before the one shown; `after` is where the one shown begins. */
export function usePages(key: string) {
  const [state, setState] = useState<{ readonly key: string; readonly cursors: readonly string[] }>({ key, cursors: [] });
  // Another list begins at its first page.
  const cursors = state.key === key ? state.cursors : [];
  return {
    after: cursors.at(-1) ?? null,
    page: cursors.length + 1,
    next: (cursor: string) => setState({ key, cursors: [...cursors, cursor] }),
    previous: () => setState({ key, cursors: cursors.slice(0, -1) }),
  };
}

interface PagerProps {
  readonly pages: ReturnType<typeof usePages>;
  readonly info: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
  readonly isBusy?: boolean;
}

export function Pager({ pages, info: { hasNextPage, endCursor }, isBusy = false }: PagerProps) {
  if (pages.page === 1 && !hasNextPage) return null;
  return (
    <nav className="pager" aria-label="Pages of the list">
      <button type="button" className="button button-second button-small" disabled={pages.page === 1 || isBusy} onClick={pages.previous}>
        <Icon name="back" /> Newer
      </button>
      <span className="muted">Page {pages.page}</span>
      <button
        type="button"
        className="button button-second button-small"
        disabled={!hasNextPage || isBusy}
        onClick={() => endCursor && pages.next(endCursor)}
      >
        Older <Icon name="forward" />
      </button>
    </nav>
  );
}
