/** Why a return is what it is: what there was, what came in and went out, what was gained, and how the return is made of it. */
import { useQuery } from '../api/query.js';
import { fullDay, money, signedMoney } from '../format/format.js';
import type { WhyReturnQuery } from '../gql/graphql.js';
import { Empty, Failure, Skeleton } from '../kit/state.js';
import { dayAfter, type Range, startOf, useToday } from '../part/range.js';
import { ReturnFigure } from '../part/returns.js';
import { useScope } from '../shell/scope.js';
import { FlowsQuery, ReturnQuery } from './documents.js';

type Name = 'simpleReturn' | 'twr' | 'irr';
const FLOWS = 100;

const HOW: Record<Name, string> = {
  simpleReturn: 'The gain, by the capital put in: the value at the start and all that came in since.',
  twr: 'The growth of each day, linked: (value at its end + what went out) ÷ (value before + what came in). When money came or went does not move it.',
  irr: 'The yearly rate at which everything that was put in, taken out and is left is worth nothing on the first day.',
};

export function WhyReturn({ name, range, instrumentId }: { name: Name; range: Range; instrumentId: string | null }) {
  const { variables, account } = useScope();
  const today = useToday();
  const start = startOf(range, today);
  const { data, failure, reload } = useQuery(
    ReturnQuery,
    variables && { ...variables, from: start && dayAfter(start), ...(instrumentId && { instrumentId }) },
  );
  if (!data) return failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={8} />;
  const { performance } = data;
  if (!performance?.explanation) return <Empty title="There is nothing to measure yet" />;
  const { baseCurrency } = performance;
  return (
    <>
      <div className="why-lead">
        <span className="why-figure">
          <ReturnFigure figure={performance[name].total} />
        </span>
        <p className="muted">
          {fullDay(performance.start)} to {fullDay(performance.to)}, {performance.days} days
        </p>
      </div>
      <section>
        <h3>How it is made</h3>
        <p>{HOW[name]}</p>
        <p className="muted">
          Without dividends and interest: <ReturnFigure figure={performance[name].price} />
        </p>
      </section>
      <Identity explanation={performance.explanation} currency={baseCurrency} />
      {instrumentId === null && <Flows accountId={account?.id ?? null} from={performance.start} />}
    </>
  );
}

type Parts = NonNullable<NonNullable<WhyReturnQuery['performance']>['explanation']>;

const ROWS = [
  { key: 'start', name: 'Value at the start', sign: '' },
  { key: 'inflow', name: 'Came in from outside', sign: '+' },
  { key: 'outflow', name: 'Went out', sign: '−' },
  { key: 'priceGain', name: 'Made by prices', sign: '+' },
  { key: 'currencyGain', name: 'Made by exchange rates', sign: '+' },
  { key: 'income', name: 'Dividends and interest', sign: '+' },
  { key: 'fees', name: 'Fees', sign: '−' },
  { key: 'taxes', name: 'Taxes', sign: '−' },
] as const;

/** The parts add up to the last digit. */
function Identity({ explanation, currency }: { explanation: Parts; currency: string }) {
  return (
    <section>
      <h3>What adds up</h3>
      <ol className="steps">
        <li className="step step-last">
          <table>
            <caption className="sr-only">From the value at the start to the value at the end</caption>
            <tbody>
              {ROWS.map(({ key, name, sign }) => (
                <tr key={key}>
                  <td className="step-sign">{sign}</td>
                  <th scope="row">{name}</th>
                  <td className="num">{money(explanation[key], currency)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <td className="step-sign">=</td>
                <th scope="row">Value at the end</th>
                <td className="num">{money(explanation.end, currency)}</td>
              </tr>
            </tfoot>
          </table>
        </li>
      </ol>
      <p className="muted small">Gain: {signedMoney(explanation.gain, currency)}</p>
    </section>
  );
}

function Flows({ accountId, from }: { accountId: string | null; from: string }) {
  const { accounts } = useScope();
  const { data } = useQuery(FlowsQuery, { accountId, deposits: FLOWS, withdrawals: FLOWS });
  if (!data) return <Skeleton lines={4} />;
  const isOurs = ({ accountId: id }: { accountId: string }) => accountId !== null || accounts.some((account) => account.id === id);
  const flows = [...data.deposits.nodes, ...data.withdrawals.nodes]
    .filter((flow) => !flow.voidedAt && flow.tradeDate > from && isOurs(flow))
    .toSorted((a, b) => (a.tradeDate < b.tradeDate ? 1 : -1));
  if (flows.length === 0) return null;
  return (
    <section>
      <h3>Deposits and withdrawals</h3>
      <ul className="why-list">
        {flows.map(({ id, kind, tradeDate, amount, currency }) => (
          <li key={id}>
            <span>{fullDay(tradeDate)}</span>
            <span>{signedMoney(kind === 'DEPOSIT' ? (amount ?? '0') : `-${amount ?? '0'}`, currency)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
