/** Which page there is: who is signed in decides. Signing in again leads back to the address where the session ended. */
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react';
import { Redirect, useLocation } from 'wouter';
import { queries } from '../api/query.js';
import { secretLink, subscribeToSecretLink } from '../api/secret-link.js';
import { session } from '../api/session.js';
import { Logo } from '../kit/icon.js';
import { SignInPage } from './sign-in.js';
import { SourceUserPage } from './source-user.js';

const Shell = lazy(() => import('../shell/shell.js').then(({ Shell }) => ({ default: Shell })));

export function App() {
  const state = useSyncExternalStore(session.subscribe, session.state);
  const link = useSyncExternalStore(subscribeToSecretLink, secretLink);
  const [location] = useLocation();
  const userId = state.status === 'signedIn' ? state.user.id : null;
  useEffect(() => {
    if (userId === null) queries.clear();
  }, [userId]);
  // Whoever comes with such a link may be somebody else than who is signed in, or has lost the password all the same.
  if (link && link.purpose !== 'register') return <SignInPage notice={null} />;
  if (state.status === 'signedOut') return <SignInPage notice={state.notice} />;
  if (state.status === 'restoring') {
    return <Restoring words={state.isUnreachable ? 'The server cannot be reached. Trying again by itself…' : undefined} />;
  }
  if (state.user.role === 'SOURCE') return <SourceUserPage user={state.user} />;
  if (location === '/sign-in') return <Redirect to="/" replace />;
  return (
    <Suspense fallback={<Restoring />}>
      <Shell key={state.user.id} user={state.user} />
    </Suspense>
  );
}

function Restoring({ words = 'Opening your portfolio…' }: { words?: string | undefined }) {
  return (
    <main className="restoring" aria-busy="true">
      <Logo />
      <p role="status">{words}</p>
    </main>
  );
}
