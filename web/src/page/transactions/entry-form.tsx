/** The fields of an entry: those its kind takes and no others, each with what is wrong and how to mend it, and below them what the entry will do. */

import type { ApiFailure } from '../../api/failure.js';
import type { TransactionKind } from '../../gql/graphql.js';
import { CurrencyField } from '../../kit/currency-field.js';
import { Field, SelectField, TextAreaField } from '../../kit/field.js';
import { FormActions } from '../../kit/form-actions.js';
import { FormError } from '../../kit/form-error.js';
import { Segments } from '../../kit/segments.js';
import { type Form, placed, useForm } from '../../kit/use-form.js';
import { type EntryField, type EntryShape, KIND_KEYS, KINDS, shapeOf, type TransferOf, takes } from '../../part/entry-kind.js';
import type { Accounts, OwnAccount } from './accounts.js';
import { checkDraft, draftField, type EntryDraft, today } from './entry-draft.js';
import { EntryEffect } from './entry-effect.js';
import { EntryPreview } from './entry-preview.js';
import { InstrumentField } from './instrument-field.js';
import { LotsField } from './lots-field.js';

interface EntryFormProps {
  readonly draft: EntryDraft;
  readonly change: (changes: Partial<EntryDraft>) => void;
  readonly accounts: Accounts;
  readonly send: (draft: EntryDraft) => Promise<void>;
  readonly verb: string;
  readonly onCancel: () => void;
  /** An entry stays in its account. */
  readonly isAccountFixed?: boolean;
  readonly more?: React.ReactNode;
}

export function EntryForm({ draft, change, accounts, send, verb, onCancel, isAccountFixed = false, more }: EntryFormProps) {
  const account = accounts.find(draft.accountId);
  const form = useForm<EntryDraft>({
    values: draft,
    change,
    check: (values) => checkDraft(values, { lastDay: today(), accountCurrency: account?.currency ?? values.currency }),
    send,
    explain,
  });
  const part = { draft, form, accounts, account };
  return (
    <form {...form.props} className="form">
      <SelectField
        name="kind"
        label="Kind"
        value={draft.kind}
        hint={KINDS[draft.kind].about}
        options={KIND_KEYS.map((key) => ({ key, label: KINDS[key].name }))}
        onChange={(kind) => form.set({ kind: kind as TransactionKind })}
      />
      {draft.kind === 'TRANSFER' && (
        <Segments
          label="What is transferred"
          options={TRANSFERS}
          chosen={draft.transferOf}
          onChoose={(transferOf) => form.set({ transferOf })}
        />
      )}
      <WhereAndWhen {...part} isAccountFixed={isAccountFixed} />
      <What {...part} />
      <Figures {...part} />
      <BookedRate {...part} />
      <TextAreaField
        name="note"
        label="Note"
        isOptional
        value={draft.note}
        error={form.errors.note}
        onChange={(note) => form.set({ note })}
      />
      <EntryEffect draft={draft} accounts={accounts} isNew={!isAccountFixed} />
      {account && !isAccountFixed && <EntryPreview draft={draft} account={account} nameOf={accounts.nameOf} />}
      <FormError text={form.errors.form} />
      {more}
      <FormActions verb={verb} isBusy={form.isBusy} onCancel={onCancel} />
    </form>
  );
}

const TRANSFERS: readonly { key: TransferOf; label: string }[] = [
  { key: 'UNITS', label: 'Units' },
  { key: 'CASH', label: 'Cash' },
];

interface PartProps {
  readonly draft: EntryDraft;
  readonly form: Form<EntryDraft>;
  readonly accounts: Accounts;
  readonly account: OwnAccount | null;
}

function WhereAndWhen({ draft, form, accounts, account, isAccountFixed }: PartProps & { isAccountFixed: boolean }) {
  const { errors, set } = form;
  const choices = isAccountFixed && account ? [account] : accounts.open;
  const move = (accountId: string) => {
    const next = accounts.find(accountId);
    // The currency follows the account, unless an instrument or somebody has set it.
    const follows = next && !draft.instrument && draft.currency === account?.currency;
    set({ accountId, lotIds: [], ...(follows && { currency: next.currency }) });
  };
  return (
    <>
      <SelectField
        name="accountId"
        label={draft.kind === 'TRANSFER' ? 'From account' : 'Account'}
        value={draft.accountId}
        error={errors.accountId}
        hint={choices.length === 0 ? 'Open an account in the settings first.' : undefined}
        options={[
          ...(account ? [] : [{ key: '', label: 'Choose…' }]),
          ...choices.map(({ id, name, currency }) => ({ key: id, label: `${name} (${currency})` })),
        ]}
        onChange={move}
      />
      <div className="form-row">
        <Field
          name="tradeDate"
          type="date"
          label="Trade date"
          max={today()}
          value={draft.tradeDate}
          error={errors.tradeDate}
          onChange={(tradeDate) => set({ tradeDate })}
        />
        {takes(shapeOf(draft.kind, draft.transferOf), 'settlementDate') && (
          <Field
            name="settlementDate"
            type="date"
            label="Settlement"
            isOptional
            min={draft.tradeDate}
            value={draft.settlementDate}
            error={errors.settlementDate}
            onChange={(settlementDate) => set({ settlementDate })}
          />
        )}
      </div>
    </>
  );
}

