/** The volatilities the arbiter goes by, read in the background at the start and a few times a day. */
import type { InstrumentId } from '../domain/ids.js';
import { Instrument } from '../domain/instrument.js';
import type { Database } from '../storage/database.js';
import { volatilitiesOf } from '../storage/query/volatility.js';
import type { Log } from '../telemetry.js';

const EVERY_MS = 6 * 3_600_000;
const INSTRUMENTS_PER_READ = 100;

export function startVolatilities(database: Database, log: Log): { of(id: InstrumentId): number | null; stop(): Promise<void> } {
  const known = new Map<InstrumentId, number>();
  let isStopped = false;
  const read = async () => {
    for (let after: InstrumentId | null = null; !isStopped; ) {
      const found: InstrumentId | undefined = await database.read(async (em) => {
        const where = after ? { id: { $gt: after } } : {};
        const part: { id: InstrumentId }[] = await em.find(Instrument, where, {
          orderBy: { id: 'asc' },
          limit: INSTRUMENTS_PER_READ,
          fields: ['id'],
        });
        for (const [id, volatility] of await volatilitiesOf(
          em,
          part.map(({ id }) => id),
        ))
          known.set(id, volatility);
        return part.at(-1)?.id;
      });
      if (!found) return;
      after = found;
    }
  };
  const refresh = () =>
    read().catch((error: unknown) => {
      if (!isStopped) log.warn({ err: error }, 'Volatilities could not be read; jumps are judged by the limit of their kind.');
    });
  let reading = refresh();
  const timer = setInterval(() => {
    reading = refresh();
  }, EVERY_MS).unref();
  return {
    of: (id) => known.get(id) ?? null,
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await reading;
    },
  };
}
