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
import { WhyButton, type WhyTarget } from '../../why/why.js';
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
          <Table data={data} instrumentId={instrumentId} holdingIds={holdingIds} from={from} />
        ) : failure ? (
          <Failure failure={failure} onRetry={reload} />
        ) : (
          <Skeleton lines={5} />
        )}
      </div>
    </section>
  );
}

const EVER = { from: null, to: null };

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
            <WhyButton of={{ kind: 'RETURN', name: key, period: EVER, instrumentId }}>
              <ReturnFigure figure={performance[key].total} />
            </WhyButton>
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface TableProps {
  readonly data: HoldingGainsQuery;
  readonly instrumentId: string;
  readonly holdingIds: readonly string[];
  /** The first day of all that is counted. */
  readonly from: string;
}

function Table({ data: { performance, realisedGains }, instrumentId, holdingIds, from }: TableProps) {
  const text = useLive((state) => JSON.stringify(unrealisedOf(state, holdingIds)));
  const currency = performance?.baseCurrency ?? 'EUR';
  const unrealised = text === undefined ? null : (JSON.parse(text) as Split);
  const realised = realisedGains?.totalInBase;
  const income = performance?.explanation?.income ?? '0';
  const charges = realised ? negated(realised.charges) : '0';
  const [holdingId] = holdingIds;
  const period = { from, to: null };
  const own: WhyTarget = holdingId && holdingIds.length === 1 ? { kind: 'HOLDING', holdingId, figure: 'unrealisedGain' } : { kind: 'GAIN' };
  return (
    <>
      <ScrollArea label="Table of gains">
        <table className="table stacked gains-table">
          <Heads />
          <tbody>
            <Row
              why={own}
              name="Unrealised"
              price={unrealised?.price ?? null}
              rate={unrealised?.currency ?? null}
              charges={chargesOf(unrealised)}
              total={unrealised?.total ?? null}
              currency={currency}
            />
            <Row
              why={{ kind: 'REALISED', period, instrumentId }}
              name="Realised"
              price={realised?.priceGain ?? null}
              rate={realised?.currencyGain ?? null}
              charges={charges}
              total={realised?.gain ?? null}
              currency={currency}
            />
            <Row
              why={{ kind: 'INCOME', figure: 'gross', period, instrumentId }}
              name="Dividends"
              price={null}
              rate={null}
              charges={null}
              total={income}
              currency={currency}
            />
          </tbody>
          <tfoot>
            <Row
              why={{ kind: 'CONTRIBUTION', instrumentId, period: EVER }}
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

const HEADS = ['By price', 'By exchange rate', 'Fees and taxes', 'Together'] as const;

function Heads() {
  return (
    <thead>
      <tr>
        <th scope="col">
          <span className="sr-only">Kind of gain</span>
        </th>
        {HEADS.map((head) => (
          <th key={head} scope="col" className="num">
            {head}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface RowProps {
  readonly why: WhyTarget;
  readonly name: string;
  readonly price: string | null;
  readonly rate: string | null;
  readonly charges: string | null;
  readonly total: string | null;
  readonly currency: string;
}

function Row({ why, name, price, rate, charges, total, currency }: RowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {[price, rate, charges, total].map((amount, i) => (
        <td key={HEADS[i]} className={`num ${amount === null ? '' : directionOf(amount)} ${i === 3 ? 'strong' : ''}`} data-label={HEADS[i]}>
          {amount === null ? '' : <WhyButton of={why}>{signedMoney(amount, currency)}</WhyButton>}
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
