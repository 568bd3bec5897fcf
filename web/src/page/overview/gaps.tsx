/** Why a figure is missing or old, in words. A gap is said, never filled with a guess. */
import { useLive } from '../../live/live.js';
import { Icon } from '../../part/icon.js';

const SHOWN_MAX = 4;

export function Gaps() {
  const gaps = useLive((state) => state.valuation.gaps);
  const holdings = useLive((state) => state.valuation.holdings);
  if (!gaps || !holdings || gaps.length === 0) return null;
  const names = new Map(holdings.map(({ instrumentId, instrument }) => [instrumentId, instrument.name]));
  const whose = ({ instrumentId, currency }: (typeof gaps)[number]) => (instrumentId && names.get(instrumentId)) ?? currency;
  // The same instrument in two accounts says the same thing twice; once is enough.
  const messages = [...new Set(gaps.map((gap) => [whose(gap), gap.message].filter(Boolean).join(': ')))];
  const [shown, folded] = [messages.slice(0, SHOWN_MAX), messages.slice(SHOWN_MAX)];
  return (
    <section className="gaps" id="gaps" aria-labelledby="gaps-label">
      <Icon name="warn" />
      <div>
        <h2 id="gaps-label">{messages.length === 1 ? 'One figure needs a note' : `${messages.length} figures need a note`}</h2>
        <ul>
          {shown.map((message) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
        {folded.length > 0 && (
          <details>
            <summary>{folded.length} more</summary>
            <ul>
              {folded.map((message) => (
                <li key={message}>{message}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </section>
  );
}
