/**
 * A ledger as text, so that a test is its data: `2024-01-02 BUY 10 ACME @ 100 fee 1`. One entry a line; what stands behind
 * `//` is a comment. Instruments and accounts come into being by being named.
 *
 *     DAY BUY|SELL|DELIVERY_IN QUANTITY INSTRUMENT @ PRICE [CURRENCY] [fee N] [tax N] [rate N] [lots ID,ID]
 *     DAY DELIVERY_OUT QUANTITY INSTRUMENT [lots ID,ID]
 *     DAY REINVESTMENT QUANTITY INSTRUMENT @ PRICE [CURRENCY] for AMOUNT [fee N] [tax N] [rate N]
 *     DAY DEPOSIT|WITHDRAWAL|INTEREST|FEE|FEE_REFUND|TAX|TAX_REFUND AMOUNT [CURRENCY] [tax N] [rate N]
 *     DAY DIVIDEND|DIVIDEND_PAID AMOUNT [CURRENCY] from INSTRUMENT [fee N] [tax N] [rate N]
 *     DAY SPLIT INSTRUMENT NEW:OLD [fraction PRICE]
 *     DAY TRANSFER QUANTITY INSTRUMENT to ACCOUNT | TRANSFER AMOUNT CURRENCY to ACCOUNT
 *
 * Every line may end with `in ACCOUNT` (else `main`), `as ID` (else `t1`, `t2`, ... by line) and `voided`.
 */
import { Account, CostMethod } from '../../src/domain/account.js';
import { type Currency, EUR, isCurrency } from '../../src/domain/currency.js';
import { parseDay } from '../../src/domain/day.js';
import { Decimal, ONE, ZERO } from '../../src/domain/decimal.js';
import { fold } from '../../src/domain/fold.js';
import type { AccountId, InstrumentId, PortfolioId, TransactionId, UserId } from '../../src/domain/ids.js';
import { Instrument, InstrumentKind } from '../../src/domain/instrument.js';
import type { AccountState, LedgerBooks } from '../../src/domain/ledger.js';
import { Transaction, type TransactionContent, type TransactionKind } from '../../src/domain/transaction.js';

export const MAIN = 'main' as AccountId;
const LONG_AGO = new Date('2020-01-01T00:00:00Z');

export interface LedgerOptions {
  /** Instruments that are not plain EUR shares. */
  readonly instruments?: Readonly<Record<string, Partial<Pick<Instrument, 'currency' | 'multiplier' | 'kind' | 'mic' | 'delistedOn'>>>>;
  /** Accounts that are not kept in EUR by FIFO. */
  readonly accounts?: Readonly<Record<string, Partial<Pick<Account, 'currency' | 'costMethod' | 'allowsShort' | 'fractionRule'>>>>;
}

export class TestLedger {
  readonly entries: Transaction[];
  readonly accounts = new Map<AccountId, Account>();
  readonly instruments = new Map<InstrumentId, Instrument>();
  readonly books: LedgerBooks = {
    account: (id) => this.account(id),
    instrument: (id) => this.instrument(id),
  };

  constructor(
    text: string,
    private readonly options: LedgerOptions = {},
  ) {
    this.entries = text
      .split('\n')
      .map((line) => line.replace(/\/\/.*$/, '').trim())
      .filter((line) => line !== '')
      .map((line, index) => this.parse(line, index + 1));
  }

  fold(until?: string): Map<AccountId, AccountState> {
    return fold(this.entries, this.books, until ? { until: parseDay(until) } : {});
  }

  /** The state of one account after every entry. */
  state(account: string = MAIN): AccountState {
    const state = this.fold().get(account as AccountId);
    if (!state) throw new Error(`The ledger names no account ${account}.`);
    return state;
  }

