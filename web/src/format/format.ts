/**
 * Figures and times in the reader's own locale. Amounts are formatted from their decimal text, which Intl does exactly;
 * rounding to the currency's minor unit happens here, for display, and nowhere else.
 */

/** Intl takes numbers as text, but its type only admits literals of that form. */
type NumericText = Intl.StringNumericLiteral;

const formats = new Map<string, Intl.NumberFormat>();

export function money(text: string, currency: string): string {
  return withMinus(currencyFormat(currency, {}).format(text as NumericText));
}

/** With its sign, so that a change is never told by colour alone. */
export function signedMoney(text: string, currency: string): string {
  return withMinus(currencyFormat(currency, { signDisplay: 'exceptZero' }).format(text as NumericText));
}

/** In two parts, so that the minor units of a headline can be set smaller. */
export function moneyParts(text: string, currency: string): { readonly lead: string; readonly minor: string; readonly tail: string } {
  const parts = currencyFormat(currency, {}).formatToParts(text as NumericText);
  const start = parts.findIndex((part) => part.type === 'decimal');
  if (start < 0) return { lead: join(parts), minor: '', tail: '' };
  return { lead: join(parts.slice(0, start)), minor: join(parts.slice(start, start + 2)), tail: join(parts.slice(start + 2)) };
}

/** The decimal places of amounts in this currency. */
export function minorDigits(currency: string): number {
  return currencyFormat(currency, {}).resolvedOptions().maximumFractionDigits ?? 2;
}

