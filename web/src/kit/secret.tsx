/** Something that is shown once and to be kept elsewhere: it can be marked as a whole, and copied. */
import { toast } from './toast.js';

export function Secret({ label, text }: { label: string; text: string }) {
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => toast(`${label} was copied.`),
      // Over plain HTTP there is no clipboard for a page.
      () => toast('It could not be copied. Mark it and copy it yourself.', { isError: true }),
    );
  return (
    <div className="secret">
      <code className="secret-text">{text}</code>
      <button type="button" className="button button-second button-small" onClick={() => void copy()}>
        Copy<span className="sr-only"> {label}</span>
      </button>
    </div>
  );
}
