/** Why a figure of the whole is what it is: the live parts it is the exact sum of. Each part goes on to its own explanation. */
import { useMemo } from 'react';
import { approximate } from '../format/decimal-text.js';
import { money, signedMoney } from '../format/format.js';
import type { HoldingFieldsFragment } from '../gql/graphql.js';
import { useLive } from '../live/live.js';
import type { LiveState } from '../live/portfolio-store.js';
import { directionOf } from '../part/change.js';
import { useScope } from '../shell/scope.js';
import { type HoldingFigure, useWhy, type WhyTarget } from './why.js';

interface Part {
  readonly key: string;
  readonly name: string;
  readonly note: string | null;
  readonly amount: string | null;
  readonly target: WhyTarget;
}

export function WhyTotal() {
  const shown = useWhole();
  const { accounts } = useScope();
  const names = useMemo(() => new Map(accounts.map(({ id, name }) => [id, name])), [accounts]);
  if (!shown) return null;
  const { figures, valuation } = shown;
  const holdings = ofScope(shown).map((holding) => partOf(holding, 'value', holding.value ?? null, names));
  const cash = valuation.cashBalances
    .filter(({ accountId }) => figures.accountId === null || accountId === figures.accountId)
    .map(
      ({ accountId, currency, amount, value }): Part => ({
        key: `${accountId} ${currency}`,
        name: `Cash in ${currency}`,
        note: [names.get(accountId), currency === valuation.baseCurrency ? null : money(amount, currency)].filter(Boolean).join(' · '),
        amount: value ?? null,
        target: { kind: 'CASH', accountId, currency },
      }),
    );
  return (
    <>
      <Lead figure={figures.total} currency={valuation.baseCurrency}>
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
      <Lead figure={figures.dayChange} currency={valuation.baseCurrency} isSigned>
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
      <Lead figure={figures.unrealisedGain} currency={valuation.baseCurrency} isSigned>
        What is held is worth more, or less, than its open lots cost with fees and taxes.
      </Lead>
      <dl className="why-facts">
        <dt>Market value</dt>
        <dd>{money(figures.marketValue, valuation.baseCurrency)}</dd>
        <dt>Cost basis</dt>
        <dd>{figures.costBasis == null ? '–' : money(figures.costBasis, valuation.baseCurrency)}</dd>
      </dl>
      <Sum title="Holdings" total={figures.unrealisedGain} parts={parts} currency={valuation.baseCurrency} isSigned />
    </>
  );
}

function Lead({
  figure,
  currency,
  isSigned,
  children,
}: {
  figure: string | null;
  currency: string;
  isSigned?: boolean;
  children: React.ReactNode;
}) {
  return (
    <div className="why-lead">
      <span className="why-figure">{figure === null ? '–' : isSigned ? signedMoney(figure, currency) : money(figure, currency)}</span>
      <p className="muted">{children}</p>
    </div>
  );
}

interface SumProps {
  readonly title: string;
  readonly total: string | null;
  readonly parts: readonly Part[];
  readonly currency: string;
  readonly isSigned?: boolean;
}

/** Largest first, by size; what has no amount last. */
function Sum({ title, total, parts, currency, isSigned = false }: SumProps) {
  const open = useWhy();
  if (parts.length === 0) return null;
  const sorted = parts.toSorted((a, b) => Math.abs(approximate(b.amount ?? '0')) - Math.abs(approximate(a.amount ?? '0')));
  return (
    <section>
      <h3 className="why-sum-head">
        {title}
        <span>{total === null ? '–' : isSigned ? signedMoney(total, currency) : money(total, currency)}</span>
      </h3>
      <ul className="why-parts">
        {sorted.map(({ key, name, note, amount, target }) => (
          <li key={key}>
            <button type="button" onClick={() => open(target)}>
              <span className="why-part-name">
                {name}
                {note && <span className="muted small">{note}</span>}
              </span>
              <span className={isSigned && amount !== null ? directionOf(amount) : undefined}>
                {amount === null ? 'not known' : isSigned ? signedMoney(amount, currency) : money(amount, currency)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useWhole(): LiveState | undefined {
  return useLive((state) => state);
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

function signed(amount: string | null, currency: string): string {
  return amount === null ? '–' : signedMoney(amount, currency);
}
