/** How much one operation may ask for, and the error that says which limit it broke. The figures stand here and nowhere else. */
import { GraphQLError } from 'graphql';

export const LIMITS = {
  /** Characters of a document. */
  LENGTH: 256 * 1024,
  /** Brackets open at once, counted before anything is parsed: the parser calls itself once for each. */
  NESTING: 64,
  /** Words and signs of a document. */
  TOKENS: 4_000,
  /** Operations of a document, of which one runs and all are looked at. */
  OPERATIONS: 50,
  /** Variables of all of them; each is compared with every use of each. */
  VARIABLES: 200,
  /** Selections written in one pair of braces; comparing them with each other costs their square. */
  SELECTIONS: 250,
  /** Fields inside fields, introspection aside. */
  DEPTH: 15,
  /** Fields under another name, each spread of a fragment counted. */
  ALIASES: 30,
  DIRECTIVES: 50,
  /** Fields of the operation itself. */
  ROOT_FIELDS: 30,
  /** Fields after every fragment is put in its place. */
  FIELDS: 5_000,
  /** Objects that could be asked for, by `first` and the weight of what is computed. */
  COST: 20_000,
} as const;
export type LimitName = keyof typeof LIMITS;

const WORDS: Readonly<Record<LimitName, string>> = {
  LENGTH: 'characters',
  NESTING: 'nested brackets',
  TOKENS: 'tokens',
  OPERATIONS: 'operations',
  VARIABLES: 'variables',
  SELECTIONS: 'selections in one place',
  DEPTH: 'levels of fields',
  ALIASES: 'aliases',
  DIRECTIVES: 'directives',
  ROOT_FIELDS: 'fields at the root',
  FIELDS: 'fields',
  COST: 'points of cost (objects asked for: ask for fewer with `first`)',
};

export function limitExceeded(name: LimitName, used?: number): GraphQLError {
  const isTelling = used !== undefined && used < 1e9;
  return new GraphQLError(`The operation is too large: ${isTelling ? `${used} of ` : 'more than '}${LIMITS[name]} ${WORDS[name]}.`, {
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', rule: name, limit: LIMITS[name] },
  });
}
