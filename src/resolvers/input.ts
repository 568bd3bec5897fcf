/** Names an error's field as the client wrote it: a service knows `quantity`, the client sent `input.quantity`. */
import { TidemarkError } from '../domain/errors.js';

/** @param besides arguments that stand beside the input object and keep their names */
export async function ofInput<T>(name: string, work: () => Promise<T>, besides: readonly string[] = []): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isOfInput =
      error instanceof TidemarkError && error.field && !besides.includes(error.field) && !error.field.startsWith(`${name}[`);
    throw isOfInput ? renamed(error, `${name}.${error.field}`) : error;
  }
}

/** The same error, of the same class, about another field. */
function renamed(error: TidemarkError, field: string): TidemarkError {
  const copy = Object.create(Object.getPrototypeOf(error), Object.getOwnPropertyDescriptors(error));
  const pattern = (error.field as string).replace(/[.[\]]/g, '\\$&');
  const message = error.message.replace(new RegExp(`(?<![\\w.])${pattern}(?!\\w)`), field);
  return Object.defineProperties(copy, { field: { value: field }, message: { value: message } });
}
