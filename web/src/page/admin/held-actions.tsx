/** What is done about a price or a rate that waits for somebody: it is let in, or not believed. */
import { useAction } from '../../kit/use-action.js';

interface HeldActionsProps {
  /** For who cannot see the row, such as "the rate of EUR to USD". */
  readonly what: string;
  readonly isDiscarded: boolean;
  /** Gives what became of it, in words. */
  readonly release: () => Promise<string>;
  readonly discard: () => Promise<unknown>;
}

export function HeldActions({ what, isDiscarded, release, discard }: HeldActionsProps) {
  const { run, isBusy } = useAction();
  const disbelieve = async () => {
    await discard();
    return 'It is not believed: repeating it does not let it in any more.';
  };
  return (
    <div className="row-actions">
      <button type="button" className="link" disabled={isBusy} onClick={() => run(release)}>
        Release<span className="sr-only"> {what}</span>
      </button>
      {!isDiscarded && (
        <button type="button" className="link" disabled={isBusy} onClick={() => run(disbelieve)}>
          Discard<span className="sr-only"> {what}</span>
        </button>
      )}
    </div>
  );
}
