/** Why a figure of the whole is what it is: the live parts it is the exact sum of. Each part goes on to its own explanation. */
import { useMemo } from 'react';
import { serverClock } from '../api/server-clock.js';
import { approximate, sumDecimals } from '../format/decimal-text.js';
import { age, money, share, signedMoney } from '../format/format.js';
import type { Freshness, HoldingFieldsFragment } from '../gql/graphql.js';
import { useLive } from '../live/live.js';
import type { LiveState } from '../live/portfolio-store.js';
import { type SliceCut, slicesOf } from '../part/slices.js';
import { sourceName } from '../part/words.js';
import { useScope } from '../shell/scope.js';
import { Lead, type Part, PartRow, Sum, WrittenOut } from './sum.js';
import type { GroupFigure, HoldingFigure } from './why.js';

export function WhyTotal() {
  const shown = useWhole();
  const names = useAccountNames();
  if (!shown) return null;
  const { figures, valuation } = shown;
  const holdings = ofScope(shown).map((holding) => partOf(holding, 'value', holding.value ?? null, names));
  const cash = valuation.cashBalances
    .filter(({ accountId }) => figures.accountId === null || accountId === figures.accountId)
    .map((balance) => cashPart(balance, valuation.baseCurrency, names));
  return (
    <>
      <Lead figure={money(figures.total, valuation.baseCurrency)}>
        The exact sum of what is held, at its newest prices, and of the cash.
      </Lead>
      <Sum title="Holdings" total={figures.marketValue} parts={holdings} currency={valuation.baseCurrency} />
      <Sum title="Cash" total={figures.cash} parts={cash} currency={valuation.baseCurrency} />
    </>
  );
}

export function WhyDayChange() {
  const shown = useWhole();
  if (!shown) return null;
  const { figures, valuation } = shown;
  const parts = ofScope(shown).map((holding) => partOf(holding, 'dayChange', holding.dayChange ?? null));
  return (
    <>
      <Lead figure={signed(figures.dayChange, valuation.baseCurrency)}>
        What each holding gained or lost since its previous close; units traded since count from their own price.
      </Lead>
      <dl className="why-facts">
        <dt>Made by prices</dt>
        <dd>{signed(figures.dayChangePrice, valuation.baseCurrency)}</dd>
        <dt>Made by exchange rates</dt>
        <dd>{signed(figures.dayChangeCurrency, valuation.baseCurrency)}</dd>
      </dl>
      <Sum title="Holdings" total={figures.dayChange} parts={parts} currency={valuation.baseCurrency} isSigned />
    </>
  );
}

export function WhyGain() {
  const shown = useWhole();
  if (!shown) return null;
  const { figures, valuation } = shown;
  const parts = ofScope(shown).map((holding) => partOf(holding, 'unrealisedGain', holding.unrealisedGain ?? null));
  return (
    <>
      <Lead figure={signed(figures.unrealisedGain, valuation.baseCurrency)}>
        What is held is worth more, or less, than its open lots cost with fees and taxes.
      </Lead>
      <dl className="why-facts">
        <dt>Market value</dt>
        <dd>{money(figures.marketValue, valuation.baseCurrency)}</dd>
        <dt>Cost basis</dt>
        <dd>{plain(figures.costBasis, valuation.baseCurrency)}</dd>
      </dl>
      <Sum title="Holdings" total={figures.unrealisedGain} parts={parts} currency={valuation.baseCurrency} isSigned />
    </>
  );
}

export function WhyCost() {
  const shown = useWhole();
  if (!shown) return null;
  const { figures, valuation } = shown;
  const parts = ofScope(shown)
    .filter(({ value }) => value != null)
    .map((holding) => partOf(holding, 'costBasis', holding.costBasisInBase ?? null));
  return (
    <>
      <Lead figure={plain(figures.costBasis, valuation.baseCurrency)}>
        What the open lots cost with fees and taxes, each at the rate of its purchase.
      </Lead>
      <Sum title="Holdings" total={figures.costBasis} parts={parts} currency={valuation.baseCurrency} />
    </>
  );
}

export function WhySlice({ by, sliceKey, name }: { by: SliceCut; sliceKey: string; name: string }) {
  const shown = useWhole();
  const names = useAccountNames();
  if (!shown) return null;
  const { figures, valuation } = shown;
  const slice = slicesOf(shown, by, names).find(({ key }) => key === sliceKey);
  if (!slice) return null;
  return (
    <>
      <Lead figure={money(slice.value, valuation.baseCurrency)} name={name}>
        {shareOfTotal(slice.value, figures.total)} of the total of {money(figures.total, valuation.baseCurrency)}
      </Lead>
      <Sum
        title="Made of"
        total={slice.value}
        currency={valuation.baseCurrency}
        parts={[
          ...slice.holdings.map((holding) => partOf(holding, 'value', holding.value ?? null, names)),
          ...slice.balances.map((balance) => cashPart(balance, valuation.baseCurrency, names)),
        ]}
      />
    </>
  );
}

const OF_HOLDING = {
  value: ({ value }: HoldingFieldsFragment) => value,
  dayChange: ({ dayChange }: HoldingFieldsFragment) => dayChange,
  unrealisedGain: ({ unrealisedGain }: HoldingFieldsFragment) => unrealisedGain,
  costBasis: ({ costBasisInBase, value }: HoldingFieldsFragment) => (value == null ? null : costBasisInBase),
} as const;

