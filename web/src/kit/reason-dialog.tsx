/** Asks for the reason of something that is audited, and for whatever else it needs, before it is done. */
import { useDraft } from '../api/draft.js';
import { Dialog } from './dialog.js';
import { TextAreaField } from './field.js';
import { FormActions } from './form-actions.js';
import { FormError } from './form-error.js';
import { type Errors, type Form, useForm } from './use-form.js';

interface ReasonDialogProps<More extends object> {
  readonly title: string;
  /** The name under which what is typed is kept. */
  readonly draft: string;
  readonly children?: React.ReactNode;
  readonly verb: string;
  readonly isDangerous?: boolean;
  /** What else is asked for, as it begins, and how it is shown and checked. */
  readonly more: More;
  readonly fields?: (form: Form<More & Reason>, values: More & Reason) => React.ReactNode;
  readonly check?: (values: More & Reason) => Errors<keyof More & string>;
  readonly onConfirm: (values: More & Reason) => Promise<void>;
  readonly onClose: () => void;
}

interface Reason {
  readonly reason: string;
}

export function ReasonDialog<More extends object>(props: ReasonDialogProps<More>) {
  const { title, draft, children, verb, isDangerous = false, more, fields, check, onConfirm, onClose } = props;
  const { values, change, clear } = useDraft<More & Reason>(draft, { ...more, reason: '' });
  const form = useForm<More & Reason>({
    values,
    change,
    check: (given) => ({ ...check?.(given), ...checkReason(given.reason) }) as Errors<keyof (More & Reason) & string>,
    send: async (given) => {
      await onConfirm({ ...given, reason: given.reason.trim() });
      clear({ ...more, reason: '' });
      onClose();
    },
  });
  const errors = form.errors as Errors<'reason'>;
  return (
    <Dialog title={title} onClose={onClose}>
      <form {...form.props} className="form">
        {children}
        {fields?.(form, values)}
        <TextAreaField
          name="reason"
          label="Reason"
          hint="It is written into the audit log."
          value={values.reason}
          error={errors.reason}
          onChange={(reason) => form.set({ reason } as Partial<More & Reason>)}
        />
        <FormError text={errors.form} />
        <FormActions verb={verb} isBusy={form.isBusy} isDangerous={isDangerous} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

function checkReason(reason: string): { reason?: string } {
  if (reason.trim() === '') return { reason: 'Say why, in a few words.' };
  return reason.trim().length > 300 ? { reason: `Shorten it by ${reason.trim().length - 300} characters.` } : {};
}
