/** A deadline for one operation: whoever asks has an answer by then, even when what was started cannot be called back. */
import { type ExecutionResult, GraphQLError } from 'graphql';
import { ErrorCode } from '../domain/errors.js';

type Outcome = Promise<ExecutionResult> | ExecutionResult;

/** The result, or after `limitMs` an error that says so. */
export async function within(limitMs: number, outcome: Outcome): Promise<ExecutionResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ExecutionResult>((resolve) => {
    timer = setTimeout(() => resolve({ errors: [deadlineExceeded(limitMs)] }), limitMs);
  });
  try {
    return await Promise.race([outcome, late]);
  } finally {
    clearTimeout(timer);
  }
}

function deadlineExceeded(limitMs: number): GraphQLError {
  return new GraphQLError(
    `The operation was given up after ${limitMs / 1000} s. A mutation may still take effect: send it again with the same idempotency key.`,
    { extensions: { code: ErrorCode.DEADLINE_EXCEEDED } },
  );
}
