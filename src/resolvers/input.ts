/** Names an error's field as the client wrote it: a service knows `quantity`, the client sent `input.quantity`. */
import { placed, TidemarkError } from '../domain/errors.js';

/** @param besides arguments that stand beside the input object and keep their names */
export async function ofInput<T>(name: string, work: () => Promise<T>, besides: readonly string[] = []): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isOfInput =
      error instanceof TidemarkError && error.field && !besides.includes(error.field) && !error.field.startsWith(`${name}[`);
    throw isOfInput ? placed(error, name) : error;
  }
}
