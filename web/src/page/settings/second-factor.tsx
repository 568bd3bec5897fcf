/**
 * The second factor: asked for the password, shown as a picture that is drawn on this page and nowhere else, confirmed with a
 * first code; then the recovery codes, once.
 */
import { useEffect, useRef, useState } from 'react';
import { mutate } from '../../api/mutate.js';
import { useQuery } from '../../api/query.js';
import { dayOfInstant } from '../../format/format.js';
import type { EnableTotpMutation as EnableResult } from '../../gql/graphql.js';
import { Dialog } from '../../kit/dialog.js';
import { Field } from '../../kit/field.js';
import { FormActions } from '../../kit/form-actions.js';
import { FormError } from '../../kit/form-error.js';
import { Secret } from '../../kit/secret.js';
import { Failure, Notice, Skeleton } from '../../kit/state.js';
import { toast } from '../../kit/toast.js';
import { useForm } from '../../kit/use-form.js';
import { ConfirmTotpMutation, DisableTotpMutation, EnableTotpMutation, SecondFactorQuery } from './documents.js';
import { checkProof, explainProof, NO_PROOF, PasswordAndCode, PasswordField, WRONG_PASSWORD } from './password-and-code.js';

type Setup = EnableResult['enableTotp'];

export function SecondFactorPart() {
  const { data, failure, reload } = useQuery(SecondFactorQuery, {});
  const [open, setOpen] = useState<'ON' | 'OFF' | null>(null);
  if (!data) return failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={2} />;
  const { confirmedAt, recoveryCodesLeft } = data.secondFactor;
  return (
    <div className="setting-row">
      {confirmedAt ? (
        <p>
          <span className="tag good">On</span> since {dayOfInstant(confirmedAt)}; {recoveryCodesLeft} recovery codes are left.
        </p>
      ) : (
        <p>Besides your password, a code from an app on your phone. Whoever learns your password cannot sign in with it alone.</p>
      )}
      <button type="button" className="button button-second" onClick={() => setOpen(confirmedAt ? 'OFF' : 'ON')}>
        {confirmedAt ? 'Turn it off' : 'Turn it on'}
      </button>
      {open === 'ON' && <TurnOn onClose={() => setOpen(null)} />}
      {open === 'OFF' && <TurnOff onClose={() => setOpen(null)} />}
    </div>
  );
}

function TurnOn({ onClose }: { onClose: () => void }) {
  const [setup, setSetup] = useState<Setup | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const step = useRef<HTMLDivElement>(null);
  // What had the focus went with the step before.
  // biome-ignore lint/correctness/useExhaustiveDependencies: they say which step it is.
  useEffect(() => (step.current?.querySelector<HTMLElement>('input') ?? step.current?.querySelector('button'))?.focus(), [setup, codes]);
  return (
    <Dialog title="Turn on the second factor" onClose={onClose}>
      <div ref={step}>
        {codes ? (
          <RecoveryCodes codes={codes} onClose={onClose} />
        ) : setup ? (
          <ConfirmCode setup={setup} onDone={setCodes} onCancel={onClose} />
        ) : (
          <AskPassword onDone={setSetup} onCancel={onClose} />
        )}
      </div>
    </Dialog>
  );
}

function AskPassword({ onDone, onCancel }: { onDone: (setup: Setup) => void; onCancel: () => void }) {
  const [values, setValues] = useState({ currentPassword: '' });
  const form = useForm({
    values,
    change: (changes) => setValues((former) => ({ ...former, ...changes })),
    check: ({ currentPassword }) =>
      currentPassword === '' ? { currentPassword: 'Enter your password, so that nobody else turns it on.' } : {},
    send: async (given) => onDone((await mutate(EnableTotpMutation, given)).enableTotp),
    explain: (failure) => (failure.rule === 'WRONG' ? WRONG_PASSWORD : { form: failure.message }),
  });
  return (
    <form {...form.props} className="form">
      <PasswordField form={form} value={values.currentPassword} />
      <FormError text={form.errors.form} />
      <FormActions verb="Go on" isBusy={form.isBusy} onCancel={onCancel} />
    </form>
  );
}

