/*
 * `npm run audit`: asks the registry for known weaknesses of what is installed in production, and fails for serious ones. A
 * registry that cannot answer is said out loud and is no failure, unless --strict is given: a mirror need not know any.
 */
import { spawnSync } from 'node:child_process';

const SERIOUS = ['high', 'critical'];
/** What is known and does not concern us: the advisory's address, and why. */
const ACCEPTED = new Map();

const { stdout, error } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
const report = parse(stdout);
if (error || !report?.vulnerabilities) {
  const reason = error?.message || report?.error?.summary || report?.message || 'it gave no report';
  console.error(`NOT AUDITED: the registry could not be asked for known weaknesses (${reason}).`);
  process.exit(process.argv.includes('--strict') ? 1 : 0);
}
const serious = Object.values(report.vulnerabilities)
  .filter(({ severity }) => SERIOUS.includes(severity))
  .map(({ name, severity, via }) => ({ name, severity, via: via.filter((each) => typeof each === 'object' && !ACCEPTED.has(each.url)) }))
  .filter(({ via }) => via.length > 0);
for (const { name, severity, via } of serious) {
  console.error(`${severity}: ${name}`);
  for (const { title, url, range } of via) console.error(`  ${title} (${range}), ${url}`);
}
if (serious.length > 0) {
  console.error('Take a version without it, or write into scripts/audit.js why it does not concern us.');
  process.exit(1);
}
console.log('No serious weakness is known of what is installed in production.');

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
