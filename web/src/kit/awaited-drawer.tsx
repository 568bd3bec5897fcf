/** A drawer until what it shows has come; where there is no such thing, it says so and leads back. */
import { type ApiFailure, NOT_FOUND } from '../api/failure.js';
import { Dialog } from './dialog.js';
import { Empty, Failure, Skeleton } from './state.js';

interface AwaitedDrawerProps {
  readonly title: string;
  readonly answer: { readonly failure: ApiFailure | null; readonly reload: () => void };
  /** What is said where there is no such thing, and what may be known of it beside. */
  readonly missing: string;
  readonly more?: string;
  /** What lies behind the drawer, in the words of the way there. */
  readonly back: string;
  readonly onClose: () => void;
}

export function AwaitedDrawer({ title, answer: { failure, reload }, missing, more, back, onClose }: AwaitedDrawerProps) {
  const isMissing = failure?.code === NOT_FOUND;
  return (
    <Dialog title={title} form="DRAWER" onClose={onClose}>
      {isMissing ? (
        <Empty
          title={missing}
          action={
            <button type="button" className="button button-second" onClick={onClose}>
              {back}
            </button>
          }
        >
          {more}
        </Empty>
      ) : failure ? (
        <Failure failure={failure} onRetry={reload} />
      ) : (
        <Skeleton lines={8} />
      )}
    </Dialog>
  );
}