  account(id: string): Account {
    let account = this.accounts.get(id as AccountId);
    if (!account) {
      account = new Account({
        id: id as AccountId,
        userId: 'user' as UserId,
        portfolioId: 'portfolio' as PortfolioId,
        name: id,
        currency: EUR,
        costMethod: CostMethod.FIFO,
        openedAt: LONG_AGO,
        ...this.options.accounts?.[id],
      });
      this.accounts.set(account.id, account);
    }
    return account;
  }

  instrument(id: string): Instrument {
    let instrument = this.instruments.get(id as InstrumentId);
    if (!instrument) {
      instrument = new Instrument({
        id: id as InstrumentId,
        kind: InstrumentKind.EQUITY,
        name: id,
        currency: EUR,
        isin: null,
        mic: null,
        ticker: null,
        schemeCode: null,
        multiplier: ONE,
        unitDivisor: 1,
        createdAt: LONG_AGO,
        ...this.options.instruments?.[id],
      });
      instrument.delistedOn = this.options.instruments?.[id]?.delistedOn ?? null;
      this.instruments.set(instrument.id, instrument);
    }
    return instrument;
  }

  private parse(line: string, ordinal: number): Transaction {
    const words = line.split(/\s+/);
    const voided = words.at(-1) === 'voided' && words.pop();
    const options = new Map<string, string>();
    while (words.length > 4 && /^(fee|tax|rate|lots|in|as|to|from|for|fraction|settled)$/.test(words.at(-2) as string)) {
      const value = words.pop() as string;
      options.set(words.pop() as string, value);
    }
    const content = this.content(words, options);
    const accountId = (options.get('in') ?? MAIN) as AccountId;
    this.account(accountId);
    if (content.counterAccountId) this.account(content.counterAccountId);
    const entry = new Transaction({
      id: (options.get('as') ?? `t${ordinal}`) as TransactionId,
      userId: 'user' as UserId,
      accountId,
      ordinal,
      recordedAt: LONG_AGO,
      content,
    });
    if (voided) entry.voidedAt = LONG_AGO;
    return entry;
  }

  private content(words: readonly string[], options: ReadonlyMap<string, string>): TransactionContent {
    const [day = '', kind = '', first = '', second = '', third, price = '', last] = words;
    const number = (name: string) => (options.has(name) ? new Decimal(options.get(name) as string) : null);
    const common = {
      kind: kind as TransactionKind,
      tradeDate: parseDay(day),
      settlementDate: options.has('settled') ? parseDay(options.get('settled') as string) : null,
      fee: number('fee') ?? ZERO,
      tax: number('tax') ?? ZERO,
      exchangeRate: number('rate'),
      counterAccountId: (options.get('to') ?? null) as AccountId | null,
      lotIds: (options.get('lots')?.split(',') ?? null) as TransactionId[] | null,
      note: null,
    };
    const none = { instrumentId: null, quantity: null, price: null, amount: null, ratioNew: null, ratioOld: null };
    if (kind === 'SPLIT') {
      const [ratioNew, ratioOld] = second.split(':').map(Number) as [number, number];
      const { id, currency } = this.instrument(first);
      return { ...common, ...none, instrumentId: id, price: number('fraction'), currency, ratioNew, ratioOld };
    }
    const holdsUnits = !isCurrency(second) && second !== '' && !kind.startsWith('DIVIDEND');
    if (!holdsUnits) {
      const from = options.has('from') ? this.instrument(options.get('from') as string) : null;
      const currency = second === '' ? (from?.currency ?? EUR) : (second as Currency);
      return { ...common, ...none, amount: new Decimal(first), currency, instrumentId: from?.id ?? null };
    }
    const instrument = this.instrument(second);
    return {
      ...common,
      ...none,
      instrumentId: instrument.id,
      quantity: new Decimal(first),
      price: third === '@' ? new Decimal(price) : null,
      amount: number('for'),
      currency: (last ?? instrument.currency) as Currency,
    };
  }
}

export function ledger(text: string, options?: LedgerOptions): TestLedger {
  return new TestLedger(text, options);
}
