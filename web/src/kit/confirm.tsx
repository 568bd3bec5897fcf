/** Asks before something is done that cannot be taken back. What may go wrong is said in the dialog, which then stays. */
import { useState } from 'react';
import { asFailure } from '../api/mutate.js';
import { Dialog } from './dialog.js';
import { FormError } from './form-error.js';

interface ConfirmProps {
  readonly title: string;
  /** What will be, in full sentences. */
  readonly children: React.ReactNode;
  /** The button that does it, such as `Void the entry`. */
  readonly verb: string;
  readonly isDangerous?: boolean;
  readonly onConfirm: () => Promise<unknown>;
  readonly onClose: () => void;
}

export function Confirm({ title, children, verb, isDangerous = false, onConfirm, onClose }: ConfirmProps) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | undefined>();
  const confirm = async () => {
    if (isBusy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (cause) {
      setFailure(asFailure(cause).message);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="button button-second" onClick={onClose}>
            Cancel
          </button>
          <button type="button" className={isDangerous ? 'button button-danger' : 'button'} disabled={isBusy} onClick={confirm}>
            {isBusy ? 'One moment…' : verb}
          </button>
        </>
      }
    >
      <div className="form">
        {children}
        <FormError text={failure} />
      </div>
    </Dialog>
  );
}
