/** What each holding added to the simple return, the most first; with the rest they are the whole of it. */

import { Link } from 'wouter';
import { approximate, negated, signOf, sumDecimals } from '../../format/decimal-text.js';
import { signedMoney, signedPercent } from '../../format/format.js';
import { ScrollArea } from '../../kit/scroll-area.js';
import { Absent, directionOf } from '../../part/change.js';
import { type Figure, ReturnFigure, WHY_ABSENT } from '../../part/returns.js';
import { type Period, WhyButton, type WhyTarget } from '../../why/why.js';
import type { Report } from './documents.js';

export function Contributions({ report, period }: { report: Report; period: Period }) {
  const { contributions, baseCurrency, simpleReturn } = report;
  const rows = contributions.rows.nodes;
  if (rows.length === 0) return null;
  const largest = Math.max(...rows.map(({ gain }) => Math.abs(approximate(gain)))) || 1;
  return (
    <section className="card" aria-labelledby="contributions-label">
      <div className="card-head">
        <h2 id="contributions-label">What each holding added</h2>
      </div>
      <ScrollArea label="Table of contributions">
        <table className="table contributions">
          <thead>
            <tr>
              <th scope="col">Holding</th>
              <td aria-hidden="true" />
              {['By price', 'By rate', 'Income', 'Costs', 'Gain', 'Added'].map((head) => (
                <th key={head} scope="col" className={`num ${head === 'Gain' || head === 'Added' ? '' : 'contribution-part'}`}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.instrumentId} row={row} largest={largest} currency={baseCurrency} period={period} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Cash, interest and fees of accounts</th>
              <td className="contribution-bar" />
              <td className="contribution-part" colSpan={4} />
              <td />
              <td className="num">
                <WhyButton of={{ kind: 'REST', period }}>
                  <Share figure={contributions.rest} />
                </WhyButton>
              </td>
            </tr>
            <tr>
              <th scope="row">Simple return</th>
              <td className="contribution-bar" />
              <td className="contribution-part" colSpan={4} />
              <td />
              <td className="num">
                <WhyButton of={{ kind: 'RETURN', name: 'simpleReturn', period }}>
                  <ReturnFigure figure={simpleReturn.total} />
                </WhyButton>
              </td>
            </tr>
          </tfoot>
        </table>
      </ScrollArea>
    </section>
  );
}

type ContributionRow = Report['contributions']['rows']['nodes'][number];

interface RowProps {
  readonly row: ContributionRow;
  readonly largest: number;
  readonly currency: string;
  readonly period: Period;
}

function Row({ row, largest, currency, period }: RowProps) {
  const why: WhyTarget = { kind: 'CONTRIBUTION', instrumentId: row.instrumentId, period };
  return (
    <tr data-testid="contribution">
      <th scope="row">
        <Link href={`/holdings/${row.instrumentId}`} className="plain-link">
          {row.instrument.name}
        </Link>
      </th>
      <td aria-hidden="true" className="contribution-bar">
        <span className={`diverging ${directionOf(row.gain)}`}>
          <span style={{ transform: `scaleX(${approximate(row.gain) / largest})` }} />
        </span>
      </td>
      {[row.priceGain, row.currencyGain, row.income, negated(sumDecimals([row.fees, row.taxes]))].map((amount, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the cells stand in the order of the heads.
        <td key={i} className="num contribution-part">
          <WhyButton of={why} {...(signOf(amount) === 0 && { className: 'muted' })}>
            {signedMoney(amount, currency)}
          </WhyButton>
        </td>
      ))}
      <td className={`num strong ${directionOf(row.gain)}`}>
        <WhyButton of={why}>{signedMoney(row.gain, currency)}</WhyButton>
      </td>
      <td className="num">
        <WhyButton of={why}>
          <Share figure={row.contribution} />
        </WhyButton>
      </td>
    </tr>
  );
}

function Share({ figure }: { figure: Figure }) {
  if (figure.value == null) return <Absent why={WHY_ABSENT[figure.absence ?? 'NO_HISTORY']} />;
  return signedPercent(figure.value);
}
