/** Random valid subscriptions of valuations: aliases, fragments, merged selections, @skip and @include by constant and by variable. */
import fc from 'fast-check';

const LEAVES: Readonly<Record<string, readonly string[]>> = {
  Valuation: [
    ...['portfolioId', 'baseCurrency', 'day', 'asOf', 'asOfEarliest', 'sequence', 'total', 'marketValue', 'cash', 'costBasis'],
    ...['unrealisedGain', 'dayChange', 'dayChangePrice', 'dayChangeCurrency', 'dayChangeRatio', 'isPartial', 'staleShare', '__typename'],
  ],
  Holding: [
    ...['id', 'accountId', 'instrumentId', 'quantity', 'price', 'currency', 'priceKind', 'priceObservedAt', 'priceDate', 'previousClose'],
    ...['previousCloseDate', 'source', 'isSimulated', 'freshness', 'isStale', 'marketValue', 'value', 'costBasis', 'costBasisWithoutFees'],
    ...['costBasisInBase', 'unrealisedGain', 'dayChange', 'dayChangePrice', 'dayChangeCurrency', 'dayChangeRatio', '__typename'],
  ],
  CashBalance: ['accountId', 'currency', 'amount', 'value', '__typename'],
  Gap: ['reason', 'instrumentId', 'currency', 'message', '__typename'],
  Instrument: ['id', 'kind', 'name', 'currency', 'isin', 'mic', 'ticker', 'schemeCode', 'multiplier', 'delistedOn', '__typename'],
};
const OBJECTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Valuation: { gaps: 'Gap', cashBalances: 'CashBalance', holdings: 'Holding' },
  Holding: { instrument: 'Instrument' },
};
/** Of each type there is one fragment; what it spreads itself comes later in this list, so that none goes in circles. */
const TYPES = ['Valuation', 'Holding', 'CashBalance', 'Gap', 'Instrument'];

const directive = fc.oneof(
  { weight: 6, arbitrary: fc.constant('') },
  { weight: 2, arbitrary: fc.constantFrom(' @include(if: true)', ' @skip(if: false)', ' @skip(if: $no)', ' @include(if: $yes)') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(' @include(if: $no)', ' @skip(if: $yes)', ' @skip(if: true)', ' @include(if: $yes) @skip(if: $no)'),
  },
);
// An alias belongs to its field, so that equal response keys always mean the same and may be merged.
const key = (name: string) => fc.constantFrom(name, name, `other_${name}: ${name}`);

function selection(type: string, depth = 0): fc.Arbitrary<string> {
  const leaf = fc
    .constantFrom(...(LEAVES[type] as string[]))
    .chain(key)
    .chain((name) => directive.map((given) => `${name}${given}`));
  const members = Object.entries(OBJECTS[type] ?? {}).map(([name, of]) =>
    fc
      .tuple(
        key(name),
        directive,
        fc.constant(null).chain(() => selection(of, depth + 1)),
      )
      .map(([named, given, inner]) => `${named}${given} ${inner}`),
  );
  const fragments =
    depth > 3
      ? []
      : [
          fc
            .tuple(
              fc.constantFrom('...', `... on ${type}`),
              directive,
              fc.constant(null).chain(() => selection(type, depth + 1)),
            )
            .map(([spread, given, inner]) => `${spread}${given} ${inner}`),
          directive.map((given) => `...${type}Parts${given}`),
        ];
  const item = fc.oneof({ weight: 5, arbitrary: leaf }, ...[...members, ...fragments].map((arbitrary) => ({ weight: 1, arbitrary })));
  // A selection whose every field is skipped is legal and gives `{}`.
  return fc.array(item, { minLength: 1, maxLength: 7 }).map((items) => `{ ${items.join(' ')} }`);
}

/** Without named fragments inside: those of its own type would go in circles. */
function fragmentOf(type: string): fc.Arbitrary<string> {
  return selection(type).map((text) => {
    const later = TYPES.slice(TYPES.indexOf(type) + 1);
    return text.replace(/\.\.\.(\w+)Parts( @\w+\(if: [$\w]+\))*/g, (spread, of: string) => (later.includes(of) ? spread : '__typename'));
  });
}

/** A subscription and the variables it is given; `no` is false by default and sometimes left out. */
export const subscription: fc.Arbitrary<{ query: string; variables: Record<string, boolean> }> = fc
  .tuple(
    selection('Valuation'),
    fc.tuple(...TYPES.map(fragmentOf)),
    fc.boolean(),
    fc.constantFrom('', 'live: '),
    fc.option(fc.boolean(), { nil: null }),
  )
  .map(([root, fragments, yes, alias, no]) => {
    let text = `{ ${alias}valuationChanged ${root} }`;
    for (const [index, type] of TYPES.entries()) {
      if (text.includes(`...${type}Parts`)) text += ` fragment ${type}Parts on ${type} ${fragments[index]}`;
    }
    const declared = [...(text.includes('$yes') ? ['$yes: Boolean!'] : []), ...(text.includes('$no') ? ['$no: Boolean! = false'] : [])];
    return {
      query: `subscription${declared.length > 0 ? ` (${declared.join(' ')})` : ''} ${text}`,
      variables: { yes, ...(no !== null && { no }) },
    };
  });
