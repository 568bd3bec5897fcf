/** The arithmetic behind a figure, step by step, with every digit: whoever carries it out comes to the same figure. */
import { exact, fullDay } from '../format/format.js';
import type { ExplainHoldingQuery } from '../gql/graphql.js';
import { KINDS as ENTRY_KINDS } from '../page/transactions/entry-kind.js';
import { type EntryKind, sourceName } from '../part/words.js';

type Step = ExplainHoldingQuery['explainHolding']['steps'][number];
type Rate = ExplainHoldingQuery['explainHolding']['rates'][number];

const SIGNS = { PLUS: '+', MINUS: '−', TIMES: '×', DIVIDED_BY: '÷', ROOT: '√' } as const;

const WORDS: Readonly<Record<string, string>> = {
  unsplitValue: 'Value in its currency',
  marketValue: 'Market value',
  value: 'Value',
  costBasis: 'Cost basis',
  costBasisInBase: 'Cost basis in the base currency',
  unrealisedGain: 'Unrealised gain',
  bookedCost: 'Cost at booked rates',
  unbookedCost: 'Cost without a booked rate',
  heldBefore: 'Held before today',
  previousValue: 'Value at the previous close',
  valueNow: 'Value now',
  valueBefore: 'Value before',
  paidSince: 'Paid since',
  change: 'Change in its currency',
  dayChange: 'Day change',
  dayChangePrice: 'Made by the price',
  dayChangeCurrency: 'Made by the exchange rate',
  rateNow: 'Rate now',
  rateBefore: 'Rate before',
  rateChange: 'Change of the rate',
  amount: 'Balance',
  mean: 'Mean return of a day',
  yearRoot: 'Root of the trading days of a year',
  variance: 'Variance of the returns',
  deviation: 'Deviation of the returns',
  volatility: 'Volatility',
  excess: 'Mean return above the risk-free one',
  sharpe: 'Sharpe ratio',
  downsideVariance: 'Mean squared shortfall',
  downside: 'Downside deviation',
  sortino: 'Sortino ratio',
  beta: 'Beta',
  trackingVariance: 'Variance of the differences',
  trackingDeviation: 'Deviation of the differences',
  trackingError: 'Tracking error',
  fall: 'Fall',
  maxDrawdown: 'Drawdown',
};

interface StepsProps {
  readonly steps: readonly Step[];
  /** The step that is the figure; only what it needs is shown. */
  readonly figure: string;
  /** Day of purchase by the id of the lot. */
  readonly lotDays: ReadonlyMap<string, string>;
  /** How numbers are written; with every digit when not given. */
  readonly show?: (text: string) => string;
}

export function Steps({ steps, figure, lotDays, show = exact }: StepsProps) {
  const needed = neededFor(figure, steps);
  if (needed.length === 0) return null;
  return (
    <ol className="steps">
      {needed.map((step) => (
        <li key={step.name} className={step.name === figure ? 'step step-last' : 'step'}>
          <table>
            <caption>{wordsOf(step.name, lotDays)}</caption>
            <tbody>
              {step.terms.map((term, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the terms of a step stand in their order.
                <tr key={i}>
                  <td className="step-sign">{i === 0 && (term.use === 'PLUS' || term.use === 'TIMES') ? '' : SIGNS[term.use]}</td>
                  <th scope="row">{wordsOf(term.name, lotDays)}</th>
                  <td className="num">{show(term.value)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <td className="step-sign">=</td>
                <th scope="row">
                  {wordsOf(step.name, lotDays)}
                  {step.scale !== null && <span className="muted"> rounded at {step.scale} places</span>}
                </th>
                <td className="num">{show(step.result)}</td>
              </tr>
            </tfoot>
          </table>
        </li>
      ))}
    </ol>
  );
}

export function Rates({ rates }: { rates: readonly Rate[] }) {
  if (rates.length === 0) return null;
  return (
    <section>
      <h3>Exchange rates</h3>
      <ul className="why-list">
        {rates.map(({ base, quote, rate, earlierRate, source, valueDate }) => (
          <li key={`${base}${quote}`}>
            <span>
              1 {base} = {exact(rate)} {quote}
            </span>
            <span className="muted small">
              {sourceName(source)}, {fullDay(valueDate)}
              {earlierRate && `; before ${exact(earlierRate)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The figure's own step and all it rests on, in the order they are worked out. */
function neededFor(figure: string, steps: readonly Step[]): Step[] {
  const byName = new Map(steps.map((step) => [step.name, step]));
  const needed = new Set<string>();
  const need = (name: string) => {
    const step = byName.get(name);
    if (!step || needed.has(name)) return;
    needed.add(name);
    for (const term of step.terms) need(term.name);
  };
  need(figure);
  return steps.filter(({ name }) => needed.has(name));
}

function wordsOf(name: string, lotDays: ReadonlyMap<string, string>): string {
  const known = WORDS[name];
  if (known) return known;
  const named = name
    .replace(/lot ([0-9a-f-]{36})/g, (_, id: string) => `the lot of ${lotDays.has(id) ? fullDay(lotDays.get(id) ?? '') : id.slice(0, 8)}`)
    .replace(/^([A-Z_]+) \((\d+)\)$/, (text, kind: string, count: string) =>
      kind in ENTRY_KINDS ? `${ENTRY_KINDS[kind as EntryKind].name}, ${count} of them` : text,
    )
    .replace(/\b(bookedCost|unbookedCost)\b/g, (word) => (WORDS[word] ?? word).toLowerCase())
    .replace(/rate ([A-Z]{3})([A-Z]{3})/, 'rate $1/$2');
  return named.charAt(0).toUpperCase() + named.slice(1);
}
