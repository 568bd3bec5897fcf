/** What the program says of itself: its version, its banner and where its files are. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config.js';
import { DEMO_EMAIL } from '../demo/person.js';
import type { Source } from '../ingestion/source.js';
import type { About } from '../services/service.js';
import { DEMO_PASSWORD } from './demo.js';
import { registrationOf } from './identity.js';

export const ROOT = projectRoot(dirname(fileURLToPath(import.meta.url)));

export function aboutOf(config: Config): About {
  const { isDemo, isSimulated, isProduction, smtpUrl } = config;
  const [demoEmail, demoPassword] = isDemo ? [DEMO_EMAIL, DEMO_PASSWORD] : [null, null];
  return {
    version: version(),
    isDemo,
    isSimulated,
    hasPlayground: !isProduction,
    isMailing: smtpUrl !== null || !isProduction,
    registration: registrationOf(config),
    demoEmail,
    demoPassword,
  };
}

export function version(): string {
  return JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version;
}

export function banner({
  config,
  url,
  sources,
  admin,
}: {
  config: Config;
  url: string;
  sources: readonly Source[];
  admin: { email: string; password: string } | null;
}): string[] {
  const names = sources.map(({ info }) => info.name).join(', ');
  return [
    `Tidemark ${version()} is running.`,
    '',
    `  Dashboard     ${url}/`,
    ...(config.isProduction ? [] : [`  Playground    ${url}/playground`]),
    `  API           ${url}/graphql (HTTP and WebSocket)`,
    ...(config.isDemo ? [`  Demo user     ${DEMO_EMAIL}, password ${DEMO_PASSWORD}`] : []),
    ...(admin ? [`  Administrator ${admin.email}, password ${admin.password}`] : []),
    `  Sources       ${names || 'none: prices come through the API'}, refreshed every ${config.refreshIntervalS} s`,
    `  Data          ${config.databaseUrl ? 'PostgreSQL' : config.dataDir}${config.redis ? ', events over Redis' : ''}`,
    ...(config.databaseUrl
      ? []
      : ['', '  The embedded database survives a killed process, but not a power cut. Set DATABASE_URL for that.']),
    ...(config.isSimulated ? ['  All prices are simulated. SOURCES=live asks the real services.'] : []),
  ];
}

/** The folder of package.json: two levels up from the built file, one from the source. */
function projectRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : projectRoot(dirname(folder));
}
