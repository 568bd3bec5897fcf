/**
 * The playground: GraphiQL on this server alone, with live subscriptions. Operations run as whoever is signed in on the
 * dashboard, unless the Headers pane carries an `authorization` of its own.
 */
import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import { type DocumentNode, GraphQLError, getOperationAST } from 'graphql';
import { createClient } from 'graphql-ws/client';
import { useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { SignInMutation } from '../api/operations.js';
import { request } from '../api/request.js';
import { useService } from '../api/service.js';
import { session } from '../api/session.js';
import '../style/playground.css';

const EXAMPLE = `# Try any operation of the API here.
# Run this one, and watch the total move.

subscription LiveTotal {
  valuationChanged {
    total
    dayChange
    asOf
    sequence
  }
}
`;

/** The Headers pane's own `authorization`, and whom the last operation was sent as: for another one the socket is opened anew. */
let own: string | null = null;
let identity: string | null = null;

const wsClient = createClient({
  url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
  // Asked on each connection, so that a socket closed with its token comes back with the next one.
  connectionParams: async () => {
    const authorization = own ?? (await bearer());
    return authorization ? { authorization } : {};
  },
});

const plainFetcher = createGraphiQLFetcher({ url: '/graphql', wsClient });

const fetcher: Fetcher = async (params, options) => {
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
  // The socket would be refused and tried again and again, and GraphiQL shows nothing of it.
  else if (options?.documentAST && isSubscription(options.documentAST, params.operationName)) return { errors: [SIGN_IN_FIRST] };
  return plainFetcher(params, { ...options, headers });
};

const SIGN_IN_FIRST = new GraphQLError('Sign in first: a subscription needs a valid access token.');

function isSubscription(document: DocumentNode, name: string | null | undefined): boolean {
  return getOperationAST(document, name)?.operation === 'subscription';
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
        <GraphiQL fetcher={fetcher} defaultQuery={EXAMPLE} />
      </main>
    </div>
  );
}

function Identity() {
  const state = useSyncExternalStore(session.subscribe, session.state);
  const service = useService();
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
      <span className="who-lead">Not signed in</span>
      {demo && (
        <button
          type="button"
          onClick={() =>
            request(SignInMutation, demo).then(
              ({ signIn }) => session.begin(signIn),
              () => undefined,
            )
          }
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
