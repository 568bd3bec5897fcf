/** The ways in beside signing in: what links in letters lead to, and how one is asked for. */
import { useState } from 'react';
import { useDraft } from '../api/draft.js';
import {
  ConfirmEmailChangeMutation,
  RequestPasswordResetMutation,
  RequestRegistrationMutation,
  ResetPasswordMutation,
  UndoEmailChangeMutation,
} from '../api/operations.js';
import { queries } from '../api/query.js';
import { request } from '../api/request.js';
import { Field } from '../kit/field.js';
import { FormError } from '../kit/form-error.js';
import { toast } from '../kit/toast.js';
import { useForm } from '../kit/use-form.js';
import { checkNewPassword } from './settings/new-password.js';

/** Asks for a letter. Whether there is such a user is told to nobody, so what comes next is the same for all. */
export function AskLetter({ purpose, onSent }: { purpose: 'reset' | 'register'; onSent: (notice: string) => void }) {
  const { values, change } = useDraft('way-in', { email: '' });
  const form = useForm({
    values,
    change,
    check: ({ email }) => (/^\S+@\S+$/.test(email.trim()) ? {} : { email: 'Enter your e-mail address, of the form name@example.org.' }),
    send: async ({ email }) => {
      const variables = { email: email.trim() };
      await (purpose === 'reset' ? request(RequestPasswordResetMutation, variables) : request(RequestRegistrationMutation, variables));
      onSent(
        purpose === 'reset'
          ? `If there is a user with ${email.trim()}, a link to set a new password is on its way there.`
          : `A link to go on with is on its way to ${email.trim()}.`,
      );
    },
  });
  return (
    <form {...form.props}>
      <p className="muted">
        {purpose === 'reset'
          ? 'A link to set a new one is sent to your address.'
          : 'Your address is confirmed first: a link is sent to it.'}
      </p>
      <Field
        name="email"
        type="email"
        label="E-mail"
        autoComplete="username"
        inputMode="email"
        value={values.email}
        error={form.errors.email}
        onChange={(email) => form.set({ email })}
      />
      <FormError text={form.errors.form} />
      <button type="submit" className="button" disabled={form.isBusy}>
        {form.isBusy ? 'One moment…' : 'Send the link'}
      </button>
    </form>
  );
}

/** Sets a new password with what stood in the link. */
export function NewPassword({ token, onSet }: { token: string; onSet: (notice: string) => void }) {
  const [values, setValues] = useState({ newPassword: '' });
  const form = useForm({
    values,
    change: (changes) => setValues((former) => ({ ...former, ...changes })),
    check: ({ newPassword }) => checkNewPassword(newPassword),
    send: async ({ newPassword }) => {
      await request(ResetPasswordMutation, { token, newPassword });
      onSet('Your password was set. Sign in with it.');
    },
    explain: (failure) =>
      failure.field === 'newPassword'
        ? { newPassword: failure.message }
        : failure.field === 'token' || failure.code === 'NOT_FOUND'
          ? { form: 'This link is good no more: it was used, or is too old. Ask for a new one.' }
          : { form: failure.message },
  });
  return (
    <form {...form.props}>
      <Field
        name="newPassword"
        type="password"
        label="New password"
        autoComplete="new-password"
        hint="At least 8 characters; a short sentence is a good one. You are signed out everywhere else."
        value={values.newPassword}
        error={form.errors.newPassword}
        onChange={(newPassword) => form.set({ newPassword })}
      />
      <FormError text={form.errors.form} />
      <button type="submit" className="button" disabled={form.isBusy}>
        {form.isBusy ? 'One moment…' : 'Set the password'}
      </button>
    </form>
  );
}

/** Makes the address the link was sent to the one to sign in with; or takes back a change somebody else made. */
export function ConfirmEmail({ token, isUndo, onDone }: { token: string; isUndo: boolean; onDone: (notice: string) => void }) {
  const form = useForm({
    values: {},
    change: () => undefined,
    check: () => ({}),
    send: async () => {
      await (isUndo ? request(UndoEmailChangeMutation, { token }) : request(ConfirmEmailChangeMutation, { token }));
      queries.clear();
      const notice = isUndo
        ? 'The address is yours again. A link to set a new password was sent there.'
        : 'From now on you sign in with the new address.';
      toast(notice);
      onDone(notice);
    },
    explain: (failure) => ({
      form: failure.field === 'token' ? 'This link is good no more: it was used, or is too old.' : failure.message,
    }),
  });
  return (
    <form {...form.props}>
      <p className="muted">
        {isUndo
          ? 'Every session and API token ends, and you set a new password with a link that is sent to this address.'
          : 'From now on you sign in with this address, and letters are sent to it.'}
      </p>
      <FormError text={form.errors.form} />
      <button type="submit" className="button" disabled={form.isBusy}>
        {form.isBusy ? 'One moment…' : isUndo ? 'Take it back' : 'Use this address'}
      </button>
    </form>
  );
}
