/** What the program says of itself: what clients may know, and its banner. */
import type { Config } from '../config.js';
import { DEMO_EMAIL } from '../demo/person.js';
import type { Source } from '../ingestion/source.js';
import type { About } from '../services/service.js';
import { DEMO_PASSWORD } from './demo.js';
import { registrationOf } from './identity.js';
import { version } from './version.js';

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
