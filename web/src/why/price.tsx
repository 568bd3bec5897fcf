/** Why this price: where it came from, when, by which rule it was chosen, and what other sources said. */
import { useQuery } from '../api/query.js';
import { serverClock } from '../api/server-clock.js';
import { approximate } from '../format/decimal-text.js';
import { age, fullDay, fullInstant, price, signedPercent } from '../format/format.js';
import type { QuoteStoryFragment } from '../gql/graphql.js';
import { Empty, Failure, Skeleton } from '../kit/state.js';
import { directionOf } from '../part/change.js';
import { FRESHNESS, freshnessTag, QUOTE_KINDS, QUOTE_RULES, sourceName } from '../part/words.js';
import { PriceQuery } from './documents.js';

export function WhyPrice({ instrumentId }: { instrumentId: string }) {
  const { data, failure, reload } = useQuery(PriceQuery, { instrumentId });
  if (!data) return failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={8} />;
  const { instrument } = data;
  return (
    <>
      <p className="why-lead">
        <strong>{instrument?.name}</strong>
        {instrument?.quote && <span className="why-figure">{price(instrument.quote.price, instrument.quote.currency)}</span>}
      </p>
      {instrument?.quote ? <QuoteStory quote={instrument.quote} /> : <Empty title="No source has given a price yet" />}
    </>
  );
}

export function QuoteStory({ quote }: { quote: QuoteStoryFragment }) {
  const { verdict, freshness } = quote;
  const ageText = age(quote.observedAt, serverClock.now());
  return (
    <>
      <dl className="why-facts">
        <dt>Price</dt>
        <dd>
          {price(quote.price, quote.currency)}
          <span className="muted"> {QUOTE_KINDS[quote.kind].toLowerCase()}</span>
        </dd>
        <PreviousClose quote={quote} />
        <dt>Source</dt>
        <dd>
          {sourceName(quote.source)}
          {quote.isSimulated && (
            <>
              {' '}
              <span className="tag">simulated</span>
            </>
          )}
        </dd>
        <dt>As the source wrote it</dt>
        <dd>
          {quote.rawPrice} {quote.rawCurrency}
        </dd>
        <dt>Held at</dt>
        <dd>
          <time dateTime={quote.observedAt}>{fullInstant(quote.observedAt)}</time>
          <span className="muted"> {ageText === 'now' ? 'just now' : `${ageText} ago`}</span>
        </dd>
        <dt>Reached us</dt>
        <dd>
          <time dateTime={quote.receivedAt}>{fullInstant(quote.receivedAt)}</time>
        </dd>
        <dt>Belongs to</dt>
        <dd>{fullDay(quote.valueDate)}</dd>
        {freshness && (
          <>
            <dt>Judged</dt>
            <dd>
              <span className={freshnessTag(freshness)}>{FRESHNESS[freshness]}</span>
            </dd>
          </>
        )}
      </dl>
      {verdict && (
        <section>
          <h3>Why this one</h3>
          <p>
            <strong>{QUOTE_RULES[verdict.rule]}.</strong> {verdict.message}
          </p>
          {verdict.losers.length > 0 && (
            <ul className="why-list">
              {verdict.losers.map(({ source, price: other, observedAt }) => (
                <li key={source}>
                  <span>
                    {sourceName(source)} said {price(other, quote.currency)}
                  </span>
                  <span className="muted small">{fullInstant(observedAt)}</span>
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
    </>
  );
}

/** To look at: the change of a price as a fraction. */
function sinceClose(now: string, before: string): string {
  return approximate(before) === 0 ? '0' : (approximate(now) / approximate(before) - 1).toFixed(6);
}

function PreviousClose({ quote: { price: now, currency, previousClose, previousCloseDate } }: { quote: QuoteStoryFragment }) {
  if (previousClose == null) return null;
  const change = sinceClose(now, previousClose);
  return (
    <>
      <dt>Previous close</dt>
      <dd>
        {price(previousClose, currency)}
        {previousCloseDate && <span className="muted"> {fullDay(previousCloseDate)}</span>}
        <span className={directionOf(change)}> {signedPercent(change)} since</span>
      </dd>
    </>
  );
}
