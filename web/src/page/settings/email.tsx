/** The address one signs in with. Another one counts when the link that is sent there was followed. */
import { useDraft } from '../../api/draft.js';
import { useQuery } from '../../api/query.js';
import { useService } from '../../api/service.js';
import { session } from '../../api/session.js';
import { Field } from '../../kit/field.js';
import { FormActions } from '../../kit/form-actions.js';
import { FormError } from '../../kit/form-error.js';
import { Section } from '../../kit/page-frame.js';
import { toast } from '../../kit/toast.js';
import { useForm } from '../../kit/use-form.js';
import { ProfileQuery, RequestEmailChangeMutation, SecondFactorQuery } from './documents.js';
import { checkProof, explainProof, NO_PROOF, PasswordAndCode } from './password-and-code.js';

const EMPTY = { email: '', ...NO_PROOF };
const SECRET = ['currentPassword', 'code'] as const;

export function EmailForm() {
  const service = useService();
  const me = useQuery(ProfileQuery, {}).data?.me;
  const needsCode = Boolean(useQuery(SecondFactorQuery, {}).data?.secondFactor.confirmedAt);
  const { form, values } = useEmailForm(needsCode);
  if (!service?.isMailing) return null;
  return (
    <Section title="E-mail address" id="email-title">
      <div className="card card-body">
        <form {...form.props} className="form narrow">
          <Field
            name="email"
            type="email"
            label="New address"
            autoComplete="email"
            inputMode="email"
            hint={me ? `You sign in with ${me.email}. The new one is confirmed by a link that is sent there.` : undefined}
            value={values.email}
            error={form.errors.email}
            onChange={(email) => form.set({ email })}
          />
          <PasswordAndCode form={form} values={values} needsCode={needsCode} />
          <FormError text={form.errors.form} />
          <FormActions verb="Send the link" isBusy={form.isBusy} />
        </form>
      </div>
    </Section>
  );
}

function useEmailForm(needsCode: boolean) {
  const { values, change, clear } = useDraft('email', EMPTY, SECRET);
  const form = useForm({
    values,
    change,
    check: ({ email, ...proof }) => ({
      ...(!/^\S+@\S+$/.test(email.trim()) && { email: 'Enter your new address, of the form name@example.org.' }),
      ...checkProof(proof, needsCode, 'Enter your password, so that nobody else does this.'),
    }),
    send: async ({ email, currentPassword, code }) => {
      const to = email.trim();
      await session.request(RequestEmailChangeMutation, {
        email: to,
        currentPassword,
        totp: needsCode ? code.trim() : null,
      });
      clear(EMPTY);
      toast(`A link is on its way to ${to}. Until you follow it, nothing changes.`);
    },
    explain: (failure) => (failure.field === 'email' ? { email: failure.message } : explainProof(failure)),
  });
  return { form, values };
}