/** For the marks of an axis, which say themselves how fine they are. */
export function axisMoney(amount: number, currency: string, digits: number): string {
  return withMinus(currencyFormat(currency, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(amount));
}

/** Prices may be finer than the smallest coin: a fund's NAV, a coin of little worth. */
export function price(text: string, currency: string): string {
  const isSmall = /^-?0*\.|^-?0$/.test(text);
  const minor = currencyFormat(currency, {}).resolvedOptions().minimumFractionDigits ?? 2;
  const digits = { minimumFractionDigits: minor, maximumFractionDigits: Math.max(minor, isSmall ? 8 : 4) };
  return withMinus(currencyFormat(currency, digits).format(text as NumericText));
}

const currencyNames = new Intl.DisplayNames(undefined, { type: 'currency' });

/** Its name in the reader's language. */
export function currencyName(code: string): string {
  return currencyNames.of(code) ?? code;
}

export function quantity(text: string): string {
  return withMinus(numberFormat('quantity', { maximumFractionDigits: 8 }).format(text as NumericText));
}

/** A ratio, 0.0125, as 1.25 %, with its sign. */
export function signedPercent(text: string): string {
  const format = numberFormat('signedPercent', {
    style: 'percent',
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    signDisplay: 'exceptZero',
  });
  return withMinus(format.format(text as NumericText));
}

/** A ratio without a sign of its own, such as a volatility; what rounds to nothing has none. */
export function percent(text: string): string {
  return withMinus(
    numberFormat('percent', { style: 'percent', signDisplay: 'negative', minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(
      text as NumericText,
    ),
  );
}

/** For the marks of an axis of percentages. */
export function axisPercent(ratio: number, digits: number): string {
  const format = numberFormat(`axisPercent ${digits}`, {
    style: 'percent',
    signDisplay: 'negative',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return withMinus(format.format(ratio));
}

/** Plain figures such as a beta. */
export function number(text: string, digits = 2): string {
  return withMinus(
    numberFormat(`number ${digits}`, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(text as NumericText),
  );
}

/** Every digit that is there, for a figure that is being explained. */
export function exact(text: string): string {
  return withMinus(numberFormat('exact', { maximumFractionDigits: 20 }).format(text as NumericText));
}

/** The digits that tell, where there are sixty of them. */
export function significant(text: string): string {
  return withMinus(numberFormat('significant', { maximumSignificantDigits: 12 }).format(text as NumericText));
}

/** Without minor units, where a table has little room. */
export function wholeMoney(text: string, currency: string): string {
  return withMinus(currencyFormat(currency, { minimumFractionDigits: 0, maximumFractionDigits: 0 }).format(text as NumericText));
}

/** A share of a whole; near enough is enough. */
export function share(ratio: number): string {
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return withMinus(numberFormat('share', { style: 'percent', signDisplay: 'negative', ...digits }).format(ratio));
}

/** A share that is there, if it is ever so small: 0.0% would say that there is none. */
export function shareAtLeast(ratio: number): string {
  return ratio > 0 && ratio < 0.0005 ? `less than ${share(0.001)}` : share(ratio);
}

/** The difference of two shares, in percentage points. */
export function signedShare(ratio: number): string {
  const format = numberFormat('signedShare', {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  });
  return withMinus(format.format(ratio));
}

const timeFormat = dateFormat({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
const clockFormat = dateFormat({ hour: '2-digit', minute: '2-digit' });
const dayFormat = dateFormat({ day: 'numeric', month: 'short', timeZone: 'UTC' });
const dayOfInstantFormat = dateFormat({ dateStyle: 'medium' });
const fullDayFormat = dateFormat({ dateStyle: 'medium', timeZone: 'UTC' });
const monthFormat = dateFormat({ month: 'short', timeZone: 'UTC' });
const fullMonthFormat = dateFormat({ month: 'long', year: 'numeric', timeZone: 'UTC' });
const yearFormat = dateFormat({ year: 'numeric', timeZone: 'UTC' });
const dayAndTimeFormat = dateFormat({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const fullFormat = dateFormat({ dateStyle: 'medium', timeStyle: 'long' });

/** An instant as a time today, or with its day when it is another one. */
export function instant(text: string, nowMs: number): string {
  const at = new Date(text);
  return at.toDateString() === new Date(nowMs).toDateString() ? timeFormat.format(at) : dayAndTimeFormat.format(at);
}

export function fullInstant(text: string): string {
  return fullFormat.format(new Date(text));
}

export function fullInstantOf(atMs: number): string {
  return fullFormat.format(atMs);
}

/** Hours and minutes. */
export function clock(atMs: number): string {
  return clockFormat.format(atMs);
}

/** A calendar day belongs to no time zone: it is read and shown as UTC, so it never slips. */
export function day(text: string): string {
  return dayFormat.format(new Date(`${text}T00:00:00Z`));
}

export function fullDay(text: string): string {
  return fullDayFormat.format(new Date(`${text}T00:00:00Z`));
}

/** The day of an instant, where the hour does not matter: the reader's, as when they did it. */
export function dayOfInstant(text: string): string {
  return dayOfInstantFormat.format(new Date(text));
}

export function monthOf(text: string): string {
  return monthFormat.format(new Date(`${text}T00:00:00Z`));
}

/** A month given as YYYY-MM, in words with its year. */
export function fullMonth(text: string): string {
  return fullMonthFormat.format(new Date(`${text}-01T00:00:00Z`));
}

export function yearOf(text: string): string {
  return yearFormat.format(new Date(`${text}T00:00:00Z`));
}

/** How long something took. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${number(String(seconds), 1)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function age(text: string, nowMs: number): string {
  const seconds = Math.max(0, Math.floor((nowMs - Date.parse(text)) / 1000));
  if (seconds < 5) return 'now';
  if (seconds < 60) return `${seconds - (seconds % 5)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  const days = Math.floor(seconds / 86_400);
  return days === 1 ? '1 day' : `${days} days`;
}

function currencyFormat(currency: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${currency} ${JSON.stringify(options)}`;
  return numberFormat(key, { style: 'currency', currency, ...options });
}

/** Making a format costs far more than using one, and a live page formats without end. */
function numberFormat(key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(undefined, options);
    formats.set(key, format);
  }
  return format;
}

/**
 * A true minus is as wide as the plus, so that signs stand under each other. Marks of direction, which some languages put in, go: the
 * page runs from left to right, and they would turn around what stands beside the figure.
 */
export function withMinus(text: string): string {
  return text.replaceAll(/[\u200e\u200f\u061c]/g, '').replace('-', '\u2212');
}

/** Which way a figure goes, by its sign as it is written: what rounds to nothing goes nowhere. */
export function directionShown(text: string): 'up' | 'down' | 'flat' {
  return text.includes('+') ? 'up' : text.includes('\u2212') ? 'down' : 'flat';
}

/** A date in words that run from right to left keeps its own order among words that do not. */
export function isolated(text: string): string {
  return /[\u0590-\u08ff]/.test(text) ? `\u2068${text}\u2069` : text;
}

function dateFormat(options: Intl.DateTimeFormatOptions): { format(at: Date | number): string } {
  const format = new Intl.DateTimeFormat(undefined, options);
  return { format: (at) => isolated(format.format(at)) };
}

function join(parts: readonly Intl.NumberFormatPart[]): string {
  return withMinus(parts.map((part) => part.value).join(''));
}
