/** What an instrument may be named by, and how each kind is read. */
import { InvalidInput } from './errors.js';
import { parseCusip, parseFigi, parseIsin, parseMic, parseSchemeCode, parseSedol, parseTicker } from './identifiers.js';

export const IdentifierKind = {
  ISIN: 'ISIN',
  CUSIP: 'CUSIP',
  SEDOL: 'SEDOL',
  FIGI: 'FIGI',
  TICKER: 'TICKER',
  SCHEME_CODE: 'SCHEME_CODE',
} as const;
export type IdentifierKind = (typeof IdentifierKind)[keyof typeof IdentifierKind];

const READERS = {
  ISIN: ['isin', parseIsin],
  CUSIP: ['cusip', parseCusip],
  SEDOL: ['sedol', parseSedol],
  FIGI: ['figi', parseFigi],
  TICKER: ['ticker', parseTicker],
  SCHEME_CODE: ['schemeCode', parseSchemeCode],
} as const satisfies Record<IdentifierKind, readonly [string, (text: string, field: string) => string]>;

export interface Named {
  readonly kind: IdentifierKind;
  readonly identifier: string;
  /** On this venue only; a ticker means nothing without one. */
  readonly mic: string | null;
}

/** What an instrument has to have to be meant. @throws InvalidInput when a check digit is wrong, or a ticker lacks its venue */
export function instrumentNamed({ kind, identifier, mic }: Named): Record<string, string> {
  const [property, parse] = READERS[kind];
  const named = {
    [property]: parse(identifier.trim().toUpperCase(), 'identifier'),
    ...(mic !== null && { mic: parseMic(mic.trim().toUpperCase()) }),
  };
  if (kind === IdentifierKind.TICKER && mic === null)
    throw new InvalidInput('mic', 'MIC', "A ticker means different things on different venues: add the venue's mic, such as XNAS.");
  return named;
}
