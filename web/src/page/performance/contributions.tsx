/** What each holding added to the simple return, the most first; with the rest they are the whole of it. */

import { Link } from 'wouter';
import { approximate, negated, sumDecimals } from '../../format/decimal-text.js';
import { signedMoney, signedPercent } from '../../format/format.js';
import { ScrollArea } from '../../kit/scroll-area.js';
import { Absent, directionOf } from '../../part/change.js';
import { type Figure, ReturnFigure, WHY_ABSENT } from '../../part/returns.js';
import type { Report } from './performance.js';

export function Contributions({ report: { contributions, baseCurrency, simpleReturn } }: { report: Report }) {
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
              <Row key={row.instrumentId} row={row} largest={largest} currency={baseCurrency} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Cash, interest and fees of accounts</th>
              <td className="contribution-bar" />
              <td className="contribution-part" colSpan={4} />
              <td />
              <td className="num">
                <Share figure={contributions.rest} />
              </td>
            </tr>
            <tr>
              <th scope="row">Simple return</th>
              <td className="contribution-bar" />
              <td className="contribution-part" colSpan={4} />
              <td />
              <td className="num">
                <ReturnFigure figure={simpleReturn.total} />
              </td>
            </tr>
          </tfoot>
        </table>
      </ScrollArea>
    </section>
  );
}

type ContributionRow = Report['contributions']['rows']['nodes'][number];

function Row({ row, largest, currency }: { row: ContributionRow; largest: number; currency: string }) {
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
          {signedMoney(amount, currency)}
        </td>
      ))}
      <td className={`num strong ${directionOf(row.gain)}`}>{signedMoney(row.gain, currency)}</td>
      <td className="num">
        <Share figure={row.contribution} />
      </td>
    </tr>
  );
}

function Share({ figure }: { figure: Figure }) {
  if (figure.value == null) return <Absent why={WHY_ABSENT[figure.absence ?? 'NO_HISTORY']} />;
  return signedPercent(figure.value);
}
