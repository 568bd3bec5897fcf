/** The arithmetic behind a figure, step by step, with every digit: whoever carries it out comes to the same figure. */
import { exact, fullDay } from '../format/format.js';
import type { ExplainHoldingQuery } from '../gql/graphql.js';
import { sourceName } from '../part/words.js';
import { currencyOf, wordsOf } from './step-words.js';

type Step = ExplainHoldingQuery['explainHolding']['steps'][number];
type Rate = ExplainHoldingQuery['explainHolding']['rates'][number];

const SIGNS = { PLUS: '+', MINUS: '−', TIMES: '×', DIVIDED_BY: '÷', ROOT: '√' } as const;

interface StepsProps {
  readonly steps: readonly Step[];
  /** The step that is the figure; only what it needs is shown. */
  readonly figure: string;
  /** Day of purchase by the id of the lot. */
  readonly lotDays: ReadonlyMap<string, string>;
  /** Of what is explained, and of the portfolio; where the steps are of no amounts there are none. */
  readonly currencies?: { readonly own: string; readonly base: string };
  /** How numbers are written; with every digit when not given. */
  readonly show?: (text: string) => string;
}

export function Steps({ steps, figure, lotDays, currencies, show = exact }: StepsProps) {
  const needed = neededFor(figure, steps);
  if (needed.length === 0) return null;
  return (
    <ol className="steps">
      {needed.map((step) => (
        <li key={step.name} className={step.name === figure ? 'step step-last' : 'step'}>
          <table>
            <caption>{captionOf(step.name, lotDays, currencies)}</caption>
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

function captionOf(name: string, lotDays: StepsProps['lotDays'], currencies: StepsProps['currencies']): string {
  const currency = currencies && currencyOf(name, currencies);
  return currency ? `${wordsOf(name, lotDays)}, ${currency}` : wordsOf(name, lotDays);
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
