/**
 * Keeps a pool of connections whole: whoever held a connection that ended may fail to give it back (a `begin` or a `rollback` that
 * failed keeps it for ever), and a pool of a few would soon be empty. Invariant: a connection that ended belongs to nobody.
 */
import type pg from 'pg';

type Client = pg.ClientBase & { release(error?: Error | boolean): void };

/** Watches a pool from its beginning; returns its open connections, for whoever must cut them. */
export function watchPool(pool: pg.Pool): ReadonlySet<pg.ClientBase> {
  const open = new Set<pg.ClientBase>();
  pool.on('connect', (client) => open.add(client));
  pool.on('remove', (client) => open.delete(client));
  const held = new Set<pg.ClientBase>();
  pool.on('release', (_error, client) => held.delete(client));
  pool.on('acquire', (client) => {
    held.add(client);
    // After the pool has set the connection's own release, and before whoever waits for it goes on. The pool itself takes an idle
    // one whose life has ended and gives it back in one breath: then nobody holds it.
    queueMicrotask(() => held.has(client) && giveBackOnce(client as Client));
  });
  return open;
}

function giveBackOnce(client: Client): void {
  const giveBack = client.release;
  let isHeld = true;
  client.release = (error) => {
    if (!isHeld) return;
    isHeld = false;
    client.off('end', ended);
    giveBack.call(client, error);
  };
  // A moment later: its holder hears of the end by the failure of what it asked, and may give it back as it should.
  const ended = () => void setImmediate(() => client.release(true));
  client.once('end', ended);
}
