/** The return of each month, a row for each year; the months, linked, are the year. */
import { approximate, signOf } from '../../format/decimal-text.js';
import { fullMonth, monthOf, signedPercent } from '../../format/format.js';
import { ScrollArea } from '../../kit/scroll-area.js';
import { monthPeriod, yearPeriod } from '../../part/range.js';
import { type Period, WhyButton } from '../../why/why.js';
import type { Report } from './documents.js';

const MONTHS = Array.from({ length: 12 }, (_, i) => String(i + 1).padStart(2, '0'));
/** A month of this size, either way, has the full tint. */
const FULL_TINT = 0.06;

export function Months({ report: { byMonth, byYear, start, to } }: { report: Report }) {
  if (byMonth.length === 0) return null;
  const values = new Map(byMonth.map(({ month, value }) => [month, value]));
  return (
    <section className="card" aria-labelledby="months-label">
      <div className="card-head">
        <h2 id="months-label">Month by month</h2>
        <span className="muted small">time-weighted</span>
      </div>
      <ScrollArea label="Table of the monthly returns">
        <table className="months">
          <thead>
            <tr>
              <th scope="col">Year</th>
              {MONTHS.map((month) => (
                <th key={month} scope="col">
                  {monthOf(`2024-${month}-01`)}
                </th>
              ))}
              <th scope="col">Together</th>
            </tr>
          </thead>
          <tbody>
            {byYear.toReversed().map(({ year, value }) => (
              <tr key={year}>
                <th scope="row">{year}</th>
                {MONTHS.map((month) => (
                  <MonthCell
                    key={month}
                    month={`${year}-${month}`}
                    value={values.get(`${year}-${month}`) ?? null}
                    period={monthPeriod(`${year}-${month}`, { start, to })}
                  />
                ))}
                <td className="strong">
                  <WhyButton of={{ kind: 'RETURN', name: 'twr', period: yearPeriod(year, { start, to }) }}>
                    {signedPercent(value)}
                  </WhyButton>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </section>
  );
}

function MonthCell({ month, value, period }: { month: string; value: string | null; period: Period }) {
  if (value === null) return <td className="muted" />;
  const strength = Math.min(1, Math.abs(approximate(value)) / FULL_TINT);
  const colour = signOf(value) < 0 ? 'var(--down)' : 'var(--up)';
  return (
    <td
      data-label={monthOf(`${month}-01`)}
      title={fullMonth(month)}
      style={{
        background: signOf(value) === 0 ? undefined : `color-mix(in srgb, ${colour} ${Math.round(4 + strength * 22)}%, transparent)`,
      }}
    >
      <WhyButton of={{ kind: 'RETURN', name: 'twr', period }}>{signedPercent(value)}</WhyButton>
    </td>
  );
}
