/** Secrets by file: for whatever is secret, NAME_FILE names a file that holds it, as container platforms hand secrets over. */
import { readFileSync } from 'node:fs';

type Given = Readonly<Record<string, string>>;

/** What may be given so. */
const SECRETS =
  /^(JWT_SECRET|JWT_SECRET_PREVIOUS|DATA_KEYS|DATABASE_URL|DATABASE_REPLICA_URL|REDIS_URL|SMTP_URL|METRICS_TOKEN|OTEL_EXPORTER_OTLP_HEADERS|[A-Z_]+_(KEY|KEY_ID|SECRET))$/;

/** The settings with what stands in the files they name. */
export function readSecretFiles(given: Given, isSetting: (name: string) => boolean): { settings: Given; faults: string[] } {
  const settings: Record<string, string> = { ...given };
  const faults: string[] = [];
  for (const [name, path] of Object.entries(given)) {
    const secret = /^(.+)_FILE$/.exec(name)?.[1];
    if (!secret || !SECRETS.test(secret) || !isSetting(secret)) continue;
    delete settings[name];
    if (given[secret] !== undefined) {
      faults.push(`${secret}: is given, and so is ${name}; give one of them.`);
      continue;
    }
    try {
      settings[secret] = readFileSync(path, 'utf8').trim();
    } catch (error) {
      faults.push(`${name}: ${(error as Error).message}.`);
    }
  }
  return { settings, faults };
}
