/** The rows that add others up: a group's own sum, and that of everything. */
import { sumDecimals } from '../../format/decimal-text.js';
import { money } from '../../format/format.js';
import { useLive } from '../../live/live.js';
import type { LiveState } from '../../live/portfolio-store.js';
import { Absent, Change } from '../../part/change.js';
import { type GroupFigure, WhyButton, type WhyTarget } from '../../why/why.js';
import { ratioText } from './ratio.js';

const UNKNOWN = 'Not known while a price or a rate is missing.';

export function GroupRow({ name, ids }: { name: string; ids: readonly string[] }) {
  // As text, so that the row renders when a sum moved and not before.
  const text = useLive((state) => JSON.stringify(sumOf(state, ids)));
  const currency = useLive(({ valuation }) => valuation.baseCurrency);
  if (text === undefined || currency === undefined) return null;
  const sum = JSON.parse(text) as Sum;
  const why = (figure: GroupFigure): WhyTarget => ({ kind: 'GROUP', figure, name, holdingIds: ids });
  return (
    <tr className="group-row">
      <th scope="rowgroup" className="col-name">
        {name} <span className="muted count">{ids.length}</span>
      </th>
      <td className="col-trend" />
      <td className="col-quantity" />
      <td className="col-price" />
      <td className="col-dayChange num">
        <WhyButton of={why('dayChange')}>
          <Change amount={sum.dayChange} currency={currency} absent={UNKNOWN} />
        </WhyButton>
      </td>
      <td className="col-value num strong">
        <WhyButton of={why('value')}>{sum.value === null ? <Absent why={UNKNOWN} /> : money(sum.value, currency)}</WhyButton>
      </td>
      <td className="col-cost num">
        <WhyButton of={why('costBasis')}>{sum.cost === null ? <Absent why={UNKNOWN} /> : money(sum.cost, currency)}</WhyButton>
      </td>
      <td className="col-gain num">
        <WhyButton of={why('unrealisedGain')}>
          <Change amount={sum.gain} ratio={ratioText(sum.gain, sum.cost)} currency={currency} absent={UNKNOWN} />
        </WhyButton>
      </td>
      <td className="col-share num" />
      <td className="col-age" />
    </tr>
  );
}

export function TotalRow() {
  const figures = useLive((state) => state.figures);
  const currency = useLive(({ valuation }) => valuation.baseCurrency);
  if (!figures || !currency) return null;
  return (
    <tfoot>
      <tr>
        <th scope="row" className="col-name">
          All holdings
        </th>
        <td className="col-trend" />
        <td className="col-quantity" />
        <td className="col-price" />
        <td className="col-dayChange num">
          <WhyButton of={{ kind: 'DAY_CHANGE' }}>
            <Change amount={figures.dayChange} ratio={figures.dayChangeRatio} currency={currency} absent={UNKNOWN} />
          </WhyButton>
        </td>
        <td className="col-value num" data-testid="holdings-value">
          <WhyButton of={{ kind: 'TOTAL' }}>{money(figures.marketValue, currency)}</WhyButton>
        </td>
        <td className="col-cost num">
          {figures.costBasis === null ? (
            <Absent why={UNKNOWN} />
          ) : (
            <WhyButton of={{ kind: 'COST' }}>{money(figures.costBasis, currency)}</WhyButton>
          )}
        </td>
        <td className="col-gain num">
          <WhyButton of={{ kind: 'GAIN' }}>
            <Change
              amount={figures.unrealisedGain}
              ratio={ratioText(figures.unrealisedGain, figures.costBasis)}
              currency={currency}
              absent={UNKNOWN}
            />
          </WhyButton>
        </td>
        <td className="col-share" />
        <td className="col-age" />
      </tr>
    </tfoot>
  );
}

interface Sum {
  readonly value: string | null;
  readonly dayChange: string | null;
  readonly cost: string | null;
  readonly gain: string | null;
}

function sumOf({ rows }: LiveState, ids: readonly string[]): Sum {
  const holdings = ids.flatMap((id) => rows.get(id)?.holding ?? []);
  const sum = (texts: readonly (string | null | undefined)[]) => {
    const known = texts.filter((text) => text != null);
    return known.length === 0 ? null : sumDecimals(known);
  };
  return {
    value: sum(holdings.map(({ value }) => value)),
    dayChange: sum(holdings.map(({ dayChange }) => dayChange)),
    cost: sum(holdings.map(({ costBasisInBase, value }) => (value == null ? null : costBasisInBase))),
    gain: sum(holdings.map(({ unrealisedGain }) => unrealisedGain)),
  };
}
