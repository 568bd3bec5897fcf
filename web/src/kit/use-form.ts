/**
 * What every form does alike: errors show once a field was left or the form was sent, go when they are mended, and those of the
 * server stand at their field. The first wrong field gets the focus. A form that is being sent is not sent again.
 */
import { useEffect, useRef, useState } from 'react';
import type { ApiFailure } from '../api/failure.js';
import { asFailure } from '../api/mutate.js';

/** How long a press takes; some browsers do not say that it is a button that is pressed. */
const PRESS_MS = 200;

export type Errors<Name extends string> = Partial<Record<Name | 'form', string>>;

interface FormOptions<Values extends object> {
  readonly values: Values;
  readonly change: (changes: Partial<Values>) => void;
  /** What can be told without asking the server. */
  readonly check: (values: Values) => Errors<keyof Values & string>;
  /** Sends it; a failure it throws is shown. */
  readonly send: (values: Values) => Promise<void>;
  /** Where a failure of the server belongs; by its field's own name when not given. */
  readonly explain?: (failure: ApiFailure) => Errors<keyof Values & string>;
}

export interface Form<Values extends object> {
  readonly ref: React.RefObject<HTMLFormElement | null>;
  readonly errors: Errors<keyof Values & string>;
  readonly isBusy: boolean;
  /** Changes fields, and takes back what the server said of them. */
  readonly set: (changes: Partial<Values>) => void;
  /** What the form element needs. */
  readonly props: Pick<React.ComponentProps<'form'>, 'noValidate' | 'onSubmit' | 'onBlur'> & {
    readonly ref: React.RefObject<HTMLFormElement | null>;
  };
}

export function useForm<Values extends object>({ values, change, check, send, explain }: FormOptions<Values>): Form<Values> {
  type Name = keyof Values & string;
  const ref = useRef<HTMLFormElement>(null);
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const [isSent, setSent] = useState(false);
  const [refused, setRefused] = useState<Errors<Name>>({});
  const [isBusy, setBusy] = useState(false);
  /** Counts the times somebody pressed the button in vain. */
  const [attempts, setAttempts] = useState(0);
  const isSending = useRef(false);
  const found = check(values);
  const shown = Object.fromEntries(Object.entries(found).filter(([name]) => isSent || seen.has(name))) as Errors<Name>;
  const errors = { ...shown, ...refused };
  useEffect(() => {
    if (attempts > 0) ref.current?.querySelector<HTMLElement>('[aria-invalid=true], [role=alert]')?.focus();
  }, [attempts]);
  const submit = async (event?: { preventDefault(): void }) => {
    event?.preventDefault();
    if (isSending.current) return;
    setSent(true);
    setRefused({});
    if (Object.keys(found).length > 0) return setAttempts((count) => count + 1);
    isSending.current = true;
    setBusy(true);
    try {
      await send(values);
      setSent(false);
      setSeen(new Set());
    } catch (cause) {
      const failure = asFailure(cause);
      setRefused(explain?.(failure) ?? placed(failure, Object.keys(values) as Name[]));
      setAttempts((count) => count + 1);
    } finally {
      isSending.current = false;
      setBusy(false);
    }
  };
  const set = (changes: Partial<Values>) => {
    change(changes);
    setRefused((former) =>
      Object.keys(former).length === 0
        ? former
        : (Object.fromEntries(Object.entries(former).filter(([name]) => name !== 'form' && !(name in changes))) as Errors<Name>),
    );
  };
  const onBlur = ({ target, relatedTarget }: React.FocusEvent) => {
    const { name, value } = target as HTMLInputElement;
    // Whoever merely passes through an empty field has not got it wrong yet.
    if (!name || !value) return;
    // What moves under a finger that is pressing a button makes it miss.
    if (relatedTarget instanceof HTMLButtonElement) return;
    const see = () => setSeen((former) => (former.has(name) ? former : new Set([...former, name])));
    if (relatedTarget) see();
    else setTimeout(see, PRESS_MS);
  };
  return { ref, errors, isBusy, set, props: { ref, noValidate: true, onSubmit: (event) => void submit(event), onBlur } };
}

/** At the field the server names, where the form has it; else above the form. */
export function placed<Name extends string>(failure: ApiFailure, names: readonly Name[]): Errors<Name> {
  const name = names.find((each) => each === failure.field);
  return { [name ?? 'form']: failure.message } as Errors<Name>;
}
