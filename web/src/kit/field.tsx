/** A labelled control whose error stands beneath it and is read out with it: what is wrong, and what to do about it. */
import { useId, useState } from 'react';

export interface FieldFrameProps {
  readonly label: string;
  readonly error?: string | undefined;
  readonly hint?: React.ReactNode;
  readonly isOptional?: boolean;
  /** For a screen reader alone, where the place says what it is. */
  readonly isLabelHidden?: boolean;
}

interface ControlProps {
  readonly id: string;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-describedby': string | undefined;
}

/** For any control: it is given what ties it to its label and its error. */
export function FieldFrame({
  label,
  error,
  hint,
  isOptional,
  isLabelHidden,
  children,
}: FieldFrameProps & { children: (control: ControlProps) => React.ReactNode }) {
  const id = useId();
  const note = `${id}-note`;
  return (
    <div className={error ? 'field has-error' : 'field'}>
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : undefined}>
        {label}
        {isOptional && <span className="field-optional"> optional</span>}
      </label>
      {children({ id, 'aria-invalid': error ? true : undefined, 'aria-describedby': error || hint ? note : undefined })}
      {error ? (
        <p className="field-error" id={note}>
          {error}
        </p>
      ) : (
        hint && (
          <p className="hint" id={note}>
            {hint}
          </p>
        )
      )}
    </div>
  );
}

interface FieldProps extends FieldFrameProps {
  readonly name: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly type?: 'text' | 'email' | 'password' | 'date' | 'search';
  readonly autoComplete?: string;
  readonly inputMode?: 'email' | 'text' | 'decimal' | 'numeric';
  readonly placeholder?: string;
  readonly max?: string;
  readonly min?: string;
}

export function Field({
  name,
  value,
  onChange,
  type = 'text',
  autoComplete = 'off',
  inputMode,
  placeholder,
  max,
  min,
  ...frame
}: FieldProps) {
  const [isRevealed, setRevealed] = useState(false);
  return (
    <FieldFrame {...frame}>
      {(control) => (
        <div className="field-input">
          <input
            {...control}
            name={name}
            type={type === 'password' && isRevealed ? 'text' : type}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            autoComplete={autoComplete}
            inputMode={inputMode}
            placeholder={placeholder}
            max={max}
            min={min}
            autoCapitalize="none"
            spellCheck={false}
          />
          {type === 'password' && (
            <button type="button" className="reveal" aria-pressed={isRevealed} onClick={() => setRevealed(!isRevealed)}>
              {isRevealed ? 'Hide' : 'Show'}
              <span className="sr-only"> password</span>
            </button>
          )}
        </div>
      )}
    </FieldFrame>
  );
}

interface TextAreaFieldProps extends FieldFrameProps {
  readonly name: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly placeholder?: string;
}

export function TextAreaField({ name, value, onChange, placeholder, ...frame }: TextAreaFieldProps) {
  return (
    <FieldFrame {...frame}>
      {(control) => (
        <textarea {...control} name={name} value={value} placeholder={placeholder} onChange={(event) => onChange(event.target.value)} />
      )}
    </FieldFrame>
  );
}

interface SelectFieldProps extends FieldFrameProps {
  readonly name: string;
  readonly value: string;
  readonly onChange: (key: string) => void;
  readonly options: readonly { readonly key: string; readonly label: string }[];
}

export function SelectField({ name, value, onChange, options, ...frame }: SelectFieldProps) {
  return (
    <FieldFrame {...frame}>
      {(control) => (
        <select {...control} name={name} value={value} onChange={(event) => onChange(event.target.value)}>
          {options.map(({ key, label }) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}
