/** A choice of one among a few, side by side: for how something is shown. */

interface SegmentsProps<Key extends string> {
  /** What is chosen, for a screen reader. */
  readonly label: string;
  readonly options: readonly {
    readonly key: Key;
    readonly label: string /** In full, where the label is short. */;
    readonly name?: string;
  }[];
  readonly chosen: Key;
  readonly onChoose: (key: Key) => void;
}

export function Segments<Key extends string>({ label, options, chosen, onChoose }: SegmentsProps<Key>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs of a form.
    <div className="segments" role="group" aria-label={label}>
      {options.map(({ key, label: text, name }) => (
        <button
          key={key}
          type="button"
          aria-pressed={key === chosen}
          aria-label={name && name !== text ? `${text}, ${name}` : undefined}
          onClick={() => onChoose(key)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
