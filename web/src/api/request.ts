/** One GraphQL operation over HTTP. It either gives the whole answer or throws an ApiFailure: no half answers. */

import type { TypedDocumentString } from '../gql/graphql.js';
import { ApiFailure, failureOf, type GraphQLProblem, unreachable } from './failure.js';
import { serverClock } from './server-clock.js';

const TIMEOUT_MS = 15_000;

export async function request<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  accessToken?: string,
): Promise<Result> {
  const response = await post({ query: document.toString(), variables }, accessToken);
  const date = response.headers.get('date');
  if (date) serverClock.learn(Date.parse(date));
  const body = await parse<Result>(response);
  if (body.errors && body.errors.length > 0) throw failureOf(body.errors);
  if (!body.data) throw new ApiFailure({ code: 'INTERNAL', message: 'The server gave an empty answer. Try again shortly.' });
  return body.data;
}

async function post(body: object, accessToken: string | undefined): Promise<Response> {
  const headers: Record<string, string> = { 'content-type': 'application/json', accept: 'application/json' };
  if (accessToken) headers.authorization = `Bearer ${accessToken}`;
  try {
    return await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify(body), signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    throw unreachable();
  }
}

async function parse<Result>(response: Response): Promise<{ data?: Result | null; errors?: readonly GraphQLProblem[] }> {
  try {
    return await response.json();
  } catch {
    // A proxy's error page, for example: the server behind it was not reached.
    throw unreachable();
  }
}
