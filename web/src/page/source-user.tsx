/** What a user with the role SOURCE finds here, being a machine: what it may do, and where. */
import { useService } from '../api/service.js';
import { type SessionUser, session } from '../api/session.js';
import { Welcome } from './welcome.js';

export function SourceUserPage({ user: { name, source } }: { user: SessionUser }) {
  const service = useService();
  return (
    <Welcome>
      <h1>{name} is a source of prices</h1>
      <p>
        It delivers prices through the API and keeps no portfolio, so there are no figures here. Whoever keeps a portfolio signs in with a
        user of their own.
      </p>
      <p>
        Prices are delivered with <code>ingestQuotes</code>, exchange rates with <code>ingestFxRates</code>, and an API token that an
        administrator makes.{' '}
        {source && (
          <>
            They are known as those of <code>{source}</code>.
          </>
        )}
      </p>
      {service?.hasPlayground && (
        <a className="button" href="/playground">
          Try it in the playground
        </a>
      )}
      <button type="button" className="button button-second" onClick={() => session.signOut()}>
        Sign out
      </button>
    </Welcome>
  );
}
