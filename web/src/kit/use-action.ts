/** A button that does something at once: it is not done twice, and what came of it is said. */
import { useRef, useState } from 'react';
import { asFailure } from '../api/mutate.js';
import { toast } from './toast.js';

export function useAction() {
  const isRunning = useRef(false);
  const [isBusy, setBusy] = useState(false);
  /** `work` gives the words for what was done. */
  const run = (work: () => Promise<string>): void => {
    if (isRunning.current) return;
    isRunning.current = true;
    setBusy(true);
    void work()
      .then(
        (done) => toast(done),
        (cause) => toast(asFailure(cause).message, { isError: true }),
      )
      .finally(() => {
        isRunning.current = false;
        setBusy(false);
      });
  };
  return { run, isBusy };
}
