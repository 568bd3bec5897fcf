/** How one signs in, and where one is signed in. What is secret is never kept as a draft. */
import { useState } from 'react';
import { mutate } from '../../api/mutate.js';
import { useQuery } from '../../api/query.js';
import { fullInstant } from '../../format/format.js';
import type { SessionsQuery as SessionsResult } from '../../gql/graphql.js';
import { Confirm } from '../../kit/confirm.js';
import { Field } from '../../kit/field.js';
import { FormActions } from '../../kit/form-actions.js';
import { FormError } from '../../kit/form-error.js';
import { Section } from '../../kit/page-frame.js';
import { Failure, Skeleton } from '../../kit/state.js';
import { toast } from '../../kit/toast.js';
import { useForm } from '../../kit/use-form.js';
import { ChangePasswordMutation, EndOtherSessionsMutation, EndSessionMutation, SessionsQuery } from './documents.js';
import { EmailForm } from './email.js';
import { checkNewPassword } from './new-password.js';
import { PasswordField, WRONG_PASSWORD } from './password-and-code.js';
import { SecondFactorPart } from './second-factor.js';

export function SecuritySettings() {
  return (
    <>
      <EmailForm />
      <Section title="Password" id="password-title">
        <div className="card card-body">
          <PasswordForm />
        </div>
      </Section>
      <Section title="Second factor" id="factor-title">
        <div className="card card-body">
          <SecondFactorPart />
        </div>
      </Section>
      <Sessions />
    </>
  );
}

const EMPTY = { currentPassword: '', newPassword: '' };

function PasswordForm() {
  const [values, setValues] = useState(EMPTY);
  const form = useForm({
    values,
    change: (changes) => setValues((former) => ({ ...former, ...changes })),
    check: ({ currentPassword, newPassword }) => ({
      ...(currentPassword === '' && { currentPassword: 'Enter the password you sign in with now.' }),
      ...checkNewPassword(newPassword),
      ...(newPassword !== '' && newPassword === currentPassword && { newPassword: 'This is the one you have. Choose another.' }),
    }),
    send: async (passwords) => {
      await mutate(ChangePasswordMutation, passwords);
      setValues(EMPTY);
      toast('The password was changed, and your other sessions were ended.');
    },
    explain: (failure) => (failure.rule === 'WRONG' ? WRONG_PASSWORD : { form: failure.message }),
  });
  return (
    <form {...form.props} className="form narrow">
      <PasswordField form={form} value={values.currentPassword} label="Current password" />
      <Field
        name="newPassword"
        type="password"
        label="New password"
        autoComplete="new-password"
        hint="At least 8 characters; a short sentence is a good one. Your other sessions end."
        value={values.newPassword}
        error={form.errors.newPassword}
        onChange={(newPassword) => form.set({ newPassword })}
      />
      <FormError text={form.errors.form} />
      <FormActions verb="Change the password" isBusy={form.isBusy} />
    </form>
  );
}

type ActiveSession = SessionsResult['sessions']['nodes'][number];

function Sessions() {
  const { data, failure, reload } = useQuery(SessionsQuery, {});
  const [isAsking, setAsking] = useState(false);
  const sessions = data?.sessions.nodes ?? [];
  const others = sessions.filter(({ isCurrent }) => !isCurrent).length;
  const endOthers = async () => {
    const { endOtherSessions } = await mutate(EndOtherSessionsMutation, {});
    toast(endOtherSessions === 1 ? 'One session was ended.' : `${endOtherSessions} sessions were ended.`);
  };
  return (
    <Section
      title="Where you are signed in"
      id="sessions-title"
      actions={
        others > 0 && (
          <button type="button" className="link" onClick={() => setAsking(true)}>
            End all others
          </button>
        )
      }
    >
      <div className="card">
        {!data && (failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={3} />)}
        <ul className="list">
          {sessions.map((each) => (
            <SessionRow key={each.id} session={each} />
          ))}
        </ul>
      </div>
      {isAsking && (
        <Confirm title="End all other sessions?" verb="End them" isDangerous onConfirm={endOthers} onClose={() => setAsking(false)}>
          <p>Every other device is signed out at once. This one stays.</p>
        </Confirm>
      )}
    </Section>
  );
}

function SessionRow({ session: { id, createdAt, lastUsedAt, isCurrent } }: { session: ActiveSession }) {
  const [isBusy, setBusy] = useState(false);
  const end = async () => {
    setBusy(true);
    await mutate(EndSessionMutation, { id }).then(
      () => toast('The session was ended.'),
      () => toast('The session could not be ended. Try again.', { isError: true }),
    );
    setBusy(false);
  };
  return (
    <li className="list-row" data-testid="session">
      <div>
        <p className="list-title">
          Signed in {fullInstant(createdAt)} {isCurrent && <span className="tag good">This one</span>}
        </p>
        <p className="sub">{lastUsedAt ? `Last used ${fullInstant(lastUsedAt)}` : 'Not used since'}</p>
      </div>
      {!isCurrent && (
        <div className="row-actions">
          <button type="button" className="link" disabled={isBusy} onClick={() => void end()}>
            End<span className="sr-only"> the session of {fullInstant(createdAt)}</span>
          </button>
        </div>
      )}
    </li>
  );
}
