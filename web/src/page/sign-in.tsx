/** Signing in, registering, and trying the demo. What was typed is never lost, and an error stands at the field it is about. */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';
import { useDraft } from '../api/draft.js';
import { ApiFailure } from '../api/failure.js';
import { RegisterMutation, SignInMutation } from '../api/operations.js';
import { request } from '../api/request.js';
import { forgetSecretLink, secretLink, subscribeToSecretLink } from '../api/secret-link.js';
import { useService } from '../api/service.js';
import { session } from '../api/session.js';
import type { SessionFieldsFragment } from '../gql/graphql.js';
import { CurrencyField } from '../kit/currency-field.js';
import { Field } from '../kit/field.js';
import { AskLetter, ConfirmEmail, NewPassword } from './way-in.js';
import { Welcome } from './welcome.js';

type FieldName = 'name' | 'email' | 'password' | 'baseCurrency' | 'totp';
type Values = Record<FieldName, string>;
type Errors = Partial<Record<FieldName | 'form', string>>;
/** `ask...`: a letter is sent first. */
type Mode = 'signIn' | 'register' | 'askReset' | 'askRegistration' | 'reset' | 'email' | 'email-undo';

const TITLES: Readonly<Record<Mode, string>> = {
  signIn: 'Sign in',
  register: 'Create your account',
  askReset: 'Forgotten your password?',
  askRegistration: 'Create your account',
  reset: 'Choose a new password',
  email: 'Your new e-mail address',
  'email-undo': 'Take your address back',
};

const INSTEAD: Readonly<Partial<Record<Mode, string>>> = {
  register: 'Already registered?',
  askRegistration: 'Already registered?',
  email: 'Not now?',
  'email-undo': 'It was you?',
};

export function SignInPage({ notice }: { notice: string | null }) {
  const link = useSyncExternalStore(subscribeToSecretLink, secretLink);
  /** A link that comes later leads on, whatever was chosen before. */
  const [chosen, choose] = useState<{ readonly mode: Mode; readonly link: typeof link } | null>(null);
  const [said, say] = useState<string | null>(null);
  const mode = chosen && chosen.link === link ? chosen.mode : (link?.purpose ?? 'signIn');
  const form = useAuthForm(mode, link?.purpose === 'register' ? link.secret : null);
  const go = (next: Mode, words: string | null = null) => {
    form.forgive();
    say(words);
    choose({ mode: next, link: secretLink() });
  };
  const words = said ?? notice;
  const part = useRef<HTMLDivElement>(null);
  // What was pressed to come here is gone; the first field is what comes next.
  // biome-ignore lint/correctness/useExhaustiveDependencies: for another way in, not for whatever else changes.
  useEffect(() => {
    if (chosen) part.current?.querySelector('input')?.focus();
  }, [mode]);
  return (
    <Welcome part={part}>
      <h1>{TITLES[mode]}</h1>
      {words && !form.errors.form && (
        <p className="notice" role="status">
          {words}
        </p>
      )}
      {mode === 'askReset' && <AskLetter purpose="reset" onSent={(sent) => go('signIn', sent)} />}
      {mode === 'askRegistration' && <AskLetter purpose="register" onSent={(sent) => go('signIn', sent)} />}
      {mode === 'reset' && link && (
        <NewPassword
          token={link.secret}
          onSet={(done) => {
            session.forget(null);
            forgetSecretLink();
            go('signIn', done);
          }}
        />
      )}
      {(mode === 'email' || mode === 'email-undo') && link && (
        <ConfirmEmail
          token={link.secret}
          isUndo={mode === 'email-undo'}
          onDone={(done) => {
            if (mode === 'email-undo') session.forget(null);
            forgetSecretLink();
            go('signIn', done);
          }}
        />
      )}
      {(mode === 'signIn' || mode === 'register') && <Entrance form={form} isRegistering={mode === 'register'} />}
      <Elsewhere mode={mode} onGo={go} />
    </Welcome>
  );
}

