/** What everything, or one instrument, was worth at the end of a past day: what was held, at the prices of that day. */
import { useQuery } from '../api/query.js';
import { sumDecimals } from '../format/decimal-text.js';
import { fullDay, money } from '../format/format.js';
import { Empty, Failure, Notice, Skeleton } from '../kit/state.js';
import { useScope } from '../shell/scope.js';
import { WorthQuery } from './documents.js';
import { Lead, Sum } from './sum.js';

export function WhyWorth({ day, instrumentId }: { day: string; instrumentId: string | null }) {
  const { variables, accounts } = useScope();
  const { data, failure, reload } = useQuery(WorthQuery, variables && { ...variables, day });
  if (!data) return failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={8} />;
  const valuation = data.allocation?.valuation;
  if (!valuation) return <Empty title="There was nothing yet" />;
  const { baseCurrency, gaps } = valuation;
  const nameOf = (accountId: string) => accounts.find(({ id }) => id === accountId)?.name ?? null;
  const holdings = valuation.holdings.filter((holding) => instrumentId === null || holding.instrumentId === instrumentId);
  const balances = instrumentId === null ? valuation.cashBalances : [];
  const value = instrumentId === null ? valuation.marketValue : sumDecimals(holdings.flatMap((holding) => holding.value ?? []));
  return (
    <>
      <Lead figure={money(instrumentId === null ? valuation.total : value, baseCurrency)}>
        What was held at the end of {fullDay(day)}, at the prices and rates of that day.
      </Lead>
      {gaps.map(({ message }) => (
        <Notice key={message} kind="warn">
          {message}
        </Notice>
      ))}
      <Sum
        title="Holdings"
        total={value}
        currency={baseCurrency}
        parts={holdings.map((holding) => ({
          key: holding.id,
          name: holding.instrument.name,
          note: nameOf(holding.accountId),
          amount: holding.value ?? null,
          target: { kind: 'HOLDING', holdingId: holding.id, figure: 'value', day },
        }))}
      />
      <Sum
        title="Cash"
        total={valuation.cash}
        currency={baseCurrency}
        parts={balances.map(({ accountId, currency, amount, value: inBase }) => ({
          key: `${accountId} ${currency}`,
          name: `Cash in ${currency}`,
          note: [nameOf(accountId), currency === baseCurrency ? null : money(amount, currency)].filter(Boolean).join(' · '),
          amount: inBase ?? null,
          target: { kind: 'CASH', accountId, currency, day },
        }))}
      />
    </>
  );
}
