/** The splits of an instrument: entered, corrected and withdrawn, each for everybody who held it. */
import { useState } from 'react';
import { useDraft } from '../../api/draft.js';
import { mutate } from '../../api/mutate.js';
import { fullDay, price } from '../../format/format.js';
import { positiveErrors, readNumber, typedNumber } from '../../format/typed-number.js';
import { Confirm } from '../../kit/confirm.js';
import { Dialog } from '../../kit/dialog.js';
import { Field } from '../../kit/field.js';
import { FormActions } from '../../kit/form-actions.js';
import { FormError } from '../../kit/form-error.js';
import { toast } from '../../kit/toast.js';
import { type Errors, useForm } from '../../kit/use-form.js';
import { today } from '../transactions/entry-draft.js';
import type { FullInstrument } from './documents.js';
import { AmendSplitMutation, RecordSplitMutation, WithdrawSplitMutation } from './documents.js';

type Split = FullInstrument['splits'][number];
type Tool = { readonly does: 'ENTER' } | { readonly does: 'CORRECT' | 'WITHDRAW'; readonly split: Split };

interface ToolProps {
  readonly instrument: FullInstrument;
  readonly onClose: () => void;
}

export function SplitPart({ instrument }: { instrument: FullInstrument }) {
  const [tool, setTool] = useState<Tool | null>(null);
  const done = () => setTool(null);
  return (
    <section aria-labelledby="instrument-splits" className="form">
      <h3 id="instrument-splits">Splits</h3>
      {instrument.splits.length === 0 ? (
        <p className="muted">None is known.</p>
      ) : (
        <ul className="plain-list">
          {instrument.splits.map((split) => (
            <li key={split.exDate}>
              <span>
                {fullDay(split.exDate)}: {ratioOf(split)}
                {split.fractionPrice && <span className="muted"> fractions paid at {price(split.fractionPrice, instrument.currency)}</span>}
              </span>
              <span className="row-actions">
                <button type="button" className="link" onClick={() => setTool({ does: 'CORRECT', split })}>
                  Correct<span className="sr-only"> the split of {fullDay(split.exDate)}</span>
                </button>
                <button type="button" className="link" onClick={() => setTool({ does: 'WITHDRAW', split })}>
                  Withdraw<span className="sr-only"> the split of {fullDay(split.exDate)}</span>
                </button>
              </span>
            </li>
          ))}
        </ul>
      )}
      <div className="row-actions">
        <button type="button" className="link" onClick={() => setTool({ does: 'ENTER' })}>
          Enter a split
        </button>
      </div>
      {tool?.does === 'ENTER' && <SplitDialog instrument={instrument} onClose={done} />}
      {tool?.does === 'CORRECT' && <SplitDialog instrument={instrument} split={tool.split} onClose={done} />}
      {tool?.does === 'WITHDRAW' && <WithdrawSplit instrument={instrument} split={tool.split} onClose={done} />}
    </section>
  );
}

function ratioOf({ ratioNew, ratioOld }: Split): string {
  return `${ratioNew} for ${ratioOld}`;
}

const NO_SPLIT = { exDate: '', ratioNew: '', ratioOld: '1', fractionPrice: '' };

/** Enters a split, or corrects `split`, whose day stays: one of another day is another split. */
function SplitDialog({ instrument, split, onClose }: ToolProps & { split?: Split }) {
  const kept = split ? typedOf(split) : NO_SPLIT;
  const { values, change, clear } = useDraft(`admin.split.${instrument.id}${split ? `.${split.exDate}` : ''}`, kept);
  const form = useForm({
    values,
    change,
    check: checkSplit,
    send: async ({ exDate, ratioNew, ratioOld, fractionPrice }) => {
      const read = fractionPrice.trim() === '' ? null : readNumber(fractionPrice);
      const entered = {
        instrumentId: instrument.id,
        exDate,
        ratioNew: Number(ratioNew),
        ratioOld: Number(ratioOld),
        fractionPrice: read && 'value' in read ? read.value : null,
      };
      await (split ? mutate(AmendSplitMutation, entered) : mutate(RecordSplitMutation, entered));
      clear(NO_SPLIT);
      toast(split ? 'The split was corrected, and whoever held it was revalued.' : 'The split was entered for everybody who held it.');
      onClose();
    },
  });
  const field = (name: 'ratioNew' | 'ratioOld' | 'fractionPrice', label: string, isOptional = false) => (
    <Field
      name={name}
      label={label}
      inputMode={name === 'fractionPrice' ? 'decimal' : 'numeric'}
      isOptional={isOptional}
      value={values[name]}
      error={form.errors[name]}
      onChange={(text) => form.set({ [name]: text })}
    />
  );
  return (
    <Dialog title={split ? `Correct the split of ${fullDay(split.exDate)}` : `A split of ${instrument.name}`} onClose={onClose}>
      <form {...form.props} className="form">
        {split ? (
          <p>
            {instrument.name}, {ratioOf(split)} until now. Figures are worked out again from that day on. To move it to another day,
            withdraw it and enter it again.
          </p>
        ) : (
          <Field
            name="exDate"
            type="date"
            label="First day of the new units"
            max={today()}
            value={values.exDate}
            error={form.errors.exDate}
            onChange={(exDate) => form.set({ exDate })}
          />
        )}
        <div className="form-row">
          {field('ratioNew', 'New units')}
          {field('ratioOld', 'for each of these old ones')}
        </div>
        {field('fractionPrice', `Paid for a fraction, ${instrument.currency}`, true)}
        <FormError text={form.errors.form} />
        <FormActions verb={split ? 'Correct it' : 'Enter it'} isBusy={form.isBusy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

function typedOf({ exDate, ratioNew, ratioOld, fractionPrice }: Split): typeof NO_SPLIT {
  return { exDate, ratioNew: String(ratioNew), ratioOld: String(ratioOld), fractionPrice: typedNumber(fractionPrice ?? '') };
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
  return fractionPrice.trim() === '' ? errors : { ...errors, ...positiveErrors('fractionPrice', fractionPrice, '') };
}

function WithdrawSplit({ instrument, split, onClose }: ToolProps & { split: Split }) {
  const run = async () => {
    await mutate(WithdrawSplitMutation, { instrumentId: instrument.id, exDate: split.exDate });
    toast('The split was withdrawn.');
  };
  return (
    <Confirm title="Withdraw this split?" verb="Withdraw it" isDangerous onConfirm={run} onClose={onClose}>
      <p>
        {ratioOf(split)} of {fullDay(split.exDate)} counts no more, for anybody. Figures are worked out again from that day on.
      </p>
    </Confirm>
  );
}
