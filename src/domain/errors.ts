/**
 * Every failure a caller can do something about. The domain's errors know no transport: `server/present.ts` maps
 * `code` to `extensions.code`. Anything thrown that is not a `TidemarkError` is a defect and shown as INTERNAL.
 */
import { assert } from './assert.js';

export const ErrorCode = {
  /** The input is malformed or out of range; `field` and `rule` say where and why. Correct it and send it again. */
  BAD_USER_INPUT: 'BAD_USER_INPUT',
  /** No valid access token, or it has expired. Sign in or refresh the session. */
  UNAUTHENTICATED: 'UNAUTHENTICATED',
  /** Signed in, but this role may not do this. */
  FORBIDDEN: 'FORBIDDEN',
  /** No such thing, or it is not yours: the two are indistinguishable on purpose. */
  NOT_FOUND: 'NOT_FOUND',
  /** Someone else changed it first, it already exists, or an idempotency key was reused with another body. */
  CONFLICT: 'CONFLICT',
  /** The request is well formed but breaks a rule of the ledger; `rule` names it. */
  RULE_BROKEN: 'RULE_BROKEN',
  /** Too many attempts; wait before trying again. */
  RATE_LIMITED: 'RATE_LIMITED',
  /** A needed part (the database) is not reachable now. Try again shortly; a change that was under way may have been made, so repeat it with the same idempotency key. */
  UNAVAILABLE: 'UNAVAILABLE',
  /** The operation took too long and was given up. A mutation may still take effect: repeat it with the same idempotency key. */
  DEADLINE_EXCEEDED: 'DEADLINE_EXCEEDED',
  /** A defect on our side, logged under the correlation id given in `extensions.correlationId`. */
  INTERNAL: 'INTERNAL',
} as const;
export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];

export abstract class TidemarkError extends Error {
  abstract readonly code: ErrorCode;
  readonly field?: string;
  readonly rule?: string;
  override get name(): string {
    return this.constructor.name;
  }
}

export class InvalidInput extends TidemarkError {
  readonly code = ErrorCode.BAD_USER_INPUT;
  constructor(
    override readonly field: string,
    override readonly rule: string,
    message: string,
  ) {
    super(message);
  }
}

/** Faults told in one message; clients get as many one by one. */
const FAULTS_SAID_MAX = 5;

/** Several faults of one request, all told at once; field and rule are those of the first. */
export class InvalidInputs extends InvalidInput {
  constructor(
    first: InvalidInput,
    readonly faults: readonly InvalidInput[],
  ) {
    const said = faults.slice(0, FAULTS_SAID_MAX).map(({ message }) => message);
    const left = faults.length - said.length;
    super(first.field, first.rule, [...said, ...(left > 0 ? [`${left} more are wrong.`] : [])].join(' '));
  }
}

export class NotAuthenticated extends TidemarkError {
  readonly code = ErrorCode.UNAUTHENTICATED;
  constructor(
    message = 'Sign in first: this needs a valid access token.',
    override readonly rule?: string,
  ) {
    super(message);
  }
}

export class NotPermitted extends TidemarkError {
  readonly code = ErrorCode.FORBIDDEN;
  constructor(message = 'Your role does not allow this.') {
    super(message);
  }
}

export class NotFound extends TidemarkError {
  readonly code = ErrorCode.NOT_FOUND;
  /** @param field the input that names what is not there */
  constructor(
    noun: string,
    override readonly field: string,
    message = `There is no such ${noun}.`,
    override readonly rule?: string,
  ) {
    super(message);
  }
}

export class Conflict extends TidemarkError {
  readonly code = ErrorCode.CONFLICT;
  constructor(
    override readonly rule: string,
    message: string,
  ) {
    super(message);
  }
}

/** Rules of the ledger a well-formed request can break. */
export const LedgerRule = {
  /** The sale, delivery or transfer takes more units than the account holds on that day. */
  OVERSOLD: 'OVERSOLD',
  /** The amount is in another currency than the instrument or the account allows. */
  CURRENCY_MISMATCH: 'CURRENCY_MISMATCH',
  /** The entry was voided and can no longer be changed. */
  VOIDED: 'VOIDED',
  /** The split names an instrument the account does not hold on that day. */
  NOT_HELD: 'NOT_HELD',
  /** The transfer brings long units to an account that is short of them, or short ones to an account that holds some. */
  OPPOSITE_SIDE: 'OPPOSITE_SIDE',
  /** A transfer needs two different accounts of the same user. */
  SAME_ACCOUNT: 'SAME_ACCOUNT',
  /** The move would change nothing: the account already belongs to the portfolio from that day on. */
  SAME_PORTFOLIO: 'SAME_PORTFOLIO',
  /** The account is closed: open it again before something is recorded in it. */
  CLOSED: 'CLOSED',
  /** Only an account without units and without cash can be closed. */
  NOT_EMPTY: 'NOT_EMPTY',
  /** The instrument trades no more on that day, so it cannot have been bought. */
  DELISTED: 'DELISTED',
} as const;
export type LedgerRule = (typeof LedgerRule)[keyof typeof LedgerRule];

export class RuleBroken extends TidemarkError {
  readonly code = ErrorCode.RULE_BROKEN;
  constructor(
    override readonly rule: LedgerRule,
    message: string,
    override readonly field?: string,
    /** The ledger entry that breaks it, where one does; it need not be the one being recorded. */
    readonly entryId?: string,
  ) {
    super(message);
  }

  /** The same, of the entry named. */
  of(entryId: string): RuleBroken {
    return new RuleBroken(this.rule, this.message, this.field, entryId);
  }
}

export class RateLimited extends TidemarkError {
  readonly code = ErrorCode.RATE_LIMITED;
  constructor(readonly retryAfterS: number) {
    super(`Too many attempts. Try again in ${retryAfterS} s.`);
  }
}

export class Unavailable extends TidemarkError {
  readonly code = ErrorCode.UNAVAILABLE;
  constructor(what: string, options?: ErrorOptions) {
    super(`${what} is not reachable at the moment. Try again shortly; with the same idempotency key nothing happens twice.`, options);
  }
}

/**
 * The same error, of the same class, of a field that lies in `place`, such as `inputs[2]`. The message names it so where it names
 * it at all; behind an article it is a word of the sentence ("correct the quantity").
 */
export function placed<T extends TidemarkError>(error: T, place: string): T {
  assert(error.field, 'only a field can be placed');
  const field = `${place}.${error.field}`;
  const copy: T = Object.create(Object.getPrototypeOf(error), Object.getOwnPropertyDescriptors(error));
  const pattern = error.field.replace(/[.[\]]/g, '\\$&');
  const message = error.message.replace(new RegExp(`(?<![\\w.]|\\b[Tt]he )${pattern}(?!\\w)`), field);
  return Object.defineProperties(copy, { field: { value: field }, message: { value: message } });
}