/** The demo's door, and the form. */
function Entrance({ form, isRegistering }: { form: ReturnType<typeof useAuthForm>; isRegistering: boolean }) {
  const service = useService();
  const demo =
    service?.isDemo && service.demoEmail && service.demoPassword ? { email: service.demoEmail, password: service.demoPassword } : null;
  return (
    <>
      {demo && !isRegistering && (
        <>
          <button type="button" className="button" disabled={form.isBusy} onClick={() => form.signInAs(demo)}>
            Try the demo
            <span>An invented portfolio that moves as you watch</span>
          </button>
          <p className="or" aria-hidden="true">
            or with your own account
          </p>
        </>
      )}
      <AuthForm form={form} isRegistering={isRegistering} isSecondary={demo !== null && !isRegistering} />
    </>
  );
}

/** The other ways in, as far as this server has them. */
function Elsewhere({ mode, onGo }: { mode: Mode; onGo: (mode: Mode) => void }) {
  const service = useService();
  const way = (to: Mode, words: string) => (
    <button
      type="button"
      className="link"
      onClick={() => {
        if (to === 'signIn') forgetSecretLink();
        onGo(to);
      }}
    >
      {words}
    </button>
  );
  if (mode !== 'signIn') {
    return (
      <p className="switch">
        {INSTEAD[mode] ?? 'Remembered it?'} {way('signIn', 'Sign in')}
      </p>
    );
  }
  return (
    <>
      {service?.isMailing && <p className="switch">{way('askReset', 'Forgotten your password?')}</p>}
      <p className="switch">
        New here?{' '}
        {service?.registration === 'CLOSED'
          ? 'Ask an administrator for an account.'
          : way(service?.registration === 'CONFIRMED' ? 'askRegistration' : 'register', 'Create an account')}
      </p>
    </>
  );
}

interface AuthFormProps {
  readonly form: ReturnType<typeof useAuthForm>;
  readonly isRegistering: boolean;
  /** Beside the demo's own button, which is what a newcomer should press. */
  readonly isSecondary: boolean;
}

function AuthForm({ form, isRegistering, isSecondary }: AuthFormProps) {
  const { values, errors, set } = form;
  return (
    <form ref={form.ref} noValidate onSubmit={form.submit}>
      {errors.form && (
        <p className="notice notice-error" role="alert">
          {errors.form}
        </p>
      )}
      {isRegistering && (
        <Field
          name="name"
          label="Name"
          value={values.name}
          error={errors.name}
          onChange={(text) => set('name', text)}
          autoComplete="name"
        />
      )}
      <Field
        name="email"
        type="email"
        label="E-mail"
        value={values.email}
        error={errors.email}
        onChange={(text) => set('email', text)}
        autoComplete="username"
        inputMode="email"
      />
      <Field
        name="password"
        type="password"
        label="Password"
        value={values.password}
        error={errors.password}
        hint={isRegistering ? 'At least 8 characters; a short sentence is a good one.' : undefined}
        onChange={(text) => set('password', text)}
        autoComplete={isRegistering ? 'new-password' : 'current-password'}
      />
      {form.needsCode && !isRegistering && (
        <Field
          name="totp"
          label="Code"
          value={values.totp}
          error={errors.totp}
          hint="The six digits your authenticator shows, or one of your recovery codes."
          onChange={(text) => set('totp', text)}
          autoComplete="one-time-code"
        />
      )}
      {isRegistering && (
        <CurrencyField
          name="baseCurrency"
          label="Base currency"
          value={values.baseCurrency}
          hint="Totals are shown in it."
          onChange={(code) => set('baseCurrency', code)}
        />
      )}
      <button type="submit" className={isSecondary ? 'button button-second' : 'button'} disabled={form.isBusy}>
        {form.isBusy ? 'One moment…' : isRegistering ? 'Create account' : 'Sign in'}
      </button>
    </form>
  );
}

