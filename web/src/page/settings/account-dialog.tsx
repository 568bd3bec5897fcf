/** Opens an account, changes one, closes it or opens it again. */

import { useDraft } from '../../api/draft.js';
import { mutate } from '../../api/mutate.js';
import type { CostMethod, FractionRule } from '../../gql/graphql.js';
import { Confirm } from '../../kit/confirm.js';
import { CurrencyField } from '../../kit/currency-field.js';
import { Dialog } from '../../kit/dialog.js';
import { Field, SelectField } from '../../kit/field.js';
import { FormActions } from '../../kit/form-actions.js';
import { FormError } from '../../kit/form-error.js';
import { toast } from '../../kit/toast.js';
import { type Form, useForm } from '../../kit/use-form.js';
import type { OwnAccount, OwnPortfolio } from './documents.js';
import { ChangeAccountMutation, OpenAccountMutation } from './documents.js';
import { checkName } from './new-name.js';

export const COST_METHODS: Readonly<Record<CostMethod, { readonly name: string; readonly about: string }>> = {
  FIFO: { name: 'First in, first out', about: 'A sale closes the oldest lot first.' },
  LIFO: { name: 'Last in, first out', about: 'A sale closes the newest lot first.' },
  AVERAGE: { name: 'Average cost', about: 'Every unit costs the average of all open lots.' },
  SPECIFIC: { name: 'Named lots', about: 'You name the lots with each sale.' },
};
const FRACTION_RULES: Readonly<Record<FractionRule, string>> = {
  KEEP: 'Stay in the account',
  CASH: 'Are paid out at the price the split names',
};

interface AccountValues {
  readonly name: string;
  readonly currency: string;
  readonly costMethod: CostMethod;
  readonly allowsShort: boolean;
  readonly fractionRule: FractionRule;
}

interface AccountDialogProps {
  /** The one it belongs to. */
  readonly portfolio: Pick<OwnPortfolio, 'id' | 'name' | 'baseCurrency'>;
  readonly account: OwnAccount | null;
  readonly onClose: () => void;
}

export function AccountDialog({ portfolio, account, onClose }: AccountDialogProps) {
  const kept: AccountValues = {
    name: account?.name ?? '',
    currency: account?.currency ?? portfolio.baseCurrency,
    costMethod: account?.costMethod ?? 'FIFO',
    allowsShort: account?.allowsShort ?? false,
    fractionRule: account?.fractionRule ?? 'KEEP',
  };
  const { values, change, clear } = useDraft<AccountValues>(`account.${account?.id ?? portfolio.id}`, kept);
  const form = useForm<AccountValues>({
    values,
    change,
    check: ({ name }) => checkName(name, 'Give the account a name, such as the bank it is with.'),
    send: async ({ currency, ...terms }) => {
      const input = { ...terms, name: terms.name.trim() };
      if (account) await mutate(ChangeAccountMutation, { id: account.id, input });
      else await mutate(OpenAccountMutation, { input: { ...input, currency, portfolioId: portfolio.id } });
      clear(kept);
      toast(account ? 'The account was changed.' : `${input.name} was opened.`);
      onClose();
    },
  });
  const isRecounted = account !== null && values.costMethod !== account.costMethod;
  return (
    <Dialog title={account ? `Change ${account.name}` : `Open an account in ${portfolio.name}`} onClose={onClose}>
      <form {...form.props} className="form">
        <Field name="name" label="Name" value={values.name} error={form.errors.name} onChange={(name) => form.set({ name })} />
        {!account && (
          <CurrencyField
            name="currency"
            label="Currency"
            value={values.currency}
            hint="Of its statements. It may hold cash and instruments of any other, too; it cannot be changed later."
            onChange={(currency) => form.set({ currency })}
          />
        )}
        <SelectField
          name="costMethod"
          label="Cost method"
          value={values.costMethod}
          error={form.errors.costMethod}
          hint={`${COST_METHODS[values.costMethod].about}${isRecounted ? ' Past sales are counted anew.' : ''}`}
          options={Object.entries(COST_METHODS).map(([key, { name }]) => ({ key, label: name }))}
          onChange={(key) => form.set({ costMethod: key as CostMethod })}
        />
        <SelectField
          name="fractionRule"
          label="Fractions left by a split"
          value={values.fractionRule}
          error={form.errors.fractionRule}
          options={Object.entries(FRACTION_RULES).map(([key, label]) => ({ key, label }))}
          onChange={(key) => form.set({ fractionRule: key as FractionRule })}
        />
        <ShortPositions form={form} isAllowed={values.allowsShort} />
        <FormError text={form.errors.form} />
        <FormActions verb={account ? 'Save' : 'Open it'} isBusy={form.isBusy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

function ShortPositions({ form, isAllowed }: { form: Form<AccountValues>; isAllowed: boolean }) {
  const error = form.errors.allowsShort;
  return (
    <div className={error ? 'field has-error' : 'field'}>
      <span className="check">
        <input
          id="allowsShort"
          type="checkbox"
          checked={isAllowed}
          aria-invalid={error ? true : undefined}
          aria-describedby="allowsShort-note"
          onChange={(event) => form.set({ allowsShort: event.target.checked })}
        />
        <label htmlFor="allowsShort">Short positions are allowed</label>
      </span>
      <p id="allowsShort-note" className={error ? 'field-error' : 'hint'}>
        {error ?? 'Without it, a sale of more than is held is refused as a mistake.'}
      </p>
    </div>
  );
}

export function CloseAccount({ account, onClose }: { account: OwnAccount; onClose: () => void }) {
  const isClosed = account.closedAt === null || account.closedAt === undefined;
  const run = async () => {
    await mutate(ChangeAccountMutation, { id: account.id, input: { isClosed } });
    toast(isClosed ? `${account.name} was closed.` : `${account.name} is open again.`);
  };
  if (!isClosed) {
    return (
      <Confirm title={`Open ${account.name} again?`} verb="Open it again" onConfirm={run} onClose={onClose}>
        <p>Entries can be recorded in it again.</p>
      </Confirm>
    );
  }
  return (
    <Confirm title={`Close ${account.name}?`} verb="Close the account" isDangerous onConfirm={run} onClose={onClose}>
      <p>Nothing more can be recorded in it; its history stays. It must be empty, and can be opened again.</p>
    </Confirm>
  );
}
