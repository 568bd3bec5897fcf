/** The numbers an instrument goes by beside its ISIN, entered or mended. Each holds a check digit, which the server verifies. */
import { useDraft } from '../../api/draft.js';
import { mutate } from '../../api/mutate.js';
import { Dialog } from '../../kit/dialog.js';
import { Field } from '../../kit/field.js';
import { FormActions } from '../../kit/form-actions.js';
import { FormError } from '../../kit/form-error.js';
import { toast } from '../../kit/toast.js';
import { type Errors, useForm } from '../../kit/use-form.js';
import { type FullInstrument, SetIdentifiersMutation } from './documents.js';

export const IDENTIFIERS = [
  { key: 'cusip', label: 'CUSIP', form: /^[A-Z0-9*@#]{8}\d$/, cure: 'A CUSIP has nine signs, such as 037833100.' },
  { key: 'sedol', label: 'SEDOL', form: /^[A-Z0-9]{6}\d$/, cure: 'A SEDOL has seven signs, such as 0263494.' },
  { key: 'figi', label: 'FIGI', form: /^[A-Z]{2}G[A-Z0-9]{8}\d$/, cure: 'A FIGI has twelve signs, such as BBG000B9XRY4.' },
] as const;
export type IdentifierValues = Record<(typeof IDENTIFIERS)[number]['key'], string>;

export function IdentifiersDialog({ instrument, onClose }: { instrument: FullInstrument; onClose: () => void }) {
  const kept: IdentifierValues = { cusip: instrument.cusip ?? '', sedol: instrument.sedol ?? '', figi: instrument.figi ?? '' };
  const { values, change, clear } = useDraft<IdentifierValues>(`admin.identifiers.${instrument.id}`, kept);
  const form = useForm<IdentifierValues>({
    values,
    change,
    check: (typed) => checkIdentifiers(typed),
    send: async (typed) => {
      const changed = IDENTIFIERS.filter(({ key }) => typed[key].trim() !== kept[key] && typed[key].trim() !== '');
      const input = Object.fromEntries(changed.map(({ key }) => [key, typed[key].trim()]));
      if (changed.length > 0) await mutate(SetIdentifiersMutation, { instrumentId: instrument.id, input });
      clear(typed);
      toast('The numbers were entered.');
      onClose();
    },
  });
  return (
    <Dialog title={`Numbers of ${instrument.name}`} onClose={onClose}>
      <form {...form.props} className="form">
        {IDENTIFIERS.map(({ key, label }) => (
          <Field
            key={key}
            name={key}
            label={label}
            isOptional
            value={values[key]}
            error={form.errors[key]}
            onChange={(text) => form.set({ [key]: text.toUpperCase() })}
          />
        ))}
        <FormError text={form.errors.form} />
        <FormActions verb="Enter them" isBusy={form.isBusy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

/** Their form alone; check digits are for the server to say. */
export function checkIdentifiers(values: IdentifierValues): Errors<keyof IdentifierValues> {
  const wrong = IDENTIFIERS.filter(({ key, form }) => values[key].trim() !== '' && !form.test(values[key].trim()));
  return Object.fromEntries(wrong.map(({ key, cure }) => [key, cure]));
}
