/**
 * What is done to an installation, each with the way back. A fault resolves when it is over, so that the time to heal can be
 * measured from there; it throws when the program did not bear it as it should.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Api } from '../testkit/api.js';
import { until } from '../testkit/until.js';
import { day, RECORD } from '../testkit/world.js';
import type { Random } from './random.js';
import { INSTANCES, type Site } from './site.js';
import type { Workload } from './workload.js';

export interface Fault {
  readonly name: string;
  /** What it tries, in the words of the operations guide. */
  readonly about: string;
  readonly isPossible?: (site: Site) => boolean;
  run(site: Site, load: Workload, random: Random): Promise<void>;
}

const UNAVAILABLE_MS_MAX = 5_000;
/** Until the database is known to be away, and prices go on. */
const PUSH_MS_MAX = 10_000;
/** Until what is written has used up the last pages. */
const FULL_MS_MAX = 60_000;
const STOP_MS_MAX = 15_000;

/** Lets the fault last between the two, in milliseconds. */
const last = (random: Random, least: number, most: number) => wait(least + random.below(most - least));

export const FAULTS: readonly Fault[] = [
  {
    name: 'instance killed',
    about: 'clients reconnect elsewhere, the leader of the source moves',
    async run(site, _load, random) {
      const index = await site.serving(random);
      await site.killInstance(index);
      await last(random, 500, 2_500);
      await site.startInstance(index);
    },
  },
  {
    name: 'instance stopped and continued',
    about: 'the balancer takes it out; what it holds is not lost, and it knows that it missed something',
    async run(site, _load, random) {
      const index = await site.serving(random);
      site.signalInstance(index, 'SIGSTOP');
      await last(random, 3_000, 5_000);
      site.signalInstance(index, 'SIGCONT');
    },
  },
  {
    name: 'rolling deploy',
    about: 'each instance in turn drains within 15 s and exits with 0, and no write fails for it',
    async run(site) {
      for (let index = 0; index < INSTANCES; index += 1) {
        const startMs = performance.now();
        const code = await site.stopInstance(index);
        const tookMs = performance.now() - startMs;
        if (code !== 0 || tookMs > STOP_MS_MAX) throw new Error(`Instance ${index} ended with ${code} after ${Math.round(tookMs)} ms.`);
        await site.startInstance(index);
      }
    },
  },
  {
    name: 'redis restarted',
    about: 'mutations go on, each instance serves its own, and all resync',
    async run(site, _load, random) {
      if (site.cluster) {
        const node = random.below(site.cluster.urls.length);
        await site.cluster.kill(node);
        await last(random, 1_000, 3_000);
        await site.cluster.restart(node);
      } else {
        await site.redis?.kill();
        await last(random, 500, 3_000);
        await site.redis?.restart();
      }
    },
  },
  {
    name: 'redis unreachable',
    about: 'a network that swallows everything holds up no write',
    async run(site, load, random) {
      const before = load.acknowledged();
      if (site.cluster) site.cluster.signal(0, 'SIGSTOP');
      else site.redisWire?.hold();
      await last(random, 3_000, 4_000);
      if (load.acknowledged() === before) throw new Error('No write was acknowledged while Redis was unreachable.');
      if (site.cluster) site.cluster.signal(0, 'SIGCONT');
      else site.redisWire?.cut();
      site.redisWire?.pass();
    },
  },
  {
    name: 'instance killed without redis',
    about: 'what only that instance had heard, the others read from the database; nobody is shown less than before',
    isPossible: (site) => site.redis !== null,
    async run(site, _load, random) {
      await site.redis?.kill();
      await last(random, 500, 1_500);
      const index = await site.serving(random);
      await site.killInstance(index);
      await last(random, 500, 1_500);
      await site.redis?.restart();
      await site.startInstance(index);
    },
  },
  {
    name: 'postgres restarted',
    about: 'connections are made anew by themselves',
    async run(site) {
      await site.primary.restart();
    },
  },
  {
    name: 'postgres crashed',
    about: 'writes answer UNAVAILABLE within 5 s, no instance ends, and no dashboard loses its socket',
    async run(site, load, random) {
      const closed = closures(load);
      await site.primary.kill('SIGKILL');
      await expectUnavailable(load);
      await last(random, 1_000, 3_000);
      await expectPushes(load);
      if (closures(load) > closed) throw new Error(`${closures(load) - closed} sockets were closed while the database was away.`);
      await site.primary.restart();
    },
  },
  {
    name: 'postgres hanging',
    about: 'a server that accepts and never answers is noticed; its connections are given up, and streamed prices go on from memory',
    async run(site, load, random) {
      site.primary.signal('SIGSTOP');
      try {
        await expectUnavailable(load);
        await last(random, 1_000, 6_000);
        await expectPushes(load);
      } finally {
        site.primary.signal('SIGCONT');
      }
    },
  },
  {
    name: 'postgres partitioned',
    about: 'half-open connections do not keep the pool, and streamed prices go on',
    async run(site, load) {
      site.databaseWire.hold();
      try {
        await expectUnavailable(load);
        await expectPushes(load);
      } finally {
        site.databaseWire.cut();
        site.databaseWire.pass();
      }
    },
  },
  {
    name: 'disk full',
    about: 'writes are refused and reads go on while the database has no room; with room again all goes on',
    isPossible: (site) => site.databaseDisk !== null,
    async run(site, load, random) {
      const disk = site.databaseDisk;
      const before = load.unavailable;
      disk?.fill();
      try {
        await until(
          () => load.unavailable,
          (count) => count > before,
          FULL_MS_MAX,
        );
        await last(random, 1_000, 3_000);
      } finally {
        disk?.free();
      }
      // Without room for its log it ends by itself; whoever runs it starts it again.
      await site.primary.revive();
    },
  },
  {
    name: 'failover to the replica',
    about: 'nothing acknowledged is lost, since a commit waits for the replica',
    isPossible: (site) => site.replica !== null,
    run: (site) => site.failOver(),
  },
  {
    name: 'clock skew',
    about: 'an instance whose clock is a minute behind or ahead holds leases and sessions as the others do',
    async run(site, _load, random) {
      const index = await site.serving(random);
      await site.killInstance(index);
      await site.startSkewed(index, random.pick([-60_000, 60_000]));
      await last(random, 2_000, 4_000);
      await site.stopInstance(index);
      await site.startInstance(index);
    },
  },
  {
    name: 'source silent',
    about: 'values stay with their age, and go on when the source does',
    async run(site, _load, random) {
      for (const socket of site.exchange.sockets) socket.terminate();
      await last(random, 1_000, 2_000);
    },
  },
];