/** @param confirmation of the address, where registering needs one */
function useAuthForm(mode: Mode, confirmation: string | null) {
  const ref = useRef<HTMLFormElement>(null);
  // Who one is outlives a reload; what is secret does not.
  const draft = useDraft('auth', { name: '', email: '', baseCurrency: 'EUR' });
  const [secrets, setSecrets] = useState({ password: '', totp: '' });
  const values: Values = { ...draft.values, ...secrets };
  const [errors, setErrors] = useState<Errors>({});
  const [isBusy, setBusy] = useState(false);
  /** The account turned out to have a second factor. */
  const [needsCode, setNeedsCode] = useState(false);
  const show = (found: Errors) => {
    setErrors(found);
    const first = (['name', 'email', 'password', 'totp'] as const).find((name) => found[name]);
    if (first) ref.current?.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus();
  };
  const run = async (ask: () => Promise<SessionFieldsFragment>) => {
    setBusy(true);
    setErrors({});
    try {
      const begun = await ask();
      draft.clear({ name: '', email: '', baseCurrency: 'EUR' });
      forgetSecretLink();
      session.begin(begun);
    } catch (cause) {
      // At once: the field of the code may have to be there before it can have the focus.
      flushSync(() => {
        setBusy(false);
        if (isCodeMissing(cause)) setNeedsCode(true);
      });
      show(explain(cause, mode));
    }
  };
  const signInAs = (credentials: { email: string; password: string; totp?: string }) =>
    run(async () => (await request(SignInMutation, credentials)).signIn);
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    const found = check(values, mode);
    if (Object.keys(found).length > 0) return show(found);
    const email = values.email.trim();
    if (mode === 'signIn') {
      const code = values.totp.replaceAll(' ', '');
      return void signInAs({ email, password: values.password, ...(needsCode && code !== '' && { totp: code }) });
    }
    const input = { name: values.name.trim(), email, password: values.password, baseCurrency: values.baseCurrency, confirmation };
    void run(async () => (await request(RegisterMutation, { input })).register);
  };
  const set = (name: FieldName, text: string) => {
    if (name === 'password' || name === 'totp') setSecrets((former) => ({ ...former, [name]: text }));
    else draft.change({ [name]: text });
    setErrors(({ [name]: _, form: __, ...others }) => others);
  };
  return { ref, values, errors, isBusy, needsCode, set, submit, signInAs, forgive: () => setErrors({}) };
}

/** What can be told without asking the server; its own rules stay its own. */
function check(values: Values, mode: Mode): Errors {
  const errors: Errors = {};
  if (mode === 'register' && values.name.trim() === '') errors.name = 'Enter your name, as you would like to be addressed.';
  if (values.email.trim() === '') errors.email = 'Enter your e-mail address.';
  else if (!/^\S+@\S+$/.test(values.email.trim())) errors.email = 'This is not an e-mail address: it needs the form name@example.org.';
  if (values.password === '') errors.password = mode === 'register' ? 'Choose a password.' : 'Enter your password.';
  return errors;
}

function explain(cause: unknown, mode: Mode): Errors {
  if (!(cause instanceof ApiFailure)) return { form: 'Something went wrong on this page. Reload it and try again.' };
  if (cause.field === 'name' || cause.field === 'email' || cause.field === 'password') return { [cause.field]: cause.message };
  if (cause.code === 'CONFLICT' && mode === 'register') return { email: cause.message };
  if (isCodeMissing(cause)) return { totp: 'Enter the code your authenticator shows.' };
  if (cause.rule === 'TOTP_WRONG') return { totp: 'This code is wrong or was used already. Wait for the next one.' };
  if (cause.code === 'UNAUTHENTICATED' && mode === 'signIn') {
    return { password: 'E-mail and password do not match. Check both, or create an account.' };
  }
  return { form: cause.message };
}

function isCodeMissing(cause: unknown): boolean {
  return cause instanceof ApiFailure && cause.rule === 'TOTP_REQUIRED';
}
