/**
 * Where the real servers and the browser of the system tests are on this machine, and how to get those that are missing.
 * Nothing here is installed or started; `scripts/test.js` reads the same table to say what could not run.
 */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

interface Need {
  readonly title: string;
  /** The function a suite is registered with. */
  readonly registrar: string;
  /** Each list: names of one program, best first. All programs must be there. */
  readonly programs: readonly (readonly string[])[];
  readonly install: string;
}

export const NEEDS = {
  postgres: {
    title: 'PostgreSQL 15 or newer',
    registrar: 'describeWithPostgres',
    programs: [['postgres'], ['initdb'], ['pg_basebackup']],
    install: 'apt-get install -y postgresql',
  },
  redis: {
    title: 'Redis 7',
    registrar: 'describeWithRedis',
    programs: [['redis-server']],
    install: 'apt-get install -y redis-server',
  },
  chromium: {
    title: 'Chromium',
    registrar: 'describeWithChromium',
    programs: [['chromium', 'chromium-browser', 'google-chrome']],
    install: 'apt-get install -y chromium',
  },
  openssl: {
    title: 'OpenSSL',
    registrar: 'describeWithOpenssl',
    programs: [['openssl']],
    install: 'apt-get install -y openssl',
  },
  haproxy: {
    title: 'HAProxy',
    registrar: 'describeWithHaproxy',
    programs: [['haproxy']],
    install: 'apt-get install -y haproxy',
  },
  curl: {
    title: 'curl',
    registrar: 'describeWithCurl',
    programs: [['curl']],
    install: 'apt-get install -y curl',
  },
} as const satisfies Record<string, Need>;
export type NeedName = keyof typeof NEEDS;

/** The path of each program of a need, in the order of its table row; null when one is missing. */
export function findBinaries(need: NeedName): readonly string[] | null {
  const paths = NEEDS[need].programs.map(findProgram);
  return paths.every((path) => path !== null) ? paths : null;
}

/** The path of a program that must be there. */
export function requireBinary(need: NeedName, index = 0): string {
  const path = findBinaries(need)?.[index];
  if (!path) throw new Error(`${NEEDS[need].title} is not installed: ${NEEDS[need].install}`);
  return path;
}

function findProgram(names: readonly string[]): string | null {
  for (const name of names) {
    for (const folder of searchPath()) {
      const path = join(folder, name);
      if (isExecutable(path)) return path;
    }
  }
  return null;
}

/** PATH, then where packages put what they keep off it: Debian's PostgreSQL (newest first), system daemons, Homebrew. */
function searchPath(): readonly string[] {
  const onPath = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...onPath, ...debianPostgres(), '/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin', '/opt/homebrew/bin'];
}

function debianPostgres(): readonly string[] {
  try {
    const versions = readdirSync('/usr/lib/postgresql').sort((a, b) => Number(b) - Number(a));
    return versions.map((version) => `/usr/lib/postgresql/${version}/bin`);
  } catch {
    return [];
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What `program --version` says, on one line. */
export function versionOf(path: string): string {
  return execFileSync(path, [path.endsWith('haproxy') ? '-v' : '--version'], { encoding: 'utf8' })
    .trim()
    .split('\n')[0] as string;
}
