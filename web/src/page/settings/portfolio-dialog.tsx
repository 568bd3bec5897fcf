/** Opens a portfolio, or changes one. */

import { useDraft } from '../../api/draft.js';
import { mutate } from '../../api/mutate.js';
import { session } from '../../api/session.js';
import { CurrencyField } from '../../kit/currency-field.js';
import { Dialog } from '../../kit/dialog.js';
import { Field } from '../../kit/field.js';
import { FormActions } from '../../kit/form-actions.js';
import { FormError } from '../../kit/form-error.js';
import { toast } from '../../kit/toast.js';
import { useForm } from '../../kit/use-form.js';
import type { OwnPortfolio } from './documents.js';
import { ChangePortfolioMutation, OpenPortfolioMutation } from './documents.js';
import { checkName } from './new-name.js';

interface PortfolioValues {
  readonly name: string;
  readonly baseCurrency: string;
}

export function PortfolioDialog({ portfolio, onClose }: { portfolio: OwnPortfolio | null; onClose: () => void }) {
  const state = session.state();
  const own = state.status === 'signedIn' ? state.user.baseCurrency : 'EUR';
  const kept: PortfolioValues = { name: portfolio?.name ?? '', baseCurrency: portfolio?.baseCurrency ?? own };
  const { values, change, clear } = useDraft<PortfolioValues>(`portfolio.${portfolio?.id ?? 'new'}`, kept);
  const form = useForm<PortfolioValues>({
    values,
    change,
    check: ({ name }) => checkName(name, 'Give the portfolio a name, such as Family or Pension.'),
    send: async ({ name, baseCurrency }) => {
      const input = { name: name.trim(), baseCurrency };
      if (portfolio) await mutate(ChangePortfolioMutation, { id: portfolio.id, input });
      else await mutate(OpenPortfolioMutation, { input });
      clear(kept);
      toast(portfolio ? 'The portfolio was changed.' : `${input.name} was opened.`);
      onClose();
    },
  });
  const isRevalued = portfolio !== null && values.baseCurrency !== portfolio.baseCurrency;
  return (
    <Dialog title={portfolio ? `Change ${portfolio.name}` : 'Open a portfolio'} onClose={onClose}>
      <form {...form.props} className="form">
        <Field name="name" label="Name" value={values.name} error={form.errors.name} onChange={(name) => form.set({ name })} />
        <CurrencyField
          name="baseCurrency"
          label="Base currency"
          value={values.baseCurrency}
          hint={
            isRevalued
              ? `Every figure will be in ${values.baseCurrency}, those of past days too.`
              : 'Its accounts are valued together in it.'
          }
          onChange={(baseCurrency) => form.set({ baseCurrency })}
        />
        <FormError text={form.errors.form} />
        <FormActions verb={portfolio ? 'Save' : 'Open it'} isBusy={form.isBusy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
