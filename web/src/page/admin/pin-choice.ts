/** Which sources an instrument may be pinned to. One that says nothing of it would leave its price as it is for ever. */

interface Source {
  readonly id: string;
  readonly name: string;
}

/** Those that have a symbol of it, those that push and need none, and the one it is pinned to already. */
export function pinChoice(
  sources: readonly Source[],
  symbols: readonly { readonly source: string }[],
  pinned: string | null,
): readonly Source[] {
  const known = new Set(symbols.map(({ source }) => source));
  return sources.filter(({ id }) => known.has(id) || /^push\b/.test(id) || id === pinned);
}
