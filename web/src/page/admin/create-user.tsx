/** Makes a user, who chooses a password with the link that follows; nobody is given one. */
import { useDraft } from '../../api/draft.js';
import { mutate } from '../../api/mutate.js';
import type { Role } from '../../gql/graphql.js';
import { Dialog } from '../../kit/dialog.js';
import { Field, SelectField } from '../../kit/field.js';
import { FormActions } from '../../kit/form-actions.js';
import { FormError } from '../../kit/form-error.js';
import { placed, useForm } from '../../kit/use-form.js';
import { CreateUserMutation } from './documents.js';

export const ROLES: Readonly<Record<Role, string>> = { USER: 'User', ADMIN: 'Administrator', SOURCE: 'Source' };
const ABOUT: Readonly<Record<Role, string>> = {
  USER: 'Keeps own portfolios.',
  ADMIN: 'Runs the platform: instruments, sources, users.',
  SOURCE: 'A machine that delivers prices with API tokens, and nothing else.',
};
const EMPTY = { email: '', name: '', role: 'USER' as Role };

/** A link to hand over, or null where it went out by mail. */
export interface Invitation {
  readonly email: string;
  readonly link: string | null;
}

interface CreateUserProps {
  readonly onClose: () => void;
  readonly onMade: (invitation: Invitation) => void;
  /** A machine, which needs a token and no invitation. */
  readonly onSource: (made: { readonly id: string; readonly name: string }) => void;
}

export function CreateUser({ onClose, onMade, onSource }: CreateUserProps) {
  const { values, change, clear } = useDraft('admin.user', EMPTY);
  const form = useForm({
    values,
    change,
    check: ({ email, name }) => ({
      ...(name.trim() === '' && { name: 'Enter their name.' }),
      ...(!/^\S+@\S+$/.test(email.trim()) && { email: 'Enter an e-mail address of the form name@example.org.' }),
    }),
    send: async ({ email, name, role }) => {
      const { createUser } = await mutate(CreateUserMutation, { input: { email: email.trim(), name: name.trim(), role } });
      clear(EMPTY);
      onClose();
      if (role === 'SOURCE') onSource(createUser.user);
      else onMade({ email: createUser.user.email, link: createUser.setupLink ?? null });
    },
    explain: (failure) =>
      failure.rule === 'EMAIL_TAKEN' ? { email: failure.message } : placed(failure, ['email', 'name', 'role'] as const),
  });
  return (
    <Dialog title="New user" onClose={onClose}>
      <form {...form.props} className="form">
        <Field name="name" label="Name" value={values.name} error={form.errors.name} onChange={(name) => form.set({ name })} />
        <Field
          name="email"
          type="email"
          label="E-mail"
          inputMode="email"
          value={values.email}
          error={form.errors.email}
          onChange={(email) => form.set({ email })}
        />
        <SelectField
          name="role"
          label="Role"
          value={values.role}
          error={form.errors.role}
          hint={ABOUT[values.role]}
          options={(Object.keys(ROLES) as Role[]).map((key) => ({ key, label: ROLES[key] }))}
          onChange={(role) => form.set({ role: role as Role })}
        />
        <FormError text={form.errors.form} />
        <FormActions verb="Make the user" isBusy={form.isBusy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
