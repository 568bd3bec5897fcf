/** The day from which an instrument trades no more: said, corrected and taken back, for everybody who holds it. */
import { useDraft } from '../../api/draft.js';
import { mutate } from '../../api/mutate.js';
import { fullDay } from '../../format/format.js';
import { Confirm } from '../../kit/confirm.js';
import { Dialog } from '../../kit/dialog.js';
import { Field } from '../../kit/field.js';
import { FormActions } from '../../kit/form-actions.js';
import { FormError } from '../../kit/form-error.js';
import { toast } from '../../kit/toast.js';
import { useForm } from '../../kit/use-form.js';
import { DelistInstrumentMutation, type FullInstrument, WithdrawDelistingMutation } from './documents.js';

interface ToolProps {
  readonly instrument: FullInstrument;
  readonly onClose: () => void;
}

export function DelistDialog({ instrument, onClose }: ToolProps) {
  const { id, name, delistedOn, quote } = instrument;
  const { values, change, clear } = useDraft(`admin.delist.${id}`, { delistedOn: delistedOn ?? '' });
  const form = useForm({
    values,
    change,
    check: (typed) => ({ ...(typed.delistedOn === '' && { delistedOn: 'Choose the day.' }) }),
    send: async (typed) => {
      await mutate(DelistInstrumentMutation, { instrumentId: id, delistedOn: typed.delistedOn });
      clear(typed);
      toast('Whoever holds it sees that it trades no more.');
      onClose();
    },
  });
  return (
    <Dialog title={`${name} trades no more`} onClose={onClose}>
      <form {...form.props} className="form">
        <p>
          From that day on its last price is final: it is not stale, and sources are not asked for another. What a merger paid, or that
          nothing is left, is recorded by those who held it, as a sale.
        </p>
        <Field
          name="delistedOn"
          type="date"
          label="First day without trading"
          value={values.delistedOn}
          error={form.errors.delistedOn}
          hint={quote ? `It may lie ahead. The last price is of ${fullDay(quote.valueDate)}.` : 'It may lie ahead.'}
          onChange={(day) => form.set({ delistedOn: day })}
        />
        <FormError text={form.errors.form} />
        <FormActions verb="Save" isBusy={form.isBusy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

export function RelistConfirm({ instrument, onClose }: ToolProps) {
  const run = async () => {
    await mutate(WithdrawDelistingMutation, { instrumentId: instrument.id });
    toast('It trades again for everybody.');
  };
  return (
    <Confirm title={`Does ${instrument.name} trade after all?`} verb="Yes, it trades" onConfirm={run} onClose={onClose}>
      <p>Its price is judged by its age again, and sources are asked for the next one.</p>
    </Confirm>
  );
}