function What({ draft, form: { errors, set }, accounts, account }: PartProps) {
  const shape = shapeOf(draft.kind, draft.transferOf);
  return (
    <>
      {takes(shape, 'instrument') && (
        <InstrumentField
          name="instrument"
          label="Instrument"
          chosen={draft.instrument}
          error={errors.instrument}
          typed={draft.instrumentTyped}
          onType={(instrumentTyped) => set({ instrumentTyped, instrument: null, lotIds: [] })}
          onChoose={(instrument) => set({ instrument, instrumentTyped: '', lotIds: [], currency: instrument.currency })}
        />
      )}
      {takes(shape, 'counterAccountId') && (
        <SelectField
          name="counterAccountId"
          label="To account"
          value={draft.counterAccountId}
          error={errors.counterAccountId}
          options={[
            { key: '', label: 'Choose…' },
            ...accounts.open
              .filter(({ id }) => id !== draft.accountId)
              .map(({ id, name, currency }) => ({ key: id, label: `${name} (${currency})` })),
          ]}
          onChange={(counterAccountId) => set({ counterAccountId })}
        />
      )}
      {takes(shape, 'lotIds') && account?.costMethod === 'SPECIFIC' && draft.instrument && (
        <LotsField draft={draft} error={errors.lotIds} onChange={(lotIds) => set({ lotIds })} />
      )}
    </>
  );
}

const NUMBER_LABELS = { quantity: 'Units', price: 'Price per unit', amount: 'Amount', fee: 'Fee', tax: 'Tax' } as const;

function labelOf(name: keyof typeof NUMBER_LABELS, shape: EntryShape): string {
  if (name === 'amount' && takes(shape, 'tax')) return 'Gross amount';
  return name === 'price' && takes(shape, 'ratio') ? 'Paid for a fraction, per unit' : NUMBER_LABELS[name];
}

function Figures({ draft, form, account }: PartProps) {
  const shape = shapeOf(draft.kind, draft.transferOf);
  const { errors, set } = form;
  const number = (name: keyof typeof NUMBER_LABELS) =>
    takes(shape, name) && (
      <Field
        key={name}
        name={name}
        label={labelOf(name, shape)}
        inputMode="decimal"
        isOptional={!shape.required.includes(name)}
        value={draft[name]}
        error={errors[name]}
        onChange={(text) => set({ [name]: text })}
      />
    );
  const hasCurrency = (takes(shape, 'price') || takes(shape, 'amount')) && !takes(shape, 'ratio');
  const near = [account?.currency, draft.instrument?.currency].filter((code) => code !== undefined);
  const currency = hasCurrency && (
    <CurrencyField
      name="currency"
      label="Currency"
      value={draft.currency}
      near={near}
      error={errors.currency}
      onChange={(code) => set({ currency: code })}
    />
  );
  // The names of currencies are long: beside one number there is room for them, beside two there is not.
  const isThird = takes(shape, 'quantity') && (takes(shape, 'price') || takes(shape, 'amount'));
  return (
    <>
      {takes(shape, 'ratio') && (
        <div className="form-row">
          <Ratio form={form} draft={draft} name="ratioNew" label="New units" />
          <Ratio form={form} draft={draft} name="ratioOld" label="for each of these old ones" />
        </div>
      )}
      <div className="form-row">
        {number('quantity')}
        {number('price')}
        {number('amount')}
        {!isThird && currency}
      </div>
      {isThird && currency}
      {(takes(shape, 'fee') || takes(shape, 'tax')) && (
        <div className="form-row">
          {number('fee')}
          {number('tax')}
        </div>
      )}
    </>
  );
}

function Ratio({ form, draft, name, label }: Pick<PartProps, 'form' | 'draft'> & { name: 'ratioNew' | 'ratioOld'; label: string }) {
  return (
    <Field
      name={name}
      label={label}
      inputMode="numeric"
      value={draft[name]}
      error={form.errors[name]}
      onChange={(text) => form.set({ [name]: text })}
    />
  );
}

/** The rate at which cash of another currency was booked; few entries have one. */
function BookedRate({ draft, form: { errors, set }, account }: PartProps) {
  const shape = shapeOf(draft.kind, draft.transferOf);
  const isForeign = account !== null && draft.currency !== account.currency;
  const isBetween = draft.instrument !== null && draft.currency !== draft.instrument.currency;
  if (!takes(shape, 'exchangeRate') || !(isForeign || isBetween || draft.exchangeRate !== '')) return null;
  return (
    <Field
      name="exchangeRate"
      label={`${account?.currency ?? 'Account currency'} for one ${draft.currency}`}
      inputMode="decimal"
      isOptional={!isBetween}
      value={draft.exchangeRate}
      error={errors.exchangeRate}
      hint={`With a rate the cash is booked in ${account?.currency ?? 'the account’s currency'}; without one it stays in ${draft.currency}.`}
      onChange={(exchangeRate) => set({ exchangeRate })}
    />
  );
}

const CURES: Readonly<Record<string, string>> = {
  VERSION: 'Somebody changed this entry meanwhile. Close this, look at it again, and repeat the change.',
  IDEMPOTENCY_KEY: 'This was recorded already, before you changed it. Close this, and amend the entry in the list.',
};

/** What the server refuses stands at its field, as far as the form shows that field. */
function explain(failure: ApiFailure) {
  const cure = failure.rule ? CURES[failure.rule] : undefined;
  if (cure) return { form: cure };
  const field: EntryField | ReturnType<typeof draftField> = failure.rule === 'OVERSOLD' ? 'quantity' : draftField(failure.field);
  return field ? { [field]: failure.message } : placed<never>(failure, []);
}
