/** What an explanation is told with: the figure itself, the parts it is the sum of, and sums written out. */
import { approximate, signOf } from '../format/decimal-text.js';
import { money, signedMoney } from '../format/format.js';
import { directionOf } from '../part/change.js';
import { useWhy, type WhyTarget } from './why.js';

interface LeadProps {
  readonly figure: React.ReactNode;
  readonly name?: React.ReactNode;
  /** What it is, in one sentence. */
  readonly children?: React.ReactNode;
}

export function Lead({ figure, name, children }: LeadProps) {
  return (
    <div className="why-lead">
      {name && <strong>{name}</strong>}
      <span className="why-figure">{figure}</span>
      {children && <p className="muted">{children}</p>}
    </div>
  );
}

export interface Part {
  readonly key: string;
  readonly name: string;
  readonly note?: string | null;
  /** Null where it is not known. */
  readonly amount: string | null;
  /** Its own explanation, where it has one. */
  readonly target: WhyTarget | null;
}

interface SumProps {
  readonly title: string;
  readonly total: string | null;
  readonly parts: readonly Part[];
  readonly currency: string;
  readonly isSigned?: boolean;
  /** As they stand; the largest first when not given. */
  readonly isInOrder?: boolean;
}

/** Largest first, by size; what has no amount last. */
export function Sum({ title, total, parts, currency, isSigned = false, isInOrder = false }: SumProps) {
  if (parts.length === 0) return null;
  const show = (amount: string) => (isSigned ? signedMoney(amount, currency) : money(amount, currency));
  const size = ({ amount }: Part) => Math.abs(approximate(amount ?? '0'));
  const shown = isInOrder ? parts : parts.toSorted((a, b) => size(b) - size(a));
  return (
    <section>
      <h3 className="why-sum-head">
        {title}
        {total !== null && <span>{show(total)}</span>}
      </h3>
      <ul className="why-parts">
        {shown.map(({ key, name, note = null, amount, target }) => (
          <li key={key}>
            <PartRow target={target}>
              <span className="why-part-name">
                {name}
                {note && <span className="muted small">{note}</span>}
              </span>
              <span className={isSigned && amount !== null ? directionOf(amount) : undefined}>
                {amount === null ? 'not known' : show(amount)}
              </span>
            </PartRow>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function PartRow({ target, children }: { target: WhyTarget | null; children: React.ReactNode }) {
  const open = useWhy();
  if (!target) return <div className="why-row">{children}</div>;
  return (
    <button type="button" className="why-row" onClick={() => open(target)}>
      {children}
    </button>
  );
}

export interface Line {
  readonly name: string;
  readonly sign: '' | '+' | '−' | '÷' | '×';
  readonly value: string;
}

/** Numbers under each other with their signs, and what they come to. */
export function WrittenOut({ title, lines, result }: { title: string; lines: readonly Line[]; result: Omit<Line, 'sign'> }) {
  return (
    <section>
      <h3>{title}</h3>
      <div className="step step-last">
        <table>
          <caption className="sr-only">{title}</caption>
          <tbody>
            {lines.map(({ name, sign, value }) => (
              <tr key={name}>
                <td className="step-sign">{sign}</td>
                <th scope="row">{name}</th>
                <td className="num">{value}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td className="step-sign">=</td>
              <th scope="row">{result.name}</th>
              <td className="num">{result.value}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}

interface Explained {
  readonly start: string;
  readonly end: string;
  readonly inflow: string;
  readonly outflow: string;
  readonly priceGain: string;
  readonly currencyGain: string;
  readonly income: string;
  readonly fees: string;
  readonly taxes: string;
}

const IDENTITY = [
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
export function Identity({ explanation, currency }: { explanation: Explained; currency: string }) {
  const lines = IDENTITY.filter(({ key }) => key === 'start' || signOf(explanation[key]) !== 0).map(
    ({ key, name, sign }): Line => ({ name, sign, value: money(explanation[key], currency) }),
  );
  return <WrittenOut title="What adds up" lines={lines} result={{ name: 'Value at the end', value: money(explanation.end, currency) }} />;
}
