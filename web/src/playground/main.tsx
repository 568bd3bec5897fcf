/**
 * The playground: GraphiQL on this server alone, with live subscriptions. Operations run as whoever is signed in on the
 * dashboard, unless the Headers pane carries an `authorization` of its own.
 */
import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import { type ExecutionResult, GraphQLError, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { createClient } from 'graphql-ws/client';
import { useState, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { SignInMutation } from '../api/operations.js';
import { request } from '../api/request.js';
import { useService } from '../api/service.js';
import { session } from '../api/session.js';
import { EXAMPLES } from './examples.js';
import '../style/playground.css';

/** The Headers pane's own `authorization`, and whom the last operation was sent as: for another one the socket is opened anew. */
let own: string | null = null;
let identity: string | null = null;

const SIGN_IN_FIRST = new GraphQLError('Sign in first: a subscription needs a valid access token.');
/** The server takes the token no more, or not any longer. */
const REFUSED = [4401, 4403];

const wsClient = createClient({
  url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
  // Asked on each connection, so that a socket closed with its token comes back with the next one, if there is one.
  connectionParams: async () => {
    const authorization = own ?? (await bearer());
    if (!authorization) throw SIGN_IN_FIRST;
    return { authorization };
  },
  on: {
    closed: (event) => {
      if (REFUSED.includes((event as CloseEvent).code)) renew();
    },
  },
});

const plainFetcher = createGraphiQLFetcher({
  url: '/graphql',
  fetch: async (input, init) => {
    const response = await fetch(input, init);
    if (response.status === 401) renew();
    return response;
  },
});

const fetcher: Fetcher = async ({ query, variables, operationName }, options) => {
  const headers: Record<string, string> = { ...options?.headers };
  own = Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1] ?? null;
  const signedIn = session.state();
  const next = own ?? (signedIn.status === 'signedIn' ? signedIn.user.id : null);
  if (next !== identity) {
    identity = next;
    wsClient.terminate();
  }
  const authorization = own ?? (await bearer());
  if (authorization) headers.authorization = authorization;
  const operation = operationOf(query, operationName);
  const params = { query, variables, operationName: operation?.name?.value };
  if (operation?.operation !== 'subscription') return plainFetcher(params, { headers });
  // The socket would be refused and tried again and again, and GraphiQL shows nothing of it.
  return authorization ? pushes(params) : { errors: [SIGN_IN_FIRST] };
};

/**
 * GraphiQL reads its editor a moment after each change, so what is run at once comes with the name of the operation that stood
 * there before. Null where the text cannot be read, or it says not which one is meant: the server says so.
 */
function operationOf(query: string, name: string | null | undefined): OperationDefinitionNode | null {
  try {
    const operations = parse(query).definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    return operations.find((operation) => operation.name?.value === name) ?? (operations.length === 1 ? (operations[0] ?? null) : null);
  } catch {
    return null;
  }
}

/** Not by GraphiQL's own way, which throws an error of the subscription a second time, where nobody catches it. */
function pushes(params: { query: string; variables?: Record<string, unknown>; operationName: string | undefined }) {
  const iterator = wsClient.iterate(params);
  return {
    next: () =>
      iterator.next().catch((error: unknown): never => {
        throw error instanceof CloseEvent ? new Error(`The connection was closed: ${error.code} ${error.reason}`.trim()) : error;
      }),
    return: () => iterator.return?.(),
    [Symbol.asyncIterator]() {
      return this;
    },
  } as AsyncIterableIterator<ExecutionResult>;
}

/** The session's token was refused: another one is asked for, and the page hears whether the session itself has ended. */
function renew(): void {
  if (own !== null) return;
  session.discardAccessToken();
  void bearer();
}

async function bearer(): Promise<string | null> {
  if (session.state().status === 'signedOut') return null;
  return session.accessToken().then(
    (token) => `Bearer ${token}`,
    () => null,
  );
}

function Playground() {
  return (
    <div className="playground">
      <header>
        <a href="/">Tidemark</a>
        <h1>Playground</h1>
        <Identity />
      </header>
      <main>
        <GraphiQL fetcher={fetcher} defaultTabs={[...EXAMPLES]} />
      </main>
    </div>
  );
}

function Identity() {
  const state = useSyncExternalStore(session.subscribe, session.state);
  const service = useService();
  const [problem, setProblem] = useState<string | null>(null);
  if (state.status === 'signedIn') {
    return (
      <p>
        <span>
          <span className="who-lead">Signed in as </span>
          {state.user.email}
        </span>
        <button type="button" onClick={() => session.signOut()}>
          Sign out
        </button>
      </p>
    );
  }
  const demo =
    service?.isDemo && service.demoEmail && service.demoPassword ? { email: service.demoEmail, password: service.demoPassword } : null;
  return (
    <p>
      {problem ? <span role="alert">{problem}</span> : <span className="who-lead">Not signed in</span>}
      {demo && (
        <button
          type="button"
          onClick={() => {
            setProblem(null);
            request(SignInMutation, demo).then(
              ({ signIn }) => session.begin(signIn),
              (failure: Error) => setProblem(failure.message),
            );
          }}
        >
          Use the demo account
        </button>
      )}
      <a href="/">Sign in</a>
    </p>
  );
}

session.restore();
const root = document.getElementById('root');
if (root) createRoot(root).render(<Playground />);
