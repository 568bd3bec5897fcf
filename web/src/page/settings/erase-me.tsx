/** Erasing oneself: asked for the password, said in full what it means, and then done at once. */
import { useState } from 'react';
import { useQuery } from '../../api/query.js';
import { session } from '../../api/session.js';
import { Dialog } from '../../kit/dialog.js';
import { FormActions } from '../../kit/form-actions.js';
import { FormError } from '../../kit/form-error.js';
import { Notice } from '../../kit/state.js';
import { useForm } from '../../kit/use-form.js';
import { EraseMeMutation, SecondFactorQuery } from './documents.js';
import { checkProof, explainProof, NO_PROOF, PasswordAndCode } from './password-and-code.js';

export function EraseMe({ onClose }: { onClose: () => void }) {
  const factor = useQuery(SecondFactorQuery, {});
  const needsCode = Boolean(factor.data?.secondFactor.confirmedAt);
  const [values, setValues] = useState(NO_PROOF);
  const form = useForm({
    values,
    change: (changes) => setValues((former) => ({ ...former, ...changes })),
    check: (proof) => checkProof(proof, needsCode, 'Enter your password, so that nobody else erases you.'),
    send: async ({ currentPassword, code }) => {
      await session.request(EraseMeMutation, { currentPassword, totp: needsCode ? code.trim() : null });
      session.forget('You were erased. Thank you for having been here.');
    },
    explain: explainProof,
  });
  return (
    <Dialog title="Erase me" onClose={onClose}>
      <form {...form.props} className="form">
        <Notice kind="warn">
          Your name, your address, your sign-in, your alerts and what you wrote are gone at once, and nobody can bring them back.
        </Notice>
        <PasswordAndCode form={form} values={values} needsCode={needsCode} />
        <FormError text={form.errors.form} />
        <FormActions verb="Erase me for good" isBusy={form.isBusy} isDangerous onCancel={onClose} />
      </form>
    </Dialog>
  );
}
