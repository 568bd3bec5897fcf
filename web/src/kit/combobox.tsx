/**
 * A field whose value is chosen from a list that what is typed narrows down: arrow keys move, Enter chooses, Escape closes.
 * It follows the combobox pattern of the ARIA practices, with the list below the field.
 */
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { FieldFrame, type FieldFrameProps } from './field.js';

export interface Option<Value> {
  readonly key: string;
  readonly label: string;
  /** What tells it from others of the same name. */
  readonly detail?: string | undefined;
  readonly value: Value;
}

interface ComboboxProps<Value> extends FieldFrameProps {
  readonly name: string;
  /** The label of what is chosen; null for nothing. */
  readonly chosen: string | null;
  /** What is typed and not chosen from the list; it stays when the field is left. */
  readonly typed: string;
  readonly placeholder?: string;
  readonly options: readonly Option<Value>[];
  /** Whether the options for what is typed are still to come; those of before stand there meanwhile. */
  readonly isLoading: boolean;
  /** What is typed now, to look options up by; from then on nothing is chosen. */
  readonly onType: (text: string) => void;
  readonly onChoose: (value: Value) => void;
}

export function Combobox<Value>({
  name,
  chosen,
  typed,
  placeholder,
  options,
  isLoading,
  onType,
  onChoose,
  ...frame
}: ComboboxProps<Value>) {
  const list = useList({ options, isLoading, onType, onChoose });
  const { listId, at, isOpen } = list;
  return (
    <FieldFrame {...frame}>
      {(control) => (
        <div ref={list.root} className="field-input combobox">
          <input
            {...control}
            {...list.handlers}
            name={name}
            role="combobox"
            type="text"
            autoComplete="off"
            spellCheck={false}
            placeholder={placeholder}
            aria-expanded={isOpen}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={isOpen && options[at] ? `${listId}-${at}` : undefined}
            value={chosen ?? typed}
          />
          <div id={listId} role="listbox" aria-label={frame.label} className="combobox-list" hidden={!isOpen}>
            {options.map((option, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys.
              // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus.
              <div
                key={option.key}
                id={`${listId}-${index}`}
                role="option"
                aria-selected={index === at}
                className="combobox-option"
                // Before the field loses the focus, and with it the list.
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => list.choose(option)}
                onPointerMove={() => list.setActive(index)}
              >
                <span>{option.label}</span>
                {option.detail && <span className="muted">{option.detail}</span>}
              </div>
            ))}
            {options.length === 0 && (
              <div className="combobox-none muted">{isLoading ? 'Looking…' : 'Nothing found. Try a part of the name, or the ISIN.'}</div>
            )}
          </div>
        </div>
      )}
    </FieldFrame>
  );
}

/** Whether the list is open, which option is the active one, and what the keys do. */
function useList<Value>({
  options,
  isLoading,
  onType,
  onChoose,
}: Pick<ComboboxProps<Value>, 'options' | 'isLoading' | 'onType' | 'onChoose'>) {
  const listId = useId();
  const root = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  /** Enter was pressed before the list had followed what was typed: what it shows is not what was meant. */
  const [isAwaited, setAwaited] = useState(false);
  const at = Math.min(active, options.length - 1);
  useEffect(() => {
    if (isOpen) root.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  });
  const choose = (option: Option<Value> | undefined) => {
    if (!option) return;
    onChoose(option.value);
    setOpen(false);
  };
  const chooseAwaited = useEffectEvent(() => {
    setAwaited(false);
    choose(options[at]);
  });
  useEffect(() => {
    if (isAwaited && !isLoading) chooseAwaited();
  }, [isAwaited, isLoading]);
  const onChange = ({ target }: React.ChangeEvent<HTMLInputElement>) => {
    setActive(0);
    setAwaited(false);
    setOpen(true);
    onType(target.value);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (!isOpen) setOpen(true);
      else setActive((at + step + options.length) % Math.max(1, options.length));
    } else if (event.key === 'Enter' && isOpen && (isLoading || options.length > 0)) {
      event.preventDefault();
      if (isLoading) setAwaited(true);
      else choose(options[at]);
    } else if (event.key === 'Escape' && isOpen) {
      // Not for the dialog around it.
      event.preventDefault();
      event.stopPropagation();
      setAwaited(false);
      setOpen(false);
    }
  };
  const handlers = {
    onChange,
    onKeyDown,
    onClick: () => setOpen(true),
    onFocus: ({ target }: React.FocusEvent<HTMLInputElement>) => target.select(),
    onBlur: () => {
      setAwaited(false);
      setOpen(false);
    },
  };
  return { listId, root, isOpen, at, choose, setActive, handlers };
}
