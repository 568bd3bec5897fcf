/** Which page there is: who is signed in decides. */
import { useSyncExternalStore } from 'react';
import { session } from '../api/session.js';
import { Logo } from '../part/icon.js';
import { PortfolioPage } from './portfolio.js';
import { SignInPage } from './sign-in.js';

export function App() {
  const state = useSyncExternalStore(session.subscribe, session.state);
  if (state.status === 'signedIn') return <PortfolioPage key={state.user.id} user={state.user} />;
  if (state.status === 'signedOut') return <SignInPage notice={state.notice} />;
  return (
    <main className="restoring" aria-busy="true">
      <Logo />
      <p role="status">{state.isUnreachable ? 'The server cannot be reached. Trying again by itself…' : 'Opening your portfolio…'}</p>
    </main>
  );
}
