/** A refused or failed request, in the words the page shows. `field` names the input to correct, where there is one. */
import { inWords } from './in-words.js';

export interface GraphQLProblem {
  readonly message: string;
  readonly extensions?: { readonly code?: unknown; readonly field?: unknown; readonly rule?: unknown } & Record<string, unknown>;
}

/** The server could not be reached, or gave no GraphQL answer: nothing is known about what was asked. */
const UNREACHABLE = 'UNREACHABLE';
/** The server answers, but what it needs for this, such as its database, does not. */
const UNAVAILABLE = 'UNAVAILABLE';
export const UNAUTHENTICATED = 'UNAUTHENTICATED';
export const NOT_FOUND = 'NOT_FOUND';

export class ApiFailure extends Error {
  readonly code: string;
  readonly field: string | null;
  /** The server's name for what was broken. */
  readonly rule: string | null;

  constructor(props: { message: string; code: string; field?: string | null; rule?: string | null }) {
    super(props.message);
    this.code = props.code;
    this.field = props.field ?? null;
    this.rule = props.rule ?? null;
  }
}

export function failureOf(problems: readonly GraphQLProblem[]): ApiFailure {
  const [first] = problems;
  const { code, field, rule } = first?.extensions ?? {};
  return new ApiFailure({
    message: first ? inWords({ message: first.message, ...first.extensions }) : 'The server refused this without a reason.',
    code: typeof code === 'string' ? code : 'INTERNAL',
    // Nested inputs are named by path (`input.email`); the form knows its fields by the last part.
    field: typeof field === 'string' ? (field.split('.').at(-1) ?? null) : null,
    rule: typeof rule === 'string' ? rule : null,
  });
}

/** Whether it passes without anybody's doing, so that what only reads is asked again by itself. */
export function isPassing({ code }: ApiFailure): boolean {
  return code === UNREACHABLE || code === UNAVAILABLE;
}

/** Whether it stays as it is however often it is asked again: what was asked for is not there, or not for this user. */
export function isFinal({ code }: ApiFailure): boolean {
  return code === NOT_FOUND || code === 'FORBIDDEN';
}

export function unreachable(): ApiFailure {
  return new ApiFailure({ code: UNREACHABLE, message: 'The server cannot be reached. Check your connection.' });
}

export function isUnauthenticated(problems: readonly GraphQLProblem[]): boolean {
  return problems.some((problem) => problem.extensions?.code === UNAUTHENTICATED);
}
