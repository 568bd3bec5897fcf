/**
 * The playground: GraphiQL on this server alone, with live subscriptions. Operations run as whoever is signed in on the
 * dashboard, unless the Headers pane carries an `authorization` of its own.
 */
import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import { createClient } from 'graphql-ws/client';
import { useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { SignInMutation } from '../api/operations.js';
import { request } from '../api/request.js';
import { useService } from '../api/service.js';
import { session } from '../api/session.js';
import '../style/playground.css';

const EXAMPLE = `# Every operation of the API can be tried here. Run this one and watch the total move.

subscription LiveTotal {
  valuationChanged {
    total
    dayChange
    asOf
    sequence
  }
}
`;

/** What the last operation was sent as; a socket opened as someone else is opened anew. */
let authorization: string | null = null;

const wsClient = createClient({
  url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
  connectionParams: () => (authorization ? { authorization } : {}),
});

const plainFetcher = createGraphiQLFetcher({ url: '/graphql', wsClient });

const fetcher: Fetcher = async (params, options) => {
  const headers: Record<string, string> = { ...options?.headers };
  const own = Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  const next = own ?? (await bearer());
  if (next && !own) headers.authorization = next;
  if (next !== authorization) {
    authorization = next;
    wsClient.terminate();
  }
  return plainFetcher(params, { ...options, headers });
};

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
        Signed in as {state.user.email}
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
      Not signed in
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
      <a href="/">Sign in on the dashboard</a>
    </p>
  );
}

session.restore();
const root = document.getElementById('root');
if (root) createRoot(root).render(<Playground />);
