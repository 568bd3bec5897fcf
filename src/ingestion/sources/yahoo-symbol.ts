/** How Yahoo writes a currency pair: `EURUSD=X` is USD for one EUR, `JPY=X` is JPY for one USD. */
export function pairOfYahoo(symbol: string): { readonly base: string; readonly quote: string } | null {
  const match = /^([A-Z]{3})?([A-Z]{3})=X$/.exec(symbol);
  return match ? { base: match[1] ?? 'USD', quote: match[2] as string } : null;
}
