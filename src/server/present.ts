/**
 * The one form every error leaves in, over both transports. Ours keep their code, field and rule; GraphQL's own keep their
 * message; anything else is a defect, logged under a correlation id that is all the client gets to see.
 */
import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ErrorCode, InvalidInput, InvalidInputs, RateLimited, TidemarkError } from '../domain/errors.js';
import { traceIds } from '../telemetry/trace.js';
import type { Log } from '../telemetry.js';
import { placeOf } from './place.js';

/** Faults of one request named one by one. */
const PROBLEMS_MAX = 100;

export function present(error: GraphQLError, log: Log): GraphQLFormattedError {
  const formatted = presentUntraced(error, log);
  const traceId = traceIds()?.traceId;
  return traceId ? { ...formatted, extensions: { ...formatted.extensions, traceId } } : formatted;
}

function presentUntraced(error: GraphQLError, log: Log): GraphQLFormattedError {
  const { locations, path } = error;
  const cause = originOf(error);
  const place = { ...(locations && { locations }), ...(path && { path }) };
  if (cause instanceof TidemarkError) return { ...presentOwn(error, cause), ...place };
  if (!cause || cause instanceof GraphQLError) {
    const { code: given, rule, limit, retryAfterS } = error.extensions ?? {};
    const code = typeof given === 'string' && given !== 'INTERNAL_SERVER_ERROR' ? given : ErrorCode.BAD_USER_INPUT;
    const { field, message, rule: broken } = placeOf(error);
    const more = {
      ...(rule || broken ? { rule: rule ?? broken } : {}),
      ...(limit ? { limit } : {}),
      ...(retryAfterS ? { retryAfterS } : {}),
    };
    return { message, ...place, extensions: { code, ...(field && { field }), ...more } };
  }
  const correlationId = randomUUID();
  log.error({ err: cause, correlationId, path }, 'an operation failed unexpectedly');
  return {
    message: `Something went wrong on our side. Please report it with this id: ${correlationId}`,
    ...place,
    extensions: { code: ErrorCode.INTERNAL, correlationId },
  };
}

/** A request that could not even be read, such as an unclosed body, in the same form as every other error. */
export function presentRequest(
  error: { readonly statusCode?: number; readonly message: string },
  log: Log,
): { status: number; body: object } {
  const status = error.statusCode ?? 500;
  if (status >= 500) return { status, body: { errors: [present(new GraphQLError('', { originalError: error as Error }), log)] } };
  return { status, body: { errors: [{ message: placeOf(new GraphQLError(error.message)).message, extensions: { code: 'BAD_REQUEST' } }] } };
}

/** The HTTP status of a request that could not be begun because of this. */
export function statusOf({ code }: TidemarkError): number {
  if (code === ErrorCode.UNAUTHENTICATED) return 401;
  return code === ErrorCode.UNAVAILABLE ? 503 : 400;
}

function presentOwn(error: GraphQLError, cause: TidemarkError): GraphQLFormattedError {
  // A scalar does not know which field it is read for; GraphQL's message around it does.
  const field = cause instanceof InvalidInput && cause.field === 'value' ? placeOf(error).field : cause.field;
  const message = field && cause.field === 'value' ? cause.message.replace(/^value\b/, field) : cause.message;
  const retryAfterS = cause instanceof RateLimited ? cause.retryAfterS : undefined;
  return {
    message,
    extensions: {
      code: cause.code,
      ...(field && { field }),
      ...(cause.rule && { rule: cause.rule }),
      ...(retryAfterS && { retryAfterS }),
      ...(cause instanceof InvalidInputs && { problems: problemsOf(cause) }),
    },
  };
}

function problemsOf({ faults }: InvalidInputs) {
  return faults.slice(0, PROBLEMS_MAX).map(({ field, rule, message }) => ({ field, rule, message }));
}

function originOf(error: GraphQLError): unknown {
  let cause: unknown = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause === error ? null : cause;
}
