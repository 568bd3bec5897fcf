/** How every form ends: the way out where there is one, then the button that sends it. */

interface FormActionsProps {
  /** What sending does, as the button says it. */
  readonly verb: string;
  /** What the button says while the form is being sent. */
  readonly meanwhile?: string;
  readonly isBusy: boolean;
  /** Nothing to send yet. */
  readonly isDisabled?: boolean;
  /** What is done cannot be taken back. */
  readonly isDangerous?: boolean;
  /** Leaves without sending; a form that stands open on its page has no such button. */
  readonly onCancel?: () => void;
}

export function FormActions({
  verb,
  meanwhile = 'One moment…',
  isBusy,
  isDisabled = false,
  isDangerous = false,
  onCancel,
}: FormActionsProps) {
  return (
    <div className="form-actions">
      {onCancel && (
        <button type="button" className="button button-second" onClick={onCancel}>
          Cancel
        </button>
      )}
      <button type="submit" className={isDangerous ? 'button button-danger' : 'button'} disabled={isBusy || isDisabled}>
        {isBusy ? meanwhile : verb}
      </button>
    </div>
  );
}
