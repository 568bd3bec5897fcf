/** Tells a US mutual fund by its ticker, for sources that treat funds and shares by different calls. */

/** Five letters, the last an X: the NASDAQ fund network's rule for mutual funds. */
export function isUsFund(ticker: string): boolean {
  return /^[A-Z]{4}X$/i.test(ticker);
}
