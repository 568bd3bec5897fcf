/**
 * The one form every error leaves in, over both transports. Ours keep their code, field and rule; GraphQL's own keep their
 * message; anything else is a defect, logged under a correlation id that is all the client gets to see.
 */
import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ErrorCode, InvalidInput, RateLimited, TidemarkError } from '../domain/errors.js';
import type { Log } from '../telemetry.js';

export function present(error: GraphQLError, log: Log): GraphQLFormattedError {
  const { locations, path } = error;
  const cause = originOf(error);
  const place = { ...(locations && { locations }), ...(path && { path }) };
  if (cause instanceof TidemarkError) return { ...presentOwn(error, cause), ...place };
  if (!cause || cause instanceof GraphQLError) {
    const { code: given, rule, limit, retryAfterS } = error.extensions ?? {};
    const code = typeof given === 'string' && given !== 'INTERNAL_SERVER_ERROR' ? given : ErrorCode.BAD_USER_INPUT;
    const field = fieldOf(error.message);
    const more = { ...(rule ? { rule } : {}), ...(limit ? { limit } : {}), ...(retryAfterS ? { retryAfterS } : {}) };
    return { message: error.message, ...place, extensions: { code, ...(field && { field }), ...more } };
  }
  const correlationId = randomUUID();
  log.error({ err: cause, correlationId, path }, 'an operation failed unexpectedly');
  return {
    message: `Something went wrong on our side. Please report it with this id: ${correlationId}`,
    ...place,
    extensions: { code: ErrorCode.INTERNAL, correlationId },
  };
}

/** The HTTP status of a request that could not be begun because of this. */
export function statusOf({ code }: TidemarkError): number {
  if (code === ErrorCode.UNAUTHENTICATED) return 401;
  return code === ErrorCode.UNAVAILABLE ? 503 : 400;
}

function presentOwn(error: GraphQLError, cause: TidemarkError): GraphQLFormattedError {
  // A scalar does not know which field it is read for; GraphQL's message around it does.
  const field = cause instanceof InvalidInput && cause.field === 'value' ? fieldOf(error.message) : cause.field;
  const message = field && cause.field === 'value' ? cause.message.replace(/^value\b/, field) : cause.message;
  const retryAfterS = cause instanceof RateLimited ? cause.retryAfterS : undefined;
  return {
    message,
    extensions: {
      code: cause.code,
      ...(field && { field }),
      ...(cause.rule && { rule: cause.rule }),
      ...(retryAfterS && { retryAfterS }),
    },
  };
}

function originOf(error: GraphQLError): unknown {
  let cause: unknown = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause === error ? null : cause;
}

/** `input.quantity` from GraphQL's own words about a variable or an argument. */
function fieldOf(message: string): string | undefined {
  const variable = /^Variable "\$(\w+)" got invalid value .*?(?: at "\w+((?:\.|\[)[^"]*)")?;/s.exec(message);
  if (variable) return `${variable[1]}${variable[2] ?? ''}`;
  return /^Argument "(\w+)" has invalid value/.exec(message)?.[1];
}