function closures({ watchers }: Workload): number {
  return watchers.reduce((sum, { codes }) => sum + codes.length, 0);
}

/** Every dashboard is shown something new, though nothing can be stored. */
async function expectPushes({ watchers }: Workload): Promise<void> {
  const before = watchers.map(({ messages }) => messages);
  await until(
    () => watchers.map(({ messages }) => messages),
    (counts) => counts.every((count, index) => count > (before[index] as number)),
    PUSH_MS_MAX,
  );
}

/** A write sent now is answered UNAVAILABLE in time: not later, and with nothing else. */
async function expectUnavailable(load: Workload): Promise<void> {
  const api = load.people[0]?.api as Api;
  const key = `unavailable-${load.writes.length}`;
  const write = { key, writer: 0, isAcknowledged: false };
  load.writes.push(write);
  const input = {
    accountId: load.accounts[0] as string,
    kind: 'DEPOSIT' as const,
    tradeDate: day(-1),
    amount: '1',
    currency: 'EUR',
    note: key,
  };
  const startMs = performance.now();
  const answer = await api.run(RECORD, { input, key });
  const tookMs = performance.now() - startMs;
  if (answer.errors.length === 0) {
    // It was quicker than the fault.
    write.isAcknowledged = true;
    return;
  }
  const { code } = answer.expectError().extensions;
  if (code !== 'UNAVAILABLE') throw new Error(`A write was answered ${code} instead of UNAVAILABLE.`);
  if (tookMs > UNAVAILABLE_MS_MAX) throw new Error(`A write was answered UNAVAILABLE only after ${Math.round(tookMs)} ms.`);
}