/** Of the holdings under one head of the table. */
export function WhyGroup({ figure, name, holdingIds }: { figure: GroupFigure; name: string; holdingIds: readonly string[] }) {
  const shown = useWhole();
  const names = useAccountNames();
  if (!shown) return null;
  const currency = shown.valuation.baseCurrency;
  const holdings = holdingIds.flatMap((id) => shown.rows.get(id)?.holding ?? []);
  const parts = holdings.map((holding) => partOf(holding, figure, OF_HOLDING[figure](holding) ?? null, names));
  const known = parts.flatMap(({ amount }) => amount ?? []);
  const total = known.length === 0 ? null : sumDecimals(known);
  const isSigned = figure === 'dayChange' || figure === 'unrealisedGain';
  return (
    <>
      <Lead figure={isSigned ? signed(total, currency) : plain(total, currency)} name={name}>
        The exact sum of the holdings in this group.
      </Lead>
      <Sum title="Holdings" total={total} parts={parts} currency={currency} isSigned={isSigned} />
    </>
  );
}

export function WhyShare({ holdingId }: { holdingId: string }) {
  const shown = useWhole();
  const holding = shown?.rows.get(holdingId)?.holding;
  if (!shown || holding?.value == null) return null;
  const { figures, valuation } = shown;
  const currency = valuation.baseCurrency;
  const proportion = shareOfTotal(holding.value, valuation.total);
  return (
    <>
      <Lead figure={proportion} name={holding.instrument.name} />
      <WrittenOut
        title="The arithmetic"
        lines={[
          { name: 'Its value', sign: '', value: money(holding.value, currency) },
          { name: 'The total of the portfolio', sign: '÷', value: money(valuation.total, currency) },
        ]}
        result={{ name: 'Share', value: proportion }}
      />
      <ul className="why-parts">
        <li>
          <PartRow target={{ kind: 'HOLDING', holdingId, figure: 'value' }}>
            <span>Why this value?</span>
          </PartRow>
        </li>
        {figures.accountId === null && (
          <li>
            <PartRow target={{ kind: 'TOTAL' }}>
              <span>Why this total?</span>
            </PartRow>
          </li>
        )}
      </ul>
    </>
  );
}

const JUDGED = {
  FRESH: 'Prices as new as their markets give them.',
  AGING: 'Prices older than they should be by now.',
  STALE: 'Prices too old to be relied on.',
  FINAL: 'Last prices of what trades no more: they stay as they are.',
  NONE: 'Holdings no source has given a price for.',
} as const;

export function WhyFreshness({ freshness }: { freshness: Freshness | null }) {
  const shown = useWhole();
  if (!shown) return null;
  const holdings = ofScope(shown).filter((holding) => (holding.freshness ?? null) === freshness);
  const oldest = holdings.toSorted((a, b) => ((a.priceObservedAt ?? '') < (b.priceObservedAt ?? '') ? -1 : 1));
  return (
    <>
      <Lead figure={String(holdings.length)}>{JUDGED[freshness ?? 'NONE']}</Lead>
      <ul className="why-parts">
        {oldest.map(({ id, instrument, instrumentId, priceObservedAt: at, source }) => (
          <li key={id}>
            <PartRow target={{ kind: 'PRICE', instrumentId }}>
              <span>{instrument.name}</span>
              <span className="muted">
                {source && sourceName(source)} {at && ageOf(age(at, serverClock.now()))}
              </span>
            </PartRow>
          </li>
        ))}
      </ul>
    </>
  );
}

function ageOf(text: string): string {
  return text === 'now' ? 'just now' : `${text} old`;
}

function useWhole(): LiveState | undefined {
  return useLive((state) => state);
}

function useAccountNames(): ReadonlyMap<string, string> {
  const { accounts } = useScope();
  return useMemo(() => new Map(accounts.map(({ id, name }) => [id, name])), [accounts]);
}

function ofScope({ valuation, figures }: LiveState): readonly HoldingFieldsFragment[] {
  return valuation.holdings.filter(({ accountId }) => figures.accountId === null || accountId === figures.accountId);
}

function partOf(holding: HoldingFieldsFragment, figure: HoldingFigure, amount: string | null, names?: ReadonlyMap<string, string>): Part {
  return {
    key: holding.id,
    name: holding.instrument.name,
    note: names?.get(holding.accountId) ?? null,
    amount,
    target: { kind: 'HOLDING', holdingId: holding.id, figure },
  };
}

function cashPart(
  { accountId, currency, amount, value }: LiveState['valuation']['cashBalances'][number],
  baseCurrency: string,
  names: ReadonlyMap<string, string>,
): Part {
  return {
    key: `${accountId} ${currency}`,
    name: `Cash in ${currency}`,
    note: [names.get(accountId), currency === baseCurrency ? null : money(amount, currency)].filter(Boolean).join(' · '),
    amount: value ?? null,
    target: { kind: 'CASH', accountId, currency },
  };
}

function shareOfTotal(value: string, total: string): string {
  return approximate(total) > 0 ? share(approximate(value) / approximate(total)) : '–';
}

function signed(amount: string | null, currency: string): string {
  return amount === null ? '–' : signedMoney(amount, currency);
}

function plain(amount: string | null, currency: string): string {
  return amount === null ? '–' : money(amount, currency);
}
