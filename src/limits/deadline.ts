/** A deadline for one operation: whoever asks has an answer by then, even when what was started cannot be called back. */
import { type ExecutionResult, GraphQLError } from 'graphql';
import { ErrorCode } from '../domain/errors.js';

type Outcome = Promise<ExecutionResult> | ExecutionResult;

/**
 * The result, or after `limitMs` an error that says so, and of what may have been done all the same how it is found out.
 * @param begin told by `isGivenUp` whether anybody waits for it still
 */
export async function within(
  limitMs: number,
  begin: (isGivenUp: () => boolean) => Outcome,
  { isMutation }: { readonly isMutation: boolean },
): Promise<ExecutionResult> {
  let timer: NodeJS.Timeout | undefined;
  let isLate = false;
  const late = new Promise<ExecutionResult>((resolve) => {
    timer = setTimeout(() => {
      isLate = true;
      resolve({ errors: [deadlineExceeded(limitMs, isMutation)] });
    }, limitMs);
  });
  try {
    return await Promise.race([begin(() => isLate), late]);
  } finally {
    clearTimeout(timer);
  }
}

function deadlineExceeded(limitMs: number, isMutation: boolean): GraphQLError {
  const advice = isMutation
    ? 'It may still take effect: send it again with the same idempotency key, or look before you do.'
    : 'Ask for less at once, such as fewer rows or a shorter range, or try again later.';
  const extensions = { code: ErrorCode.DEADLINE_EXCEEDED };
  return new GraphQLError(`The operation was given up after ${limitMs / 1000} s. ${advice}`, { extensions });
}
