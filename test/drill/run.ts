/** `npm run drill -- --help`: as many rounds as wanted, faults by chance; exit code 1 when anything is not as it should be. */
import { parseArgs } from 'node:util';
import { FAULTS } from './faults.js';
import { Random } from './random.js';
import { complaints, figures, isWell, type Round, runRound, summary } from './round.js';
import { Site } from './site.js';
import { Workload } from './workload.js';

const HELP = `npm run drill -- [options]: a whole installation on this machine, broken round after round and compared after each

  --rounds N     how many (20); each fault once, then by chance
  --seed S       the same chance again; made up and printed when not given
  --cluster      a Redis Cluster of three nodes instead of one Redis
  --only A,B     only faults with one of these words in their name
  --writers N    people who record entries (4)
  --watchers N   open dashboards (24)

Faults:
${FAULTS.map(({ name, about }) => `  ${name.padEnd(32)} ${about}`).join('\n')}

Exit codes: 0 all was well; 1 something was not.
`;
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Math.floor(Date.now() / 1000) % 1_000_000) },
    cluster: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    writers: { type: 'string', default: '4' },
    watchers: { type: 'string', default: '24' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const random = new Random(Number(values.seed));
process.stderr.write(
  `seed ${values.seed}: again with npm run drill -- --rounds ${values.rounds} --seed ${values.seed}${values.cluster ? ' --cluster' : ''}\n`,
);
const wanted = values.only.split(',');
const chosen = FAULTS.filter(({ name }) => wanted.some((part) => name.includes(part)));
for (const name of ['rounds', 'seed', 'writers', 'watchers'] as const) {
  if (!Number.isSafeInteger(Number(values[name]))) refuse(`--${name} must be a whole number.`);
}
if (chosen.length === 0) refuse(`--only: no fault is named like "${values.only}".`);
// Children do not keep a process alive; the end is said by process.exit.
setInterval(() => undefined, 60_000);
const rounds: Round[] = [];
const site = await Site.open({ isCluster: values.cluster });
try {
  const load = await Workload.open(site, { writers: Number(values.writers), watchers: Number(values.watchers) });
  for (let number = 1; number <= Number(values.rounds); number += 1) {
    const possible = chosen.filter(({ isPossible }) => isPossible?.(site) ?? true);
    // Each once first, in their order; then by chance.
    const fault =
      possible.find(({ name }) => number <= FAULTS.length && !rounds.some((round) => round.fault === name)) ?? random.pick(possible);
    process.stderr.write(`round ${number}: ${fault.name}\n`);
    const round = await runRound(site, load, fault, { random, isVerifying: true }).catch((error: unknown) => {
      for (const line of site.lastWords()) process.stderr.write(`    ${line}\n`);
      throw error;
    });
    rounds.push(round);
    process.stderr.write(`  ${figures(round)}\n`);
    const found = complaints(round);
    for (const complaint of found) process.stderr.write(`  ${complaint}\n`);
    if (found.length > 0) for (const line of site.lastWords()) process.stderr.write(`    ${line}\n`);
  }
  await load.close();
} finally {
  await site.close();
}
process.stdout.write(`${summary(rounds)}\n`);
process.exit(rounds.every(isWell) ? 0 : 1);

function refuse(why: string): never {
  process.stderr.write(`${why}\n\n${HELP}`);
  process.exit(1);
}
