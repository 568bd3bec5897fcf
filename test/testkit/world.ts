/**
 * A whole Tidemark to test against, in this process on an embedded database of its own or behind an address, and short
 * calls for what almost every suite needs first: people, instruments, prices. Nothing is in it but what a suite puts there.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { type RunningApp, startApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { Role } from '../../src/domain/user.js';
import { Api } from './api.js';
import { TEST_DATA_KEYS } from './data-key.js';
import { graphql } from './gql/gql.js';
import type {
  CreateInstrumentInput,
  FxRateInput,
  OpenAccountInput,
  QuoteInput,
  RecordTransactionInput,
  SessionPartsFragment,
  ValuationPartsFragment,
} from './gql/graphql.js';
import { copyOfTemplate } from './shared-postgres.js';

/** What `npm test` writes: a migrated, empty embedded database. */
const IMAGE = 'dist/database.tar';
export const PASSWORD = 'correct horse battery';

export const SESSION = graphql(`
  fragment SessionParts on Session {
    accessToken
    accessTokenExpiresAt
    refreshToken
    refreshTokenExpiresAt
    user { id email name role baseCurrency }
  }
`);
export const REGISTER = graphql(`mutation Register($input: RegisterInput!) { register(input: $input) { ...SessionParts } }`);
export const SIGN_IN = graphql(
  `mutation SignIn($email: String!, $password: String!) { signIn(email: $email, password: $password) { ...SessionParts } }`,
);
export const REFRESH = graphql(`mutation Refresh($token: String!) { refreshSession(refreshToken: $token) { ...SessionParts } }`);
export const SIGN_OUT = graphql(`mutation SignOut { signOut }`);
export const ME = graphql(`query Me { me { id email name role } }`);
export const OPEN_ACCOUNT = graphql(`
  mutation OpenAccount($input: OpenAccountInput!) {
    openAccount(input: $input) { id name currency costMethod portfolioId openedAt }
  }
`);
export const CREATE_INSTRUMENT = graphql(`
  mutation CreateInstrument($input: CreateInstrumentInput!) {
    createInstrument(input: $input) { id name kind currency isin mic ticker schemeCode multiplier }
  }
`);
export const INGEST_QUOTES = graphql(`
  mutation IngestQuotes($quotes: [QuoteInput!]!, $isConfirmed: Boolean) {
    ingestQuotes(quotes: $quotes, isConfirmed: $isConfirmed) { accepted results { index outcome reason message } }
  }
`);
export const INGEST_RATES = graphql(`
  mutation IngestRates($rates: [FxRateInput!]!, $isConfirmed: Boolean) {
    ingestFxRates(rates: $rates, isConfirmed: $isConfirmed) { accepted results { index outcome reason message } }
  }
`);
export const ENTRY = graphql(`
  fragment EntryParts on Transaction {
    id accountId kind tradeDate settlementDate instrumentId quantity price amount currency fee tax exchangeRate
    ratioNew ratioOld counterAccountId lotIds note version recordedAt amendedAt voidedAt
  }
`);
export const RECORD = graphql(`
  mutation Record($input: RecordTransactionInput!, $key: String) {
    recordTransaction(input: $input, idempotencyKey: $key) { ...EntryParts }
  }
`);
export const RECORD_ALL = graphql(`
  mutation RecordAll($inputs: [RecordTransactionInput!]!, $key: String) {
    recordTransactions(inputs: $inputs, idempotencyKey: $key) { ...EntryParts }
  }
`);
export const AMEND = graphql(`
  mutation Amend($id: ID!, $version: Int!, $input: TransactionContentInput!) {
    amendTransaction(id: $id, version: $version, input: $input) { ...EntryParts }
  }
`);
export const VOID = graphql(`
  mutation Void($id: ID!, $version: Int!) { voidTransaction(id: $id, version: $version) { ...EntryParts } }
`);
export const LEDGER = graphql(`
  query Ledger($first: Int, $after: String, $accountId: ID, $instrumentId: ID, $kind: TransactionKind) {
    transactions(first: $first, after: $after, accountId: $accountId, instrumentId: $instrumentId, kind: $kind) {
      nodes { ...EntryParts }
      edges { cursor node { id } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);
export const VALUATION_PARTS = graphql(`
  fragment ValuationParts on Valuation {
    portfolioId baseCurrency day sequence asOf total cash marketValue costBasis unrealisedGain dayChange dayChangeRatio
    dayChangePrice dayChangeCurrency isPartial staleShare
    gaps { reason instrumentId currency message }
    cashBalances { accountId currency amount value }
    holdings {
      id accountId instrumentId quantity price currency source priceKind priceDate priceObservedAt previousClose previousCloseDate
      marketValue value costBasis costBasisInBase unrealisedGain dayChange freshness isStale
    }
  }
`);
export const VALUATION = graphql(`
  query GetValuation($portfolioId: ID, $asOf: Day) { valuation(portfolioId: $portfolioId, asOf: $asOf) { ...ValuationParts } }
`);
export const VALUATION_CHANGED = graphql(`
  subscription ValuationChanged($portfolioId: ID) { valuationChanged(portfolioId: $portfolioId) { ...ValuationParts } }
`);
export const QUOTE_CHANGED = graphql(`
  subscription QuoteChanged($ids: [ID!]!) {
    quoteChanged(instrumentIds: $ids) { instrumentId price currency source kind observedAt revision previousClose }
  }
`);

/** Somebody signed in. */
export class Person {
  constructor(
    readonly api: Api,
    readonly session: SessionPartsFragment,
  ) {}

  get email(): string {
    return this.session.user.email;
  }

  async openAccount(input: Partial<OpenAccountInput> = {}): Promise<string> {
    const answer = await this.api.run(OPEN_ACCOUNT, { input: { name: 'Brokerage', currency: 'EUR', ...input } });
    return answer.expectNoErrors().openAccount.id;
  }

  async record(...inputs: readonly RecordTransactionInput[]) {
    return (await this.api.run(RECORD_ALL, { inputs: [...inputs] })).expectNoErrors().recordTransactions;
  }

  async valuation(asOf?: string, portfolioId?: string): Promise<ValuationPartsFragment> {
    const { valuation } = (await this.api.run(VALUATION, { asOf, portfolioId })).expectNoErrors();
    if (!valuation) throw new Error('A person has a portfolio.');
    return valuation;
  }
}

/** What a suite may do to a server it reaches by its address, with its administrator's rights. */
export class World {
  readonly anonymous: Api;

  constructor(
    readonly url: string,
    readonly admin: Api,
  ) {
    this.anonymous = new Api(url);
  }

  /** A new user with an empty first portfolio, in EUR unless said otherwise. */
  signUp(baseCurrency = 'EUR'): Promise<Person> {
    return signUp(this.anonymous, baseCurrency);
  }

  /** A new instrument, a US share unless said otherwise; its id. */
  async instrument(input: Partial<CreateInstrumentInput> = {}): Promise<string> {
    const answer = await this.admin.run(CREATE_INSTRUMENT, {
      input: { kind: 'EQUITY', name: 'Acme', currency: 'USD', mic: 'XNAS', ...input },
    });
    return answer.expectNoErrors().createInstrument.id;
  }

  /** Pushes prices; each one's outcome and reason, such as `CURRENT FIRST`. */
  async quotes(quotes: readonly QuoteInput[], isConfirmed = false): Promise<string[]> {
    const { ingestQuotes } = (await this.admin.run(INGEST_QUOTES, { quotes: [...quotes], isConfirmed })).expectNoErrors();
    return ingestQuotes.results.map(({ outcome, reason }) => `${outcome} ${reason}`);
  }

  async rates(rates: readonly FxRateInput[], isConfirmed = false): Promise<string[]> {
    const { ingestFxRates } = (await this.admin.run(INGEST_RATES, { rates: [...rates], isConfirmed })).expectNoErrors();
    return ingestFxRates.results.map(({ outcome, reason }) => `${outcome} ${reason}`);
  }
}

export async function signUp(anonymous: Api, baseCurrency = 'EUR'): Promise<Person> {
  const email = `${randomUUID()}@example.org`;
  const answer = await anonymous.run(REGISTER, { input: { email, password: PASSWORD, name: 'Ada', baseCurrency } });
  const { register } = answer.expectNoErrors();
  return new Person(anonymous.as(register.accessToken), register);
}

export interface LocalWorld extends World {
  readonly app: RunningApp;
  /** What the server has printed for whoever sits at the terminal: without a mail server, mail. */
  readonly said: readonly string[];
  /** Warnings and failures the server has logged. */
  readonly log: readonly Record<string, unknown>[];
  close(): Promise<void>;
}

/** Starts the app in this process, without sources and demo, on a database of its own: the run's PostgreSQL has it, where there is one. */
export async function openWorld(settings: Readonly<Record<string, string>> = {}): Promise<LocalWorld> {
  const url = settings.DATABASE_URL ?? (await copyOfTemplate());
  return open({ ...(url && { DATABASE_URL: url }), ...settings });
}

/** The same on an embedded database in memory, for what is different there. */
export function openEmbeddedWorld(settings: Readonly<Record<string, string>> = {}): Promise<LocalWorld> {
  return open(settings);
}

async function open(settings: Readonly<Record<string, string>>): Promise<LocalWorld> {
  const secret = randomBytes(48).toString('base64');
  const config = readConfig({ PORT: '0', SOURCES: 'none', DEMO: 'off', JWT_SECRET: secret, DATA_KEYS: TEST_DATA_KEYS, ...settings });
  const log: Record<string, unknown>[] = [];
  const said: string[] = [];
  const sink = new Writable({
    write(line, _encoding, done) {
      log.push(JSON.parse(String(line)));
      done();
    },
  });
  // With an image, also one that nobody reads, the app leaves the data folder alone.
  const image = config.databaseUrl === null ? readImage() : new Blob([]);
  const app = await startApp(config, pino({ level: 'warn', messageKey: 'msg' }, sink), (text) => said.push(text), { image });
  const email = 'admin@example.org';
  // Another instance on the same database finds the one the first has made.
  const admin = { email, password: PASSWORD, name: 'Admin', role: Role.ADMIN, actorId: null };
  await app.core.users.byEmail(email).catch(() => app.core.users.create(admin));
  const { accessToken } = await app.core.users.signIn({ email, password: PASSWORD });
  const world = new World(app.url, new Api(app.url, accessToken));
  return Object.assign(world, { app, log, said, close: () => app.stop() });
}

function readImage(): Blob {
  if (!existsSync(IMAGE)) throw new Error(`${IMAGE} is missing: run "npm test" once, which makes it.`);
  return new Blob([readFileSync(IMAGE)], { type: 'application/x-tar' });
}

/** `2026-11-18`, so many days from today. */
export function day(offset: number): string {
  return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
}

/** An instant so many seconds ago. */
export function ago(seconds: number): string {
  return new Date(Date.now() - seconds * 1000).toISOString();
}
