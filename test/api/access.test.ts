// Who may ask for what. The walk goes over the schema itself, so that a field added tomorrow is refused by this test until it refuses others.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Role } from '../../src/domain/user.js';
import type { Api } from '../testkit/api.js';
import { ASKED, codeOf, fieldsOf, operationOn } from '../testkit/schema-walk.js';
import { type LocalWorld, openWorld, PASSWORD, type Person } from '../testkit/world.js';

/** Open to everyone; nothing may be added here without a reason. */
const PUBLIC = [
  'confirmEmailChange',
  'refreshSession',
  'register',
  'requestPasswordReset',
  'requestRegistration',
  'resetPassword',
  'service',
  'signIn',
  'undoEmailChange',
];
/** Closed to ordinary users. */
const ADMINISTRATORS_ONLY = [
  'acceptCorporateAction',
  'amendSplit',
  'auditCheck',
  'backfills',
  'cancelBackfill',
  'corporateActions',
  'correctFxRate',
  'correctQuote',
  'createInstrument',
  'createUser',
  'delistInstrument',
  'discardHeldQuote',
  'discardHeldRate',
  'droppedFiles',
  'eraseUser',
  'heldQuotes',
  'heldRates',
  'ingestFxRates',
  'ingestQuotes',
  'jobs',
  'outgoingMail',
  'pinFxSource',
  'pinSource',
  'quoteDisagreements',
  'rateDisagreements',
  'recordSplit',
  'refuseCorporateAction',
  'rejectedQuotes',
  'releaseQuote',
  'releaseRate',
  'renameInstrument',
  'resetUserPassword',
  'resetUserSecondFactor',
  'setIdentifiers',
  'setSourceSymbol',
  'setUserLocked',
  'setUserRole',
  'skippedSymbols',
  'sourceSymbols',
  'sources',
  'startBackfill',
  'user',
  'users',
  'withdrawDelisting',
  'withdrawFxRate',
  'withdrawQuote',
  'withdrawSplit',
];
/** All a source may do. */
const SOURCES_MAY = [
  'apiTokens',
  'auditLog',
  'changePassword',
  'confirmTotp',
  'createApiToken',
  'disableTotp',
  'enableTotp',
  'endOtherSessions',
  'endSession',
  'eraseMe',
  'fxRates',
  'ingestFxRates',
  'ingestQuotes',
  'instrument',
  'instruments',
  'instrumentsNamed',
  'me',
  'quoteChanged',
  'revokeApiToken',
  'secondFactor',
  'sessions',
];
const SIGN_IN_FIRST = 'Sign in first: this needs a valid access token.';
/** Its walk would end the session of the walker. */
const SIGN_OUT = 'signOut';

let world: LocalWorld;
let eve: Person;

beforeAll(async () => {
  world = await openWorld();
  eve = await world.signUp();
});
afterAll(() => world.close());

test('every field but a short list refuses who is not signed in', async () => {
  const open: string[] = [];
  for (const root of ASKED) {
    for (const field of fieldsOf(root)) {
      const { query, variables } = operationOn(root, field);
      const answer = await world.anonymous.text(query, variables);
      // By its words: a wrong password is UNAUTHENTICATED as well, and open to everyone.
      if (answer.errors[0]?.message !== SIGN_IN_FIRST || codeOf(answer) !== 'UNAUTHENTICATED') open.push(field.name);
      else expect([field.name, answer.data?.[field.name] ?? null]).toEqual([field.name, null]);
    }
  }
  expect(open.toSorted()).toEqual(PUBLIC.toSorted());
});

test('every subscription refuses who is not signed in: there is not even a socket', async () => {
  for (const field of fieldsOf('subscription')) {
    const { query, variables } = operationOn('subscription', field);
    const socket = world.anonymous.socket();
    const stream = socket.text(query, variables);
    expect([field.name, await socket.closed]).toEqual([field.name, 4403]);
    await stream.ended();
    expect(stream.messages).toEqual([]);
  }
});

/** The root fields that answer FORBIDDEN to this caller. */
async function forbiddenTo(api: Api): Promise<string[]> {
  const forbidden: string[] = [];
  for (const root of ASKED) {
    for (const field of fieldsOf(root).filter(({ name }) => name !== SIGN_OUT)) {
      const { query, variables } = operationOn(root, field);
      if (codeOf(await api.text(query, variables)) === 'FORBIDDEN') forbidden.push(field.name);
    }
  }
  const socket = api.socket();
  for (const field of fieldsOf('subscription')) {
    const { query, variables } = operationOn('subscription', field);
    const stream = socket.text(query, variables);
    // Refused at once or open: a query behind it on the same socket tells when the answer must have come.
    await socket.text('{ service { version } }').ended();
    if (stream.errors[0]?.extensions.code === 'FORBIDDEN') forbidden.push(field.name);
    stream.stop();
  }
  await socket.close();
  return forbidden.toSorted();
}

test('an ordinary user is kept from what is for administrators, and from nothing else', async () => {
  expect(await forbiddenTo(eve.api)).toEqual(ADMINISTRATORS_ONLY.toSorted());
});

test('an administrator is kept from nothing', async () => {
  expect(await forbiddenTo(world.admin)).toEqual([]);
});

test('a source may deliver prices and little else', async () => {
  const email = 'source@example.org';
  await world.app.core.users.create({ email, password: PASSWORD, name: 'Source', role: Role.SOURCE, actorId: null });
  const { accessToken } = await world.app.core.users.signIn({ email, password: PASSWORD });
  const forbidden = await forbiddenTo(world.anonymous.as(accessToken));
  const everything = [...ASKED, 'subscription' as const].flatMap(fieldsOf).map(({ name }) => name);
  const allowed = everything.filter((name) => !forbidden.includes(name) && !PUBLIC.includes(name) && name !== SIGN_OUT);
  expect(allowed.toSorted()).toEqual(SOURCES_MAY.toSorted());
});

test('an API token without any scope may do nothing at all, over both transports', async () => {
  const made = await world.app.core.apiTokens.make(
    (await world.app.core.users.byEmail('admin@example.org')).id,
    { name: 'x', scopes: ['READ'], expiresInDays: 1 },
    { actorId: null, address: null },
  );
  await world.app.core.database.write((em) => em.execute(`update api_token set scopes = '[]'`));
  const forbidden = await forbiddenTo(world.anonymous.as(made.secret));
  const everything = [...ASKED, 'subscription' as const].flatMap(fieldsOf).map(({ name }) => name);
  expect(everything.filter((name) => !forbidden.includes(name) && !PUBLIC.includes(name) && name !== SIGN_OUT)).toEqual([]);
});
