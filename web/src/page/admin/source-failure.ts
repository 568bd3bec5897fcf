/** Why a source failed, for people: the API says the kind of the failure before the source's own words. */

const KINDS: Readonly<Record<string, string>> = {
  AUTH: 'Key refused',
  BAD_REQUEST: 'Question refused',
  CHALLENGE_PAGE: 'A person was asked for',
  ENTITLEMENT: 'Not covered by the plan',
  MALFORMED: 'Answer not readable',
  NETWORK: 'Not reachable',
  NO_DATA: 'No data',
  QUOTA_EXHAUSTED: 'Quota used up',
  RATE_LIMITED: 'Asked too often',
  SCHEMA_DRIFT: 'Answer of another form than before',
  TIMEOUT: 'No answer in time',
  UNKNOWN_SYMBOL: 'Not known there',
  UPSTREAM_5XX: 'Error of its server',
};

/** The kind alone. */
export function failureKind(kind: string): string {
  return KINDS[kind] ?? kind;
}

/** `TIMEOUT: no answer within 10 s`, with the kind in words. */
export function failureWords(said: string): string {
  return said.replace(/^[A-Z0-9_]+(?=: )/, failureKind);
}
