/** Adds an instrument with the names sources know it by. */
import { useDraft } from '../../api/draft.js';
import { mutate } from '../../api/mutate.js';
import { useQuery } from '../../api/query.js';
import { readNumber } from '../../format/typed-number.js';
import type { CreateInstrumentInput, InstrumentKind } from '../../gql/graphql.js';
import { CurrencyField } from '../../kit/currency-field.js';
import { Dialog } from '../../kit/dialog.js';
import { Field, SelectField, TextAreaField } from '../../kit/field.js';
import { FormActions } from '../../kit/form-actions.js';
import { FormError } from '../../kit/form-error.js';
import { toast } from '../../kit/toast.js';
import { type Errors, type Form, placed, useForm } from '../../kit/use-form.js';
import { KINDS } from '../../part/words.js';
import { CreateInstrumentMutation, SourceNamesQuery } from './documents.js';

interface InstrumentValues {
  readonly kind: InstrumentKind;
  readonly name: string;
  readonly currency: string;
  readonly ticker: string;
  readonly mic: string;
  readonly isin: string;
  readonly schemeCode: string;
  readonly multiplier: string;
  /** `source symbol`, one a line. */
  readonly symbols: string;
}

const EMPTY: InstrumentValues = {
  kind: 'EQUITY',
  name: '',
  currency: 'USD',
  ticker: '',
  mic: '',
  isin: '',
  schemeCode: '',
  multiplier: '',
  symbols: '',
};

export function CreateInstrument({ onClose, onMade }: { onClose: () => void; onMade: (id: string) => void }) {
  const { values, change, clear } = useDraft<InstrumentValues>('admin.instrument', EMPTY);
  const form = useForm<InstrumentValues>({
    values,
    change,
    check: checkInstrument,
    send: async (given) => {
      const { createInstrument } = await mutate(CreateInstrumentMutation, { input: inputOf(given) });
      clear(EMPTY);
      toast(`${createInstrument.name} was added.`);
      onMade(createInstrument.id);
    },
    explain: (failure) => placed(failure, Object.keys(EMPTY) as (keyof InstrumentValues)[]),
  });
  return (
    <Dialog title="New instrument" form="DRAWER" onClose={onClose}>
      <form {...form.props} className="form">
        <SelectField
          name="kind"
          label="Kind"
          value={values.kind}
          options={Object.entries(KINDS).map(([key, { one }]) => ({ key, label: one }))}
          onChange={(kind) => form.set({ kind: kind as InstrumentKind })}
        />
        <Field name="name" label="Name" value={values.name} error={form.errors.name} onChange={(name) => form.set({ name })} />
        <CurrencyField
          name="currency"
          label="Currency of its prices"
          value={values.currency}
          hint="The currency itself, not its hundredth: GBP, not pence."
          onChange={(currency) => form.set({ currency })}
        />
        <Names values={values} form={form} />
        <Symbols values={values} form={form} />
        <FormError text={form.errors.form} />
        <FormActions verb="Add it" isBusy={form.isBusy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

interface PartProps {
  readonly values: InstrumentValues;
  readonly form: Form<InstrumentValues>;
}

function Names({ values, form: { errors, set } }: PartProps) {
  const field = (name: 'ticker' | 'mic' | 'isin' | 'schemeCode' | 'multiplier', label: string, hint?: string) => (
    <Field
      name={name}
      label={label}
      isOptional
      value={values[name]}
      error={errors[name]}
      hint={hint}
      onChange={(text) => set({ [name]: name === 'multiplier' || name === 'schemeCode' ? text : text.toUpperCase() })}
    />
  );
  return (
    <>
      <div className="form-row">
        {field('ticker', 'Ticker', 'Such as AAPL')}
        {field('mic', 'Venue (MIC)', 'Such as XNAS')}
      </div>
      {field('isin', 'ISIN')}
      <div className="form-row">
        {values.kind === 'FUND' && field('schemeCode', 'AMFI scheme code')}
        {field('multiplier', 'Multiplier', 'Value per unit and price; 1 when empty')}
      </div>
    </>
  );
}

function Symbols({ values, form: { errors, set } }: PartProps) {
  const { data } = useQuery(SourceNamesQuery, {});
  const names = data?.sources.map(({ id }) => id).join(', ');
  return (
    <TextAreaField
      name="symbols"
      label="What sources call it"
      isOptional
      placeholder={'yahoo VOD.L\ntiingo VOD'}
      hint={`One a line: the source, a space, its symbol there.${names ? ` Sources: ${names}.` : ''} Without, they are worked out from ticker and venue.`}
      value={values.symbols}
      error={errors.symbols}
      onChange={(symbols) => set({ symbols })}
    />
  );
}

function checkInstrument({ name, mic, isin, multiplier, symbols }: InstrumentValues): Errors<keyof InstrumentValues> {
  const errors: Errors<keyof InstrumentValues> = {};
  if (name.trim() === '') errors.name = 'Enter its name.';
  if (mic.trim() !== '' && !/^[A-Z0-9]{4}$/.test(mic.trim())) errors.mic = 'A MIC has four letters or digits, such as XNAS.';
  if (isin.trim() !== '' && !/^[A-Z]{2}[A-Z0-9]{9}\d$/.test(isin.trim())) errors.isin = 'An ISIN has twelve signs, such as US0378331005.';
  if (multiplier.trim() !== '') {
    const read = readNumber(multiplier);
    if ('problem' in read) errors.multiplier = read.problem;
  }
  const bad = linesOf(symbols).find((line) => !/^\S+\s+\S/.test(line));
  if (bad) errors.symbols = `“${bad}” names no symbol: write the source, a space, and its symbol there.`;
  return errors;
}

function inputOf(values: InstrumentValues): CreateInstrumentInput {
  const text = (given: string) => given.trim() || null;
  const multiplier = values.multiplier.trim() === '' ? null : readNumber(values.multiplier);
  const symbols = linesOf(values.symbols).map((line) => {
    const [source = '', ...rest] = line.split(/\s+/);
    return { source, symbol: rest.join(' ') };
  });
  return {
    kind: values.kind,
    name: values.name.trim(),
    currency: values.currency,
    ticker: text(values.ticker),
    mic: text(values.mic),
    isin: text(values.isin),
    schemeCode: values.kind === 'FUND' ? text(values.schemeCode) : null,
    multiplier: multiplier && 'value' in multiplier ? multiplier.value : null,
    symbols: symbols.length > 0 ? symbols : null,
  };
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}
