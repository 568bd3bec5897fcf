/** Fills an empty database with the demo world; never in production. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.js';
import { seedWorld } from '../demo/seed.js';
import { dayIn } from '../domain/day.js';
import { Role, User } from '../domain/user.js';
import { now } from './clock.js';
import type { Core } from './core.js';

/** The demo user's password; public, which is why production refuses the demo. */
export const DEMO_PASSWORD = 'tidemark-demo';

const DEMO_ADMIN_EMAIL = 'admin@tidemark.example';

/** Fills an empty database; returns the sign-in of the demo's administrator, made anew with each world. */
export async function seedDemo(
  config: Config,
  { database, users, passwords }: Core,
  onProgress: (text: string) => void,
): Promise<{ email: string; password: string } | null> {
  const path = join(config.dataDir, 'demo-administrator.json');
  const isEmpty = (await database.read((em) => em.count(User))) === 0;
  if (isEmpty) {
    onProgress('Making the demo world: 250 users, two years of prices and transactions.');
    const startMs = performance.now();
    const passwordHash = await passwords.hash(DEMO_PASSWORD);
    const today = dayIn('UTC', now());
    let lastTenth = 0;
    const isMade = await seedWorld(database, {
      seed: config.demoSeed,
      today,
      passwordHash,
      onProgress({ doneRows, totalRows }) {
        const tenth = Math.floor((doneRows / totalRows) * 10);
        if (tenth > lastTenth) onProgress(`  ${tenth * 10} %`);
        lastTenth = tenth;
      },
    });
    // Another instance that started at the same moment is making it.
    if (!isMade) return null;
    const password = randomBytes(12).toString('base64url');
    await users.create({ email: DEMO_ADMIN_EMAIL, password, name: 'Demo administrator', role: Role.ADMIN, actorId: null });
    mkdirSync(config.dataDir, { recursive: true });
    writeFileSync(path, JSON.stringify({ email: DEMO_ADMIN_EMAIL, password }), { mode: 0o600 });
    onProgress(`The demo world is ready after ${((performance.now() - startMs) / 1000).toFixed(1)} s.`);
  }
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}
