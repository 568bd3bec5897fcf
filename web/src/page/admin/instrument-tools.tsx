/** What an administrator does about a wrong price, a source that cannot be trusted, a split, or a past that is missing. */

import { useDraft } from '../../api/draft.js';
import { mutate } from '../../api/mutate.js';
import { useQuery } from '../../api/query.js';
import { fullDay, fullInstant, price } from '../../format/format.js';
import { positiveErrors, readNumber } from '../../format/typed-number.js';
import { Confirm } from '../../kit/confirm.js';
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
import {
  CorrectQuoteMutation,
  PinSourceMutation,
  RecordSplitMutation,
  SourceNamesQuery,
  StartBackfillMutation,
  WithdrawQuoteMutation,
  WithdrawSplitMutation,
} from './documents.js';
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

const NO_SPLIT = { exDate: '', ratioNew: '', ratioOld: '1', fractionPrice: '' };

export function SplitDialog({ instrument, onClose }: ToolProps) {
  const { values, change, clear } = useDraft(`admin.split.${instrument.id}`, NO_SPLIT);
  const form = useForm({
    values,
    change,
    check: checkSplit,
    send: async ({ exDate, ratioNew, ratioOld, fractionPrice }) => {
      const read = fractionPrice.trim() === '' ? null : readNumber(fractionPrice);
      await mutate(RecordSplitMutation, {
        instrumentId: instrument.id,
        exDate,
        ratioNew: Number(ratioNew),
        ratioOld: Number(ratioOld),
        fractionPrice: read && 'value' in read ? read.value : null,
      });
      clear(NO_SPLIT);
      toast('The split was entered for everybody who held it.');
      onClose();
    },
  });
  const field = (name: 'ratioNew' | 'ratioOld' | 'fractionPrice', label: string, isOptional = false) => (
    <Field
      name={name}
      label={label}
      inputMode="numeric"
      isOptional={isOptional}
      value={values[name]}
      error={form.errors[name]}
      onChange={(text) => form.set({ [name]: text })}
    />
  );
  return (
    <Dialog title={`A split of ${instrument.name}`} onClose={onClose}>
      <form {...form.props} className="form">
        <Field
          name="exDate"
          type="date"
          label="First day of the new units"
          max={today()}
          value={values.exDate}
          error={form.errors.exDate}
          onChange={(exDate) => form.set({ exDate })}
        />
        <div className="form-row">
          {field('ratioNew', 'New units')}
          {field('ratioOld', 'for each of these old ones')}
        </div>
        {field('fractionPrice', `Paid for a fraction, ${instrument.currency}`, true)}
        <FormError text={form.errors.form} />
        <FormActions verb="Enter it" isBusy={form.isBusy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

function checkSplit({ exDate, ratioNew, ratioOld, fractionPrice }: typeof NO_SPLIT): Errors<keyof typeof NO_SPLIT> {
  const errors: Errors<keyof typeof NO_SPLIT> = {};
  if (exDate === '') errors.exDate = 'Choose the day.';
  else if (exDate > today()) errors.exDate = 'Choose today or a day before.';
  const whole = 'Enter a whole number from 1 to 10,000.';
  if (!/^[1-9]\d{0,4}$/.test(ratioNew.trim()) || Number(ratioNew) > 10_000) errors.ratioNew = whole;
  if (!/^[1-9]\d{0,4}$/.test(ratioOld.trim()) || Number(ratioOld) > 10_000) errors.ratioOld = whole;
  if (!errors.ratioNew && !errors.ratioOld && Number(ratioNew) === Number(ratioOld)) {
    errors.ratioNew = 'As many new units as old ones change nothing.';
  }
  if (fractionPrice.trim() !== '') {
    const read = readNumber(fractionPrice);
    if ('problem' in read) errors.fractionPrice = read.problem;
  }
  return errors;
}

export function WithdrawSplit({ instrument, exDate, onClose }: ToolProps & { exDate: string }) {
  const run = async () => {
    await mutate(WithdrawSplitMutation, { instrumentId: instrument.id, exDate });
    toast('The split was withdrawn.');
  };
  return (
    <Confirm title="Withdraw this split?" verb="Withdraw it" isDangerous onConfirm={run} onClose={onClose}>
      <p>The split of {fullDay(exDate)} counts no more, for anybody. Figures are worked out again from that day on.</p>
    </Confirm>
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
