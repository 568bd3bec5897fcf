/** Why a price or a rate counts, and what other sources said of the same. */
import { fullInstant } from '../../format/format.js';
import { sourceName } from '../../part/words.js';

interface VerdictProps {
  readonly verdict: {
    readonly message: string;
    readonly losers: readonly { readonly source: string; readonly price: string; readonly observedAt: string }[];
  };
  /** A figure as it reads. */
  readonly figure: (said: string) => string;
}

export function Verdict({ verdict: { message, losers }, figure }: VerdictProps) {
  return (
    <>
      <p className="muted">{message}</p>
      {losers.length > 0 && (
        <ul className="muted">
          {losers.map(({ source, price, observedAt }) => (
            <li key={`${source} ${observedAt}`}>
              {sourceName(source)} said {figure(price)} at {fullInstant(observedAt)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
