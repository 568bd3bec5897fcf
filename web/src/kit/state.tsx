/** What stands where figures are not there: still coming, nothing yet, or refused. Each says what to do, and keeps its place. */
import { ApiFailure, isFinal, isPassing } from '../api/failure.js';
import { Icon } from './icon.js';

/** Lines in the size of what comes; they keep the place, so that nothing moves when it does. */
export function Skeleton({ lines = 3, height }: { lines?: number; height?: number }) {
  if (height !== undefined) return <span className="skeleton skeleton-block" style={{ height }} aria-hidden="true" />;
  return (
    <span className="skeleton-lines" aria-hidden="true">
      {Array.from({ length: lines }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike.
        <span key={i} className="skeleton skeleton-line" style={{ width: `${92 - ((i * 23) % 41)}%` }} />
      ))}
    </span>
  );
}

export function Empty({ title, children, action }: { title: string; children?: React.ReactNode; action?: React.ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children && <p>{children}</p>}
      {action && <div className="empty-action">{action}</div>}
    </div>
  );
}

/** Where a part of a page could not be read. What passes is asked for again by itself; what stays refused is not offered to be. */
export function Failure({ failure, onRetry }: { failure: ApiFailure | string; onRetry?: () => void }) {
  const message = failure instanceof ApiFailure ? failure.message : failure;
  const heals = failure instanceof ApiFailure && isPassing(failure);
  const isWorthAsking = !(failure instanceof ApiFailure && isFinal(failure));
  return (
    <div className="failure" role="alert">
      <Icon name="warn" />
      <p>
        {message}
        {heals && ' Trying again by itself.'}
      </p>
      {onRetry && isWorthAsking && (
        <button type="button" className="button button-second button-small" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** A note within a page, for what is true for a while. */
export function Notice({ kind = 'info', children }: { kind?: 'info' | 'warn' | 'error'; children: React.ReactNode }) {
  return (
    <div className={`notice notice-${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      {children}
    </div>
  );
}
