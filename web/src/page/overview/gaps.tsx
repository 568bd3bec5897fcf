/** Why a figure is missing or old, in words. A gap is said, never filled with a guess. */

import { Icon } from '../../kit/icon.js';
import { useLive } from '../../live/live.js';

const SHOWN_MAX = 4;
const NAMED_MAX = 6;

export function Gaps() {
  const gaps = useLive((state) => state.valuation.gaps);
  const holdings = useLive((state) => state.valuation.holdings);
  if (!gaps || !holdings || gaps.length === 0) return null;
  const names = new Map(holdings.map(({ instrumentId, instrument }) => [instrumentId, instrument.name]));
  const whose = ({ instrumentId, currency }: (typeof gaps)[number]) => (instrumentId && names.get(instrumentId)) ?? currency;
  // What is said of many is said once, and of an instrument in two accounts once, too.
  const about = new Map<string, Set<string>>();
  for (const gap of gaps) about.set(gap.message, (about.get(gap.message) ?? new Set()).add(whose(gap) ?? ''));
  const messages = [...about].map(([message, whom]) => [listed([...whom]), message].filter(Boolean).join(': '));
  const count = [...about.values()].reduce((sum, { size }) => sum + size, 0);
  const [shown, folded] = [messages.slice(0, SHOWN_MAX), messages.slice(SHOWN_MAX)];
  return (
    <section className="gaps" id="gaps" aria-labelledby="gaps-label">
      <Icon name="warn" />
      <div>
        <h2 id="gaps-label">{count === 1 ? 'One figure needs a note' : `${count} figures need a note`}</h2>
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

function listed(names: readonly string[]): string {
  const rest = names.length - NAMED_MAX;
  return rest > 0 ? `${names.slice(0, NAMED_MAX).join(', ')} and ${rest} more` : names.join(', ');
}
