/**
 * What is asked again before something nobody else may do: the password, and the code of a second factor where there is one. The
 * fields, what can be told of them here, and what the server says of them are the same wherever they are asked.
 */
import type { ApiFailure } from '../../api/failure.js';
import { Field } from '../../kit/field.js';
import type { Errors, Form } from '../../kit/use-form.js';

export interface Proof {
  readonly currentPassword: string;
  readonly code: string;
}

export const NO_PROOF: Proof = { currentPassword: '', code: '' };

interface PasswordAndCodeProps {
  readonly form: Pick<Form<Proof>, 'errors' | 'set'>;
  readonly values: Proof;
  readonly needsCode: boolean;
}

export function PasswordAndCode({ form, values, needsCode }: PasswordAndCodeProps) {
  return (
    <>
      <PasswordField form={form} value={values.currentPassword} />
      {needsCode && (
        <Field
          name="code"
          label="Code"
          autoComplete="one-time-code"
          value={values.code}
          error={form.errors.code}
          onChange={(code) => form.set({ code })}
        />
      )}
    </>
  );
}

interface PasswordFieldProps {
  readonly form: Pick<Form<Pick<Proof, 'currentPassword'>>, 'errors' | 'set'>;
  readonly value: string;
  readonly label?: string;
}

export function PasswordField({ form, value, label = 'Your password' }: PasswordFieldProps) {
  return (
    <Field
      name="currentPassword"
      type="password"
      label={label}
      autoComplete="current-password"
      value={value}
      error={form.errors.currentPassword}
      onChange={(currentPassword) => form.set({ currentPassword })}
    />
  );
}

/** @param reason why it is asked for, as the error of an empty password */
export function checkProof({ currentPassword, code }: Proof, needsCode: boolean, reason: string): Errors<keyof Proof> {
  return {
    ...(currentPassword === '' && { currentPassword: reason }),
    ...(needsCode && code.trim() === '' && { code: 'Enter the code your authenticator shows, or a recovery code.' }),
  };
}

export const WRONG_PASSWORD = { currentPassword: 'This is not your password. Try again.' };

/** What the server refused: at the password, at the code (the API calls it `totp` or `code`), or for the whole form. */
export function explainProof({ field, rule, message }: ApiFailure): Errors<keyof Proof> {
  if (field === 'currentPassword') return WRONG_PASSWORD;
  if (rule === 'TOTP_WRONG' || field === 'totp' || field === 'code') {
    return { code: 'This code is wrong or was used already. Enter the newest one, or a recovery code.' };
  }
  return { form: message };
}
