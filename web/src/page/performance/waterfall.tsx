/** From the value at the start to the value at the end, part by part: they add up to the last digit. Its own table. */

import { approximate, negated } from '../../format/decimal-text.js';
import { money, signedMoney, wholeMoney } from '../../format/format.js';
import { directionOf } from '../../part/change.js';
import { type PartName, type Period, WhyButton, type WhyTarget } from '../../why/why.js';
import type { Report } from './documents.js';

type Explanation = NonNullable<Report['explanation']>;

const STEPS = [
  { key: 'inflow', name: 'Came in', isLess: false },
  { key: 'outflow', name: 'Went out', isLess: true },
  { key: 'priceGain', name: 'Made by prices', isLess: false },
  { key: 'currencyGain', name: 'Made by exchange rates', isLess: false },
  { key: 'income', name: 'Dividends and interest', isLess: false },
  { key: 'fees', name: 'Fees', isLess: true },
  { key: 'taxes', name: 'Taxes', isLess: true },
] as const;

interface Bar {
  readonly key: PartName | 'start' | 'end';
  readonly name: string;
  readonly amount: string;
  /** Where it begins and ends, in the base currency. */
  readonly from: number;
  readonly to: number;
  readonly isTotal: boolean;
  /** Came in or went out: neither gained nor lost. */
  readonly isFlow: boolean;
}

interface WaterfallProps {
  readonly report: Report;
  readonly explanation: Explanation;
  readonly period: Period;
}

export function Waterfall({ report: { baseCurrency: currency, start, to }, explanation, period }: WaterfallProps) {
  const bars = barsOf(explanation);
  const { low, span } = scaleOf(bars);
  return (
    <section className="card" aria-labelledby="waterfall-label">
      <div className="card-head">
        <h2 id="waterfall-label">What made the difference</h2>
        <WhyButton of={{ kind: 'RETURN', name: 'simpleReturn', period }} className={`strong ${directionOf(explanation.gain)}`}>
          {signedMoney(explanation.gain, currency)} in all
        </WhyButton>
      </div>
      <div className="card-body">
        <table className="waterfall" data-testid="waterfall">
          <caption className="sr-only">From the value at the start to the value at the end</caption>
          <tbody>
            {bars.map(({ key, name, amount, from, to: until, isTotal, isFlow }) => (
              <tr key={name} className={isTotal ? 'waterfall-total' : undefined}>
                <th scope="row">{name}</th>
                <td className="waterfall-space" aria-hidden="true">
                  <span
                    className={isTotal ? 'waterfall-whole' : isFlow ? 'waterfall-flow' : directionOf(amount)}
                    style={placeOf(Math.max(low, Math.min(from, until)), Math.max(from, until), { low, span })}
                  />
                </td>
                <td className={`num ${isTotal || isFlow ? '' : directionOf(amount)}`}>
                  <WhyButton of={targetOf(key, { start, to, period })}>
                    {isTotal ? money(amount, currency) : signedMoney(amount, currency)}
                  </WhyButton>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {low > 0 && <p className="muted small">The bars begin at {wholeMoney(String(low), currency)}, so that the parts can be seen.</p>}
      </div>
    </section>
  );
}

function targetOf(
  key: Bar['key'],
  { start, to, period }: { readonly start: string; readonly to: string; readonly period: Period },
): WhyTarget {
  if (key === 'start') return { kind: 'WORTH', day: start };
  // What ends now is live.
  if (key === 'end') return period.to === null ? { kind: 'TOTAL' } : { kind: 'WORTH', day: to };
  return { kind: 'PART', part: key, period };
}

interface Scale {
  readonly low: number;
  readonly span: number;
}

/** Where the parts are small beside the whole, the drawing begins a little below the lowest of them, and says so. */
function scaleOf(bars: readonly Bar[]): Scale {
  const ends = bars.flatMap(({ from, to, isTotal }) => (isTotal ? [to] : [from, to]));
  const [lowest, highest] = [Math.min(...ends), Math.max(...ends)];
  const step = 10 ** Math.floor(Math.log10(highest - lowest || 1));
  const low = lowest > highest / 2 ? Math.max(0, Math.floor((lowest - (highest - lowest) * 0.15) / step) * step) : Math.min(0, lowest);
  return { low, span: highest - low || 1 };
}

function placeOf(from: number, to: number, { low, span }: Scale): { left: string; width: string } {
  return { left: `${((from - low) / span) * 100}%`, width: `${((to - from) / span) * 100}%` };
}

function barsOf(explanation: Explanation): readonly Bar[] {
  let level = approximate(explanation.start);
  const bars: Bar[] = [{ key: 'start', name: 'At the start', amount: explanation.start, from: 0, to: level, isTotal: true, isFlow: false }];
  for (const { key, name, isLess } of STEPS) {
    const amount = isLess ? negated(explanation[key]) : explanation[key];
    const next = level + approximate(amount);
    bars.push({ key, name, amount, from: level, to: next, isTotal: false, isFlow: key === 'inflow' || key === 'outflow' });
    level = next;
  }
  bars.push({
    key: 'end',
    name: 'At the end',
    amount: explanation.end,
    from: 0,
    to: approximate(explanation.end),
    isTotal: true,
    isFlow: false,
  });
  return bars;
}
