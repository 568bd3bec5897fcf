/** Moves an account, with all that is in it, into another portfolio from a day on. */
import { useDraft } from '../../api/draft.js';
import { mutate } from '../../api/mutate.js';
import { Dialog } from '../../kit/dialog.js';
import { Field, SelectField } from '../../kit/field.js';
import { FormActions } from '../../kit/form-actions.js';
import { FormError } from '../../kit/form-error.js';
import { toast } from '../../kit/toast.js';
import { type Errors, useForm } from '../../kit/use-form.js';
import { today } from '../transactions/entry-draft.js';
import { MoveAccountMutation, type OwnAccount, type OwnPortfolio } from './documents.js';

interface MoveValues {
  readonly portfolioId: string;
  readonly from: string;
}

interface MoveAccountProps {
  readonly account: OwnAccount;
  /** All but the one it is in. */
  readonly others: readonly OwnPortfolio[];
  readonly onClose: () => void;
}

export function MoveAccount({ account, others, onClose }: MoveAccountProps) {
  const kept: MoveValues = { portfolioId: others[0]?.id ?? '', from: today() };
  const { values, change, clear } = useDraft<MoveValues>(`account-move.${account.id}`, kept);
  const form = useForm<MoveValues>({
    values,
    change,
    check: checkMove,
    send: async ({ portfolioId, from }) => {
      await mutate(MoveAccountMutation, { id: account.id, portfolioId, from });
      clear(kept);
      toast(`${account.name} was moved to ${others.find(({ id }) => id === portfolioId)?.name ?? 'the other portfolio'}.`);
      onClose();
    },
  });
  return (
    <Dialog title={`Move ${account.name}`} onClose={onClose}>
      <form {...form.props} className="form">
        <SelectField
          name="portfolioId"
          label="Into"
          value={values.portfolioId}
          error={form.errors.portfolioId}
          options={others.map(({ id, name, baseCurrency }) => ({ key: id, label: `${name} (${baseCurrency})` }))}
          onChange={(portfolioId) => form.set({ portfolioId })}
        />
        <Field
          name="from"
          type="date"
          label="From this day on"
          max={today()}
          value={values.from}
          error={form.errors.from}
          hint="What it was worth the evening before leaves the one portfolio and comes into the other, so no return is moved. Moves of this day and later ones are replaced."
          onChange={(from) => form.set({ from })}
        />
        <FormError text={form.errors.form} />
        <FormActions verb="Move it" isBusy={form.isBusy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

function checkMove({ from }: MoveValues): Errors<keyof MoveValues> {
  if (from === '') return { from: 'Choose the first day it belongs there.' };
  return from > today() ? { from: 'This day is still to come. Choose today or a day before.' } : {};
}
