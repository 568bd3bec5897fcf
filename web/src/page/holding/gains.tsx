/** What it gained: what is still open and what was realised, each by price and by exchange rate, and what it paid. */
import { useQuery } from '../../api/query.js';
import { negated, signOf, sumDecimals } from '../../format/decimal-text.js';
import { signedMoney } from '../../format/format.js';
import type { HoldingGainsQuery } from '../../gql/graphql.js';
import { ScrollArea } from '../../kit/scroll-area.js';
import { Failure, Skeleton } from '../../kit/state.js';
import { useLive } from '../../live/live.js';
import type { LiveState } from '../../live/portfolio-store.js';
import { directionOf } from '../../part/change.js';
import { useToday } from '../../part/range.js';
import { ReturnFigure } from '../../part/returns.js';
import { useScope } from '../../shell/scope.js';
import { WhyButton } from '../../why/why.js';
import { GainsQuery } from './documents.js';

interface Split {
  readonly total: string | null;
  readonly price: string | null;
  readonly currency: string | null;
}

/** The API looks back a hundred years at most. */
const YEARS_BACK = 99;

export function Gains({ instrumentId, holdingIds }: { instrumentId: string; holdingIds: readonly string[] }) {
  const { variables } = useScope();
  const from = `${Number(useToday().slice(0, 4)) - YEARS_BACK}-01-01`;
  const { data, failure, reload } = useQuery(GainsQuery, variables && { ...variables, instrumentId, from });
  return (
    <section className="card" aria-labelledby="gains-label">
      <div className="card-head">
        <h2 id="gains-label">Gain</h2>
        <Returns performance={data?.performance ?? null} instrumentId={instrumentId} />
      </div>
      <div className="card-body">
        {data?.performance ? (
          <Table data={data} holdingIds={holdingIds} />
        ) : failure ? (
          <Failure failure={failure} onRetry={reload} />
        ) : (
          <Skeleton lines={5} />
        )}
      </div>
    </section>
  );
}

const RETURNS = [
  { key: 'simpleReturn', name: 'Simple' },
  { key: 'twr', name: 'TWR' },
  { key: 'irr', name: 'IRR' },
] as const;

function Returns({ performance, instrumentId }: { performance: HoldingGainsQuery['performance'] | null; instrumentId: string }) {
  if (!performance) return null;
  return (
    <dl className="inline-returns">
      {RETURNS.map(({ key, name }) => (
        <div key={key}>
          <dt>{name}</dt>
          <dd>
            <WhyButton of={{ kind: 'RETURN', name: key, range: 'ALL', instrumentId }}>
              <ReturnFigure figure={performance[key].total} />
            </WhyButton>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Table({ data: { performance, realisedGains }, holdingIds }: { data: HoldingGainsQuery; holdingIds: readonly string[] }) {
  const text = useLive((state) => JSON.stringify(unrealisedOf(state, holdingIds)));
  const currency = performance?.baseCurrency ?? 'EUR';
  const unrealised = text === undefined ? null : (JSON.parse(text) as Split);
  const realised = realisedGains?.totalInBase;
  const income = performance?.explanation?.income ?? '0';
  const charges = realised ? negated(realised.charges) : '0';
  return (
    <>
      <ScrollArea label="Table of gains">
        <table className="table gains-table">
          <thead>
            <tr>
              <th scope="col">
                <span className="sr-only">Kind of gain</span>
              </th>
              <th scope="col" className="num">
                By price
              </th>
              <th scope="col" className="num">
                By exchange rate
              </th>
              <th scope="col" className="num">
                Fees and taxes
              </th>
              <th scope="col" className="num">
                Together
              </th>
            </tr>
          </thead>
          <tbody>
            <Row
              name="Unrealised"
              price={unrealised?.price ?? null}
              rate={unrealised?.currency ?? null}
              charges={chargesOf(unrealised)}
              total={unrealised?.total ?? null}
              currency={currency}
            />
            <Row
              name="Realised"
              price={realised?.priceGain ?? null}
              rate={realised?.currencyGain ?? null}
              charges={charges}
              total={realised?.gain ?? null}
              currency={currency}
            />
            <Row name="Dividends" price={null} rate={null} charges={null} total={income} currency={currency} />
          </tbody>
          <tfoot>
            <Row
              name="All of it"
              price={null}
              rate={null}
              charges={null}
              total={sum([unrealised?.total, realised?.gain, income])}
              currency={currency}
            />
          </tfoot>
        </table>
      </ScrollArea>
      {(realisedGains?.withoutRate ?? 0) > 0 && (
        <p className="warn-text small">
          {realisedGains?.withoutRate} sales have no known rate into {currency} and are left out.
        </p>
      )}
      <p className="muted small">Dividends are gross; the return of the holding counts its taxes and fees, too.</p>
    </>
  );
}

interface RowProps {
  readonly name: string;
  readonly price: string | null;
  readonly rate: string | null;
  readonly charges: string | null;
  readonly total: string | null;
  readonly currency: string;
}

function Row({ name, price, rate, charges, total, currency }: RowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {[price, rate, charges, total].map((amount, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the cells stand in the order of the heads.
        <td key={i} className={`num ${amount === null ? '' : directionOf(amount)} ${i === 3 ? 'strong' : ''}`}>
          {amount === null ? '' : signedMoney(amount, currency)}
        </td>
      ))}
    </tr>
  );
}

/** What the whole is less than its parts by price and by rate: the charges of the purchases. */
function chargesOf(split: Split | null): string | null {
  if (split?.total == null || split.price === null || split.currency === null) return null;
  const rest = sumDecimals([split.total, negated(split.price), negated(split.currency)]);
  return signOf(rest) === 0 ? null : rest;
}

function unrealisedOf({ rows }: LiveState, ids: readonly string[]): Split {
  const holdings = ids.flatMap((id) => rows.get(id)?.holding ?? []);
  return {
    total: sum(holdings.map(({ unrealisedGain }) => unrealisedGain)),
    price: sum(holdings.map(({ unrealisedGainPrice }) => unrealisedGainPrice)),
    currency: sum(holdings.map(({ unrealisedGainCurrency }) => unrealisedGainCurrency)),
  };
}

function sum(texts: readonly (string | null | undefined)[]): string | null {
  const known = texts.filter((text) => text != null);
  return known.length === 0 ? null : sumDecimals(known);
}
