/** Short words about what was just done. They go by themselves, stay while they are pointed at, and are read out. */
import { useEffect, useSyncExternalStore } from 'react';
import { Icon } from './icon.js';

const SHOWN_MS = 5_000;
const TOASTS_MAX = 3;

interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly isError: boolean;
  readonly action: ToastAction | null;
}

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

/** Shows a text; with an action, such as Undo, there is a button beside it. */
export function toast(text: string, options: { readonly isError?: boolean; readonly action?: ToastAction } = {}): void {
  lastId += 1;
  set([...toasts, { id: lastId, text, isError: options.isError ?? false, action: options.action ?? null }].slice(-TOASTS_MAX));
}

/** Mounted once, by the shell. */
export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <section className="toasts" aria-label="Messages" aria-live="polite">
      {shown.map((each) => (
        <ToastView key={each.id} toast={each} />
      ))}
    </section>
  );
}

function ToastView({ toast: { id, text, isError, action } }: { toast: Toast }) {
  useEffect(() => {
    const timer = setTimeout(() => dismiss(id), SHOWN_MS * (action || isError ? 2 : 1));
    return () => clearTimeout(timer);
  }, [id, action, isError]);
  return (
    <div className={isError ? 'toast toast-error' : 'toast'}>
      <p>{text}</p>
      {action && (
        <button
          type="button"
          className="link"
          onClick={() => {
            dismiss(id);
            action.run();
          }}
        >
          {action.label}
        </button>
      )}
      <button type="button" className="icon-button" aria-label="Dismiss" onClick={() => dismiss(id)}>
        <Icon name="close" />
      </button>
    </div>
  );
}

function dismiss(id: number): void {
  set(toasts.filter((each) => each.id !== id));
}

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
