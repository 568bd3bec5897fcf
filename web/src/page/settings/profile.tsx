/** How one is addressed, and the currency one thinks in. */
import { useDraft } from '../../api/draft.js';
import { mutate } from '../../api/mutate.js';
import { useQuery } from '../../api/query.js';
import { session } from '../../api/session.js';
import { dayOfInstant } from '../../format/format.js';
import type { ProfileQuery as ProfileResult } from '../../gql/graphql.js';
import { CurrencyField } from '../../kit/currency-field.js';
import { Field } from '../../kit/field.js';
import { FormActions } from '../../kit/form-actions.js';
import { FormError } from '../../kit/form-error.js';
import { Section } from '../../kit/page-frame.js';
import { Failure, Skeleton } from '../../kit/state.js';
import { toast } from '../../kit/toast.js';
import { useForm } from '../../kit/use-form.js';
import { ThemeChoice } from '../../shell/theme-choice.js';
import { ChangeProfileMutation, ProfileQuery } from './documents.js';
import { checkName } from './new-name.js';

type Me = NonNullable<ProfileResult['me']>;

export function ProfileSettings() {
  const { data, failure, reload } = useQuery(ProfileQuery, {});
  return (
    <>
      <Section title="You" id="profile-title">
        <div className="card card-body">
          {data?.me ? (
            <ProfileForm key={`${data.me.name} ${data.me.baseCurrency}`} me={data.me} />
          ) : failure ? (
            <Failure failure={failure} onRetry={reload} />
          ) : (
            <Skeleton lines={5} />
          )}
        </div>
      </Section>
      <Section title="Appearance" id="appearance-title">
        <div className="card card-body setting-row">
          <p>Light, dark, or as your system has it. It is remembered on this device.</p>
          <ThemeChoice />
        </div>
      </Section>
    </>
  );
}

interface ProfileValues {
  readonly name: string;
  readonly baseCurrency: string;
}

function ProfileForm({ me }: { me: Me }) {
  const kept: ProfileValues = { name: me.name, baseCurrency: me.baseCurrency };
  const { values, change, clear } = useDraft<ProfileValues>('profile', kept);
  const form = useForm<ProfileValues>({
    values,
    change,
    check: ({ name }) => checkName(name, 'Enter your name, as you would like to be addressed.'),
    send: async (input) => {
      const { changeProfile } = await mutate(ChangeProfileMutation, { input: { ...input, name: input.name.trim() } });
      clear({ name: changeProfile.name, baseCurrency: changeProfile.baseCurrency });
      session.changeUser(changeProfile);
      toast('Your profile was saved.');
    },
  });
  const isChanged = values.name !== me.name || values.baseCurrency !== me.baseCurrency;
  return (
    <form {...form.props} className="form narrow">
      <Field
        name="name"
        label="Name"
        autoComplete="name"
        value={values.name}
        error={form.errors.name}
        onChange={(name) => form.set({ name })}
      />
      <CurrencyField
        name="baseCurrency"
        label="Base currency"
        value={values.baseCurrency}
        hint="New portfolios are valued in it. Those you have keep theirs: change it where the portfolio is."
        onChange={(baseCurrency) => form.set({ baseCurrency })}
      />
      <dl className="facts">
        <div>
          <dt>E-mail</dt>
          <dd>{me.email}</dd>
        </div>
        <div>
          <dt>Here since</dt>
          <dd>{dayOfInstant(me.createdAt)}</dd>
        </div>
      </dl>
      <FormError text={form.errors.form} />
      <FormActions verb="Save" meanwhile="Saving…" isBusy={form.isBusy} isDisabled={!isChanged} />
    </form>
  );
}
