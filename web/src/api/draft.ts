/**
 * What was typed and not yet sent. It survives an error, an expired sign-in and a reload, in this tab alone and for this user
 * alone; it is forgotten once it was sent. What is secret is kept by the form alone: it survives an error, and is never written down.
 */
import { useCallback, useState } from 'react';
import { session } from './session.js';

const NONE: readonly never[] = [];

/** `name` tells the form, such as `transaction`. Values are plain data; those named in `secret` are not kept. */
export function useDraft<Values extends object>(name: string, initial: Values, secret: readonly (keyof Values)[] = NONE) {
  const key = keyOf(name);
  const [values, setValues] = useState<Values>(() => ({ ...initial, ...read<Values>(key) }));
  const change = useCallback(
    (changes: Partial<Values>) =>
      setValues((former) => {
        const next = { ...former, ...changes };
        write(key, Object.fromEntries(Object.entries(next).filter(([each]) => !secret.includes(each as keyof Values))));
        return next;
      }),
    [key, secret],
  );
  const clear = useCallback(
    (next: Values) => {
      write(key, null);
      setValues(next);
    },
    [key],
  );
  return { values, change, clear };
}

function keyOf(name: string): string {
  const state = session.state();
  return `tidemark.draft.${state.status === 'signedIn' ? state.user.id : 'guest'}.${name}`;
}

function read<Values>(key: string): Partial<Values> {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}') as Partial<Values>;
  } catch {
    return {};
  }
}

function write(key: string, values: object | null): void {
  try {
    if (values === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(values));
  } catch {
    // Storage is blocked or full: the draft lives as long as the form.
  }
}
