/** Erasing oneself: asked for the password, said in full what it means, and then done at once. */
import { useState } from 'react';
import { useQuery } from '../../api/query.js';
import { session } from '../../api/session.js';
import { Dialog } from '../../kit/dialog.js';
import { Field } from '../../kit/field.js';
import { FormError } from '../../kit/form-error.js';
import { Notice } from '../../kit/state.js';
import { sentence, useForm } from '../../kit/use-form.js';
import { EraseMeMutation, SecondFactorQuery } from './documents.js';

export function EraseMe({ onClose }: { onClose: () => void }) {
  const factor = useQuery(SecondFactorQuery, {});
  const needsCode = Boolean(factor.data?.secondFactor.confirmedAt);
  const [values, setValues] = useState({ currentPassword: '', totp: '' });
  const form = useForm({
    values,
    change: (changes) => setValues((former) => ({ ...former, ...changes })),
    check: ({ currentPassword, totp }) => ({
      ...(currentPassword === '' && { currentPassword: 'Enter your password, so that nobody else erases you.' }),
      ...(needsCode && totp.trim() === '' && { totp: 'Enter the code your authenticator shows.' }),
    }),
    send: async ({ currentPassword, totp }) => {
      await session.request(EraseMeMutation, { currentPassword, totp: needsCode ? totp.trim() : null });
      session.forget('You were erased. Thank you for having been here.');
    },
    explain: (failure) => {
      if (failure.field === 'currentPassword') return { currentPassword: 'This is not your password. Try again.' };
      if (failure.rule === 'TOTP_WRONG' || failure.field === 'totp') return { totp: 'This code is wrong or was used already.' };
      return { form: sentence(failure.message) };
    },
  });
  return (
    <Dialog title="Erase me" onClose={onClose}>
      <form {...form.props} className="form">
        <Notice kind="warn">
          Your name, your address, your sign-in, your alerts and what you wrote are gone at once, and nobody can bring them back.
        </Notice>
        <Field
          name="currentPassword"
          type="password"
          label="Your password"
          autoComplete="current-password"
          value={values.currentPassword}
          error={form.errors.currentPassword}
          onChange={(currentPassword) => form.set({ currentPassword })}
        />
        {needsCode && (
          <Field
            name="totp"
            label="Code"
            autoComplete="one-time-code"
            value={values.totp}
            error={form.errors.totp}
            onChange={(totp) => form.set({ totp })}
          />
        )}
        <FormError text={form.errors.form} />
        <div className="form-actions">
          <button type="button" className="button button-second" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button button-danger" disabled={form.isBusy}>
            {form.isBusy ? 'One moment…' : 'Erase me for good'}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
