/** The reads of a whole dashboard in one operation, and a client that asks. */

const PERIODS = ['D1', 'W1', 'MTD', 'YTD', 'Y1', 'ALL'];
const RETURNS = `start to simpleReturn { total { value } price { value } } twr { total { value } price { value } } irr { total { value } }
  explanation { start end inflow outflow priceGain currencyGain income fees taxes }
  risk { volatility { value } sharpe { value } maxDrawdown { depth peakDay troughDay } }`;
/** Valuation, performance over every period and the history chart. */
export const DASHBOARD = `query Dashboard { valuation { total dayChange holdings { id quantity price value unrealisedGain } }
  ${PERIODS.map((period) => `p${period}: performance(period: ${period}) { ${RETURNS} }`).join(' ')}
  history(points: 400) { points { day total netContribution } } }`;

/** @throws Error for anything but a whole answer */
export async function ask(
  url: string,
  token: string,
  query: string,
  others: Readonly<Record<string, string>> = {},
): Promise<{ ms: number; text: string }> {
  const startMs = performance.now();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...others },
    body: JSON.stringify({ query }),
  });
  const text = await response.text();
  if (!response.ok || text.includes('"errors"')) throw new Error(text.slice(0, 500));
  return { ms: performance.now() - startMs, text };
}
