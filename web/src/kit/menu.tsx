/** A button that opens a small panel below it. Escape, a press elsewhere and leaving by Tab close it. */
import { useEffect, useId, useRef, useState } from 'react';

interface MenuProps {
  readonly label: string;
  readonly button: React.ReactNode;
  readonly children: (close: () => void) => React.ReactNode;
  readonly className?: string;
}

export function Menu({ label, button, children, className }: MenuProps) {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = () => {
    setOpen(false);
    trigger.current?.focus();
  };
  useEffect(() => {
    if (!isOpen) return;
    const onPress = (event: Event) => !root.current?.contains(event.target as Node) && setOpen(false);
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      trigger.current?.focus();
    };
    document.addEventListener('pointerdown', onPress);
    document.addEventListener('focusin', onPress);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onPress);
      document.removeEventListener('focusin', onPress);
      document.removeEventListener('keydown', onKey);
    };
  }, [isOpen]);
  return (
    <div ref={root} className={`menu ${className ?? ''}`}>
      <button
        ref={trigger}
        type="button"
        className="menu-button"
        aria-label={label}
        title={label}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {button}
      </button>
      {isOpen && (
        <div id={id} className="menu-panel">
          {children(close)}
        </div>
      )}
    </div>
  );
}
