/** Why an alert fired: the figure it met, what was asked for, and what stands behind that figure now. */
import { Link } from 'wouter';
import { useQuery } from '../api/query.js';
import { fullInstant, money, signedMoney } from '../format/format.js';
import type { FiringFieldsFragment } from '../gql/graphql.js';
import { Failure, Skeleton } from '../kit/state.js';
import { asSet, CONDITIONS, figureOf, MEASURES } from '../part/alert-measure.js';
import { subjectOf, useFiringWords } from '../shell/firing.js';
import { useScope } from '../shell/scope.js';
import { WorthQuery } from './documents.js';
import { WhyPrice } from './price.js';
import { Lead, Sum } from './sum.js';

export function WhyFiring({ alert }: { alert: FiringFieldsFragment }) {
  const { portfolios } = useScope();
  const { before, figure, after } = useFiringWords(alert);
  const { measure, condition, threshold, setThreshold, firedAt, ruleId, instrument } = alert;
  const { subject, currency } = subjectOf(alert, portfolios);
  return (
    <>
      <Lead figure={figure} name={alert.name}>
        {before}
        {figure}
        {after}
      </Lead>
      <dl className="why-facts">
        <dt>Looked at</dt>
        <dd>
          {MEASURES[measure].name} of {subject}
        </dd>
        <dt>Asked for</dt>
        <dd>
          {CONDITIONS[condition].name} {figureOf(measure, threshold, currency)}
          {asSet(measure, setThreshold, currency)}
        </dd>
        <dt>Fired at</dt>
        <dd>
          <time dateTime={firedAt}>{fullInstant(firedAt)}</time>
        </dd>
        <dt>Set by</dt>
        <dd>
          <Link href={`/alerts/rules/${ruleId}`}>its rule</Link>
        </dd>
      </dl>
      {instrument ? (
        <>
          <h3>What it is now</h3>
          <WhyPrice instrumentId={instrument.id} />
        </>
      ) : (
        <WorthNow alert={alert} />
      )}
    </>
  );
}

/** Of a portfolio or an account, which need not be the one the page is about. */
function WorthNow({ alert: { portfolioId, accountId, measure } }: { alert: FiringFieldsFragment }) {
  const whole = accountId ? { accountId } : { portfolioId: portfolioId ?? null };
  const { data, failure, reload } = useQuery(WorthQuery, whole);
  if (!data) return failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={8} />;
  const valuation = data.allocation?.valuation;
  if (!valuation) return null;
  const { baseCurrency: currency, holdings, cash, cashBalances } = valuation;
  const isGain = measure === 'GAIN' || measure === 'GAIN_RATIO';
  const total = isGain ? valuation.unrealisedGain : valuation.total;
  const parts = holdings.map((holding) => ({
    key: holding.id,
    name: holding.instrument.name,
    amount: (isGain ? holding.unrealisedGain : holding.value) ?? null,
    target: { kind: 'HOLDING', holdingId: holding.id, figure: isGain ? 'unrealisedGain' : 'value' } as const,
  }));
  const write = isGain ? signedMoney : money;
  return (
    <>
      {total != null && <Lead name="What it is now" figure={write(total, currency)} />}
      <Sum title="Holdings" total={isGain ? null : valuation.marketValue} currency={currency} isSigned={isGain} parts={parts} />
      {!isGain && cashBalances.length > 0 && (
        <Sum
          title="Cash"
          total={cash}
          currency={currency}
          parts={cashBalances.map((each) => ({
            key: `${each.accountId} ${each.currency}`,
            name: `Cash in ${each.currency}`,
            amount: each.value ?? null,
            target: { kind: 'CASH', accountId: each.accountId, currency: each.currency },
          }))}
        />
      )}
    </>
  );
}
