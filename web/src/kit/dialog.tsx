/** A dialog in the middle, or a drawer at the side (on a phone: from below). The browser itself keeps the focus inside and takes Escape. */
import { useId, useLayoutEffect, useRef } from 'react';
import { Icon } from './icon.js';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: React.ReactNode;
  /** DIALOG when not given. */
  readonly form?: 'DIALOG' | 'DRAWER';
  /** Buttons at the end, such as Cancel and Save. */
  readonly actions?: React.ReactNode;
}

/** Shown as long as it is mounted; what had the focus before gets it back. */
export function Dialog({ title, onClose, children, form = 'DIALOG', actions }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  /** Where the press began that ends in a click: who selects text in a field may let go of it beside the dialog. */
  const pressed = useRef<EventTarget | null>(null);
  // Before the element leaves the page: closed while it stands there, it gives the focus back by itself.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Whoever opens a form wants to fill it in, not to close it.
    element?.querySelector<HTMLElement>('.dialog-body :is(input, select, textarea)')?.focus();
    return () => element?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same by keyboard, through `cancel`.
    <dialog
      ref={dialog}
      className={form === 'DRAWER' ? 'dialog drawer' : 'dialog'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // Not for the Escape of a list or file choice inside.
        if (event.target !== dialog.current) return;
        event.preventDefault();
        onClose();
      }}
      onPointerDown={({ target }) => {
        pressed.current = target;
      }}
      onClick={({ target }) => target === dialog.current && pressed.current === dialog.current && onClose()}
    >
      <div className="dialog-box">
        <header className="dialog-head">
          <h2 id={titleId}>{title}</h2>
          <button type="button" className="icon-button" aria-label="Close" onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        {/* What scrolls must be reachable by keyboard, also where nothing in it is. */}
        <div className="dialog-body" tabIndex={form === 'DRAWER' ? 0 : undefined}>
          {children}
        </div>
        {actions && <footer className="dialog-actions">{actions}</footer>}
      </div>
    </dialog>
  );
}
