/** Another name or ticker for an instrument, as after a change of its company's. */
import { useDraft } from '../../api/draft.js';
import { mutate } from '../../api/mutate.js';
import { Dialog } from '../../kit/dialog.js';
import { Field } from '../../kit/field.js';
import { FormActions } from '../../kit/form-actions.js';
import { FormError } from '../../kit/form-error.js';
import { toast } from '../../kit/toast.js';
import { useForm } from '../../kit/use-form.js';
import { type FullInstrument, RenameInstrumentMutation } from './documents.js';

export function RenameDialog({ instrument, onClose }: { instrument: FullInstrument; onClose: () => void }) {
  const kept = { name: instrument.name, ticker: instrument.ticker ?? '' };
  const { values, change, clear } = useDraft(`admin.rename.${instrument.id}`, kept);
  const form = useForm({
    values,
    change,
    check: ({ name }) => ({ ...(name.trim() === '' && { name: 'Enter its name.' }) }),
    send: async (typed) => {
      const input = { name: typed.name.trim(), ticker: typed.ticker.trim() || null };
      await mutate(RenameInstrumentMutation, { instrumentId: instrument.id, input });
      clear(typed);
      toast('It was renamed for everybody.');
      onClose();
    },
  });
  return (
    <Dialog title={`Rename ${instrument.name}`} onClose={onClose}>
      <form {...form.props} className="form">
        <Field name="name" label="Name" value={values.name} error={form.errors.name} onChange={(name) => form.set({ name })} />
        <Field
          name="ticker"
          label="Ticker"
          isOptional
          value={values.ticker}
          error={form.errors.ticker}
          hint="Sources that call it by its ticker are asked for the new one."
          onChange={(text) => form.set({ ticker: text.toUpperCase() })}
        />
        <FormError text={form.errors.form} />
        <FormActions verb="Rename it" isBusy={form.isBusy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