interface ConfirmCodeProps {
  readonly setup: Setup;
  readonly onDone: (codes: readonly string[]) => void;
  readonly onCancel: () => void;
}

function ConfirmCode({ setup, onDone, onCancel }: ConfirmCodeProps) {
  const [values, setValues] = useState({ code: '' });
  const form = useForm({
    values,
    change: (changes) => setValues((former) => ({ ...former, ...changes })),
    check: ({ code }) => (/^\d{6}$/.test(code.replaceAll(' ', '')) ? {} : { code: 'Enter the six digits the app shows.' }),
    send: async ({ code }) => onDone((await mutate(ConfirmTotpMutation, { code: code.replaceAll(' ', '') })).confirmTotp),
    explain: (failure) =>
      failure.rule === 'WRONG'
        ? { code: 'The app shows another code by now, or its clock is wrong. Enter the newest one.' }
        : { form: failure.message },
  });
  return (
    <form {...form.props} className="form">
      <p>Scan this with your authenticator app, or type the key into it.</p>
      <Picture text={setup.uri} />
      <Secret label="The key" text={setup.secret.replace(/(.{4})(?=.)/g, '$1 ')} />
      <Field
        name="code"
        label="Code the app shows"
        inputMode="numeric"
        autoComplete="one-time-code"
        value={values.code}
        error={form.errors.code}
        onChange={(code) => form.set({ code })}
      />
      <FormError text={form.errors.form} />
      <FormActions verb="Turn it on" isBusy={form.isBusy} onCancel={onCancel} />
    </form>
  );
}

/** A QR code as one path, with the quiet border scanners need; dark on light in both themes. */
function Picture({ text }: { text: string }) {
  const [drawn, setDrawn] = useState<{ readonly path: string; readonly size: number } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void import('uqr').then(({ encode }) => {
      const { data, size } = encode(text, { ecc: 'M', border: 3 });
      const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
      if (isCurrent) setDrawn({ path, size });
    });
    return () => {
      isCurrent = false;
    };
  }, [text]);
  if (!drawn) return <Skeleton height={208} />;
  return (
    <svg className="qr" viewBox={`0 0 ${drawn.size} ${drawn.size}`} role="img" aria-label="QR code of the key" shapeRendering="crispEdges">
      <rect width={drawn.size} height={drawn.size} fill="#fff" />
      <path d={drawn.path} fill="#000" />
    </svg>
  );
}

function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  return (
    <div className="form">
      <Notice kind="warn">
        Keep these somewhere safe: each signs you in once when your phone is not at hand. They are shown this once.
      </Notice>
      <ul className="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Secret label="The recovery codes" text={codes.join(' ')} />
      <div className="form-actions">
        <button type="button" className="button" onClick={onClose}>
          I have kept them
        </button>
      </div>
    </div>
  );
}

function TurnOff({ onClose }: { onClose: () => void }) {
  const [values, setValues] = useState(NO_PROOF);
  const form = useForm({
    values,
    change: (changes) => setValues((former) => ({ ...former, ...changes })),
    check: (proof) => checkProof(proof, true, 'Enter your password.'),
    send: async ({ currentPassword, code }) => {
      await mutate(DisableTotpMutation, { currentPassword, code: code.trim() });
      toast('The second factor is off.');
      onClose();
    },
    explain: explainProof,
  });
  return (
    <Dialog title="Turn off the second factor" onClose={onClose}>
      <form {...form.props} className="form">
        <PasswordAndCode form={form} values={values} needsCode />
        <FormError text={form.errors.form} />
        <FormActions verb="Turn it off" isBusy={form.isBusy} isDangerous onCancel={onClose} />
      </form>
    </Dialog>
  );
}
