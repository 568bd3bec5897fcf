/** A change through the API: what the pages show is read again once it has been made. */
import type { TypedDocumentString } from '../gql/graphql.js';
import { ApiFailure } from './failure.js';
import { queries } from './query.js';
import { session } from './session.js';

/** @throws ApiFailure */
export async function mutate<Result, Variables>(document: TypedDocumentString<Result, Variables>, variables: Variables): Promise<Result> {
  const result = await session.request(document, variables);
  queries.revalidate();
  return result;
}

/** Any failure in words a page can show. */
export function asFailure(cause: unknown): ApiFailure {
  return cause instanceof ApiFailure
    ? cause
    : new ApiFailure({ code: 'INTERNAL', message: 'Something went wrong on this page. Reload it and try again.' });
}
