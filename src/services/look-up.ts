/** Finds what a row of a file names, by whatever it names it: exactly one thing, or a reason why not. */
import type { Account } from '../domain/account.js';
import { TidemarkError } from '../domain/errors.js';
import { parseIsin } from '../domain/identifiers.js';
import type { ImportRow } from '../domain/import.js';
import type { Instrument } from '../domain/instrument.js';
import { beginningOf } from '../domain/text.js';

/** Every instrument that any row may mean. */
export type NamedInstruments = readonly Instrument[];

type Refuse = (rule: string, message: string) => undefined;

/** An account by its id or its name. */
export function findAccount(accounts: readonly Account[], text: string, refuse: Refuse): Account | undefined {
  const wanted = text.trim().toLowerCase();
  const found = accounts.filter(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
  if (found.length === 1) return found[0];
  if (found.length > 1) return refuse('AMBIGUOUS', `You have ${found.length} accounts named "${text}": give the id of the account.`);
  const names = accounts
    .slice(0, 20)
    .map(({ name }) => `"${name}"`)
    .join(', ');
  return refuse('UNKNOWN', `You have no account "${beginningOf(text, 120)}": give the name or the id of one of yours (${names}).`);
}

/** The instrument a row names; null when it names none, undefined when it is not found. */
export function findInstrument(
  known: NamedInstruments,
  { instrument: named, content }: ImportRow,
  refuse: Refuse,
): Instrument | null | undefined {
  const { instrumentId, isin, mic, ticker, schemeCode, instrumentCurrency, instrumentName } = named;
  if (!instrumentId && !isin && !ticker && !schemeCode && !instrumentName) {
    return mic ? refuse('TICKER', `The row names the venue ${mic} and no instrument: add its ticker or its ISIN.`) : null;
  }
  if (ticker && !mic && !isin && !instrumentId && !schemeCode && !instrumentName) {
    return refuse('MIC', `The ticker ${ticker} means different things on different venues: add the venue's mic, such as XNAS.`);
  }
  const wrong = isin && isinFault(isin);
  if (wrong) return refuse(wrong.rule, wrong.message);
  // The id of another server names nothing here, and names are not spelled alike everywhere: each counts where nothing better is given.
  const isNumbered = Boolean(isin || schemeCode || (ticker && mic) || known.some(({ id }) => id === instrumentId));
  const isByName = instrumentName !== null && !isNumbered;
  const fitting = known.filter(
    (each) =>
      (isByName ? each.name === instrumentName : !instrumentId || each.id === instrumentId) &&
      (!schemeCode || each.schemeCode === schemeCode) &&
      (!isin || each.isin === isin) &&
      (!mic || each.mic === mic) &&
      (!ticker || each.ticker === ticker) &&
      (!instrumentCurrency || each.currency === instrumentCurrency),
  );
  const text = [isByName ? `"${instrumentName}"` : instrumentId, schemeCode, isin, ticker, mic, instrumentCurrency]
    .filter(Boolean)
    .join(' ');
  if (fitting.length === 0) return refuse('UNKNOWN', `No instrument is ${text}: compare it again, or ask an administrator to add it.`);
  if (fitting.length === 1) return fitting[0];
  const inCurrency = fitting.filter(({ currency }) => currency === content.currency);
  if (inCurrency.length === 1) return inCurrency[0];
  const listings = fitting
    .slice(0, 10)
    .map((each) => `${each.mic ?? 'no venue'} in ${each.currency}`)
    .join(', ');
  return refuse(
    'AMBIGUOUS',
    `${fitting.length} instruments are ${text} (${listings}): add the mic, the instrumentCurrency or the instrumentId.`,
  );
}

function isinFault(isin: string): { rule: string; message: string } | null {
  try {
    parseIsin(isin);
    return null;
  } catch (error) {
    if (error instanceof TidemarkError) return { rule: error.rule ?? 'ISIN', message: error.message };
    throw error;
  }
}
