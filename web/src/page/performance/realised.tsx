/** What sales of the period made, by instrument, with the file of every lot for a tax return. */
import { useState } from 'react';
import { asFailure } from '../../api/mutate.js';
import { useQuery } from '../../api/query.js';
import { saveFile } from '../../api/save-file.js';
import { session } from '../../api/session.js';
import { approximate, sumDecimals } from '../../format/decimal-text.js';
import { signedMoney } from '../../format/format.js';
import type { RealisedQuery as RealisedResult } from '../../gql/graphql.js';
import { Skeleton } from '../../kit/state.js';
import { toast } from '../../kit/toast.js';
import { directionOf } from '../../part/change.js';
import { useScope } from '../../shell/scope.js';
import { type Period, WhyButton } from '../../why/why.js';
import { RealisedCsvQuery, RealisedQuery } from './documents.js';

/** The API looks back a hundred years at most; no ledger does. */
const EARLIEST = '1950-01-01';
/** Largest first; the drawer has every lot. */
const SHOWN = 5;

export function Realised({ period }: { period: Period }) {
  const { variables } = useScope();
  const asked = variables && { ...variables, from: period.from ?? EARLIEST, to: period.to };
  const { data } = useQuery(RealisedQuery, asked);
  const [isBusy, setBusy] = useState(false);
  const report = data?.realisedGains;
  if (!data) return <Skeleton height={160} />;
  if (!report || report.rows.nodes.length === 0) return null;
  const { baseCurrency, totalInBase, withoutRate } = report;
  const download = async () => {
    if (!asked || isBusy) return;
    setBusy(true);
    try {
      const { realisedGainsCsv } = await session.request(RealisedCsvQuery, asked);
      if (realisedGainsCsv) saveFile('realised-gains.csv', 'text/csv', realisedGainsCsv);
    } catch (cause) {
      toast(`The file could not be made: ${asFailure(cause).message}`, { isError: true });
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="card" aria-labelledby="realised-label" data-testid="realised">
      <div className="card-head">
        <h2 id="realised-label">Realised by sales</h2>
        <WhyButton
          of={{ kind: 'REALISED', period: { from: report.from, to: report.to } }}
          className={`strong ${directionOf(totalInBase.gain)}`}
        >
          {signedMoney(totalInBase.gain, baseCurrency)}
        </WhyButton>
      </div>
      <div className="card-body realised">
        <ul className="realised-list">
          {byInstrument(report).map(({ instrumentId, name, gain }) => (
            <li key={instrumentId}>
              <span>{name}</span>
              <WhyButton
                of={{ kind: 'REALISED', period: { from: report.from, to: report.to }, instrumentId }}
                className={directionOf(gain)}
              >
                {signedMoney(gain, baseCurrency)}
              </WhyButton>
            </li>
          ))}
        </ul>
        {withoutRate > 0 && <p className="warn-text small">{withoutRate} sales have no known rate and are left out.</p>}
        <button type="button" className="link small" disabled={isBusy} onClick={() => void download()}>
          {isBusy ? 'Making the file…' : 'Every lot as CSV'}
        </button>
      </div>
    </section>
  );
}

function byInstrument({ rows }: NonNullable<RealisedResult['realisedGains']>) {
  const sums = new Map<string, { readonly instrumentId: string; readonly name: string; readonly gain: string }>();
  for (const { instrumentId, instrument, inBase } of rows.nodes) {
    if (!inBase) continue;
    const gain = sumDecimals([sums.get(instrumentId)?.gain ?? '0', inBase.gain]);
    sums.set(instrumentId, { instrumentId, name: instrument.name, gain });
  }
  const sorted = [...sums.values()].sort((a, b) => Math.abs(approximate(b.gain)) - Math.abs(approximate(a.gain)));
  return sorted.slice(0, SHOWN);
}
