/**
 * Whether what was pushed is right: recomputed from the ticks alone, in whole numbers. A push that says it is as of an
 * instant must hold every tick up to that instant and none after it. Tidemark must be exact; the base rounds to cents.
 */
import type { Feed } from './feed.js';
import type { Load } from './scenario.js';
import type { Subscriber } from './subscriber.js';
import { CASH, firstCents, holdingsOf } from './world.js';
import { accessTokenOf } from './world-database.js';

/** What is compared, in ten-thousandths: a price in cents times a quantity in hundredths. */
const UNITS = 10_000;
/** Half a cent for each of 20 holdings and their sum. */
const ROUNDING_OF_BASE = 0.005 * UNITS * 21;
/** How long a query may take once all is quiet. */
const ANSWER_MS_MAX = 10_000;

interface PushedValuation {
  readonly asOf: string;
  readonly total: string | number;
  readonly dayChange?: string | number;
  readonly holdings?: readonly { readonly id: string; readonly price: string | number; readonly value: string | number }[];
}

/** What is wrong with a push, in words. */
export function checkPush({ message, user, feed, load }: { message: Buffer; user: number; feed: Feed; load: Load }): string[] {
  const { payload } = JSON.parse(message.toString()) as { payload: { data: { valuationChanged: PushedValuation } } };
  const pushed = payload.data.valuationChanged;
  const asOfMs = Date.parse(pushed.asOf);
  const tolerance = load.subject.startsWith('base') ? ROUNDING_OF_BASE : 0;
  const isWrong = (given: string | number, expected: number) => Math.abs(Math.round(Number(given) * UNITS) - expected) > tolerance;
  let marketValue = 0;
  let dayChange = 0;
  const faults: string[] = [];
  for (const [place, { instrument, hundredths }] of holdingsOf(user).entries()) {
    const cents = feed.centsAt(instrument, asOfMs);
    marketValue += cents * hundredths;
    dayChange += (cents - firstCents(instrument)) * hundredths;
    const holding = pushed.holdings?.[place];
    if (holding && Math.round(Number(holding.price) * 100) !== cents) faults.push('a price that is not that of its instant');
    if (holding && isWrong(holding.value, cents * hundredths)) faults.push('a value that is not quantity times price');
  }
  if (isWrong(pushed.total, marketValue + CASH * UNITS)) faults.push('a total that is not the sum');
  if (pushed.dayChange !== undefined && isWrong(pushed.dayChange, dayChange)) faults.push("a day's change that is not the sum");
  return faults.slice(0, 1);
}

/** Compares the last push of each with what the query answers, once all is quiet. */
export async function checkQueries(subscribers: readonly Pick<Subscriber, 'index' | 'last'>[], load: Load): Promise<string[]> {
  const fields = load.scenarios[0]?.selection === 'full' ? 'asOf total dayChange holdings { id price value }' : 'asOf total';
  const faults: string[] = [];
  for (const { index, last } of subscribers) {
    const identity: Record<string, string> = load.subject.startsWith('base')
      ? { 'x-user': String(index) }
      : { authorization: `Bearer ${await accessTokenOf(index)}` };
    const answer = await ask(load.urls[0] as string, identity, `{ valuation { ${fields} } }`);
    // A server that drowned answers nobody: once is enough to know.
    if (!answer) return [...faults, 'a query that was not answered'];
    const pushed = JSON.parse(String(last)) as { payload: { data: { valuationChanged: { sequence: number } } } };
    const { sequence: _sequence, ...rest } = pushed.payload.data.valuationChanged;
    if (JSON.stringify(answer.data?.valuation) !== JSON.stringify(rest)) faults.push('a last push that is not what the query answers');
  }
  return faults;
}

async function ask(url: string, identity: Record<string, string>, query: string): Promise<{ data?: { valuation: object } } | null> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...identity },
      body: JSON.stringify({ query }),
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    return (await response.json()) as { data?: { valuation: object } };
  } catch {
    return null;
  }
}
