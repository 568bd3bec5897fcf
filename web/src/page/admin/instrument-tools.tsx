/** What an administrator does about a wrong price, a source that cannot be trusted, or a past that is missing. */

import { useDraft } from '../../api/draft.js';
import { mutate } from '../../api/mutate.js';
import { useQuery } from '../../api/query.js';
import { fullInstant, price } from '../../format/format.js';
import { positiveErrors, readNumber } from '../../format/typed-number.js';
import { Dialog } from '../../kit/dialog.js';
import { Field, SelectField } from '../../kit/field.js';
import { FormActions } from '../../kit/form-actions.js';
import { FormError } from '../../kit/form-error.js';
import { ReasonDialog } from '../../kit/reason-dialog.js';
import { toast } from '../../kit/toast.js';
import { type Errors, useForm } from '../../kit/use-form.js';
import { sourceName } from '../../part/words.js';
import { today } from '../transactions/entry-draft.js';
import type { FullInstrument, FullQuote } from './documents.js';
import { CorrectQuoteMutation, PinSourceMutation, SourceNamesQuery, StartBackfillMutation, WithdrawQuoteMutation } from './documents.js';
import { PinDialog } from './pin-dialog.js';

interface ToolProps {
  readonly instrument: FullInstrument;
  readonly onClose: () => void;
}

export function CorrectDialog({ instrument, quote, onClose }: ToolProps & { quote: FullQuote }) {
  return (
    <ReasonDialog
      title={`Correct the price of ${instrument.name}`}
      draft={`admin.correct.${instrument.id}.${quote.revision}`}
      verb="Correct it"
      more={{ price: '' }}
      check={({ price: typed }) => positiveErrors('price', typed, 'Enter the right price.')}
      fields={(form, values) => (
        <Field
          name="price"
          label={`Right price, ${quote.currency}`}
          inputMode="decimal"
          value={values.price}
          error={(form.errors as Errors<'price'>).price}
          hint={`In place of ${price(quote.price, quote.currency)}, which ${sourceName(quote.source)} gave for ${fullInstant(quote.observedAt)}.`}
          onChange={(typed) => form.set({ price: typed })}
        />
      )}
      onConfirm={async ({ price: typed, reason }) => {
        const read = readNumber(typed);
        if (!('value' in read)) return;
        const { revision, observedAt } = quote;
        await mutate(CorrectQuoteMutation, { instrumentId: instrument.id, revision, observedAt, price: read.value, reason });
        toast('The price was corrected, and whoever holds it was revalued.');
      }}
      onClose={onClose}
    />
  );
}

export function WithdrawDialog({ instrument, quote, onClose }: ToolProps & { quote: FullQuote }) {
  return (
    <ReasonDialog
      title={`Withdraw the price of ${instrument.name}?`}
      draft={`admin.withdraw.${instrument.id}.${quote.revision}`}
      verb="Withdraw it"
      isDangerous
      more={{}}
      onConfirm={async ({ reason }) => {
        const { revision, observedAt } = quote;
        await mutate(WithdrawQuoteMutation, { instrumentId: instrument.id, revision, observedAt, reason });
        toast('The price was withdrawn, and whoever holds it was revalued.');
      }}
      onClose={onClose}
    >
      <p>
        {price(quote.price, quote.currency)} of {sourceName(quote.source)} counts no more. The best of those that remain takes its place.
      </p>
    </ReasonDialog>
  );
}

export function PinInstrument({ instrument, symbols, onClose }: ToolProps & { symbols: readonly { readonly source: string }[] }) {
  const { id, name, pinnedSource } = instrument;
  return (
    <PinDialog
      of={name}
      draft={`admin.pin.${id}`}
      pinned={pinnedSource ?? null}
      knownBy={() => symbols}
      onPin={(source, reason) => mutate(PinSourceMutation, { instrumentId: id, source, reason })}
      onClose={onClose}
    />
  );
}

export function BackfillDialog({ instrument, onClose }: ToolProps) {
  const { data } = useQuery(SourceNamesQuery, {});
  const { values, change, clear } = useDraft(`admin.backfill.${instrument.id}`, { from: '', to: today(), source: '' });
  const form = useForm({
    values,
    change,
    check: ({ from, to }) => ({
      ...(from === '' && { from: 'Choose the first day.' }),
      ...((to === '' || to > today()) && { to: 'Choose today or a day before.' }),
      ...(from !== '' && to !== '' && from > to && { to: 'Choose a day after the first one.' }),
    }),
    send: async ({ from, to, source }) => {
      await mutate(StartBackfillMutation, { input: { instrumentId: instrument.id, from, to, source: source || null } });
      clear({ from: '', to: today(), source: '' });
      toast('Past prices are being fetched. How far it is stands under Proposals.');
      onClose();
    },
  });
  return (
    <Dialog title={`Past prices of ${instrument.name}`} onClose={onClose}>
      <form {...form.props} className="form">
        <div className="form-row">
          <Field
            name="from"
            type="date"
            label="From"
            max={today()}
            value={values.from}
            error={form.errors.from}
            onChange={(from) => form.set({ from })}
          />
          <Field
            name="to"
            type="date"
            label="To"
            max={today()}
            value={values.to}
            error={form.errors.to}
            onChange={(to) => form.set({ to })}
          />
        </div>
        <SelectField
          name="source"
          label="From which source"
          value={values.source}
          error={form.errors.source}
          options={[
            { key: '', label: 'The most trusted that has them' },
            ...(data?.sources ?? []).filter(({ hasHistory }) => hasHistory).map(({ id, name }) => ({ key: id, label: name })),
          ]}
          onChange={(source) => form.set({ source })}
        />
        <FormError text={form.errors.form} />
        <FormActions verb="Fetch them" isBusy={form.isBusy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
