// graphql-js is the referee: after every change the ready frame must be its answer, byte for byte but for the padding.
import 'reflect-metadata';
import { beforeAll, expect, test } from '@jest/globals';
import DataLoader from 'dataloader';
import fc from 'fast-check';
import { type ExecutionResult, type GraphQLSchema, parse, subscribe, validate } from 'graphql';
import type { Currency } from '../../src/domain/currency.js';
import type { Day } from '../../src/domain/day.js';
import type { InstrumentId, PortfolioId } from '../../src/domain/ids.js';
import { Instrument } from '../../src/domain/instrument.js';
import type { Valuation } from '../../src/domain/valuation.js';
import { ValuationBook } from '../../src/domain/valuation-book.js';
import { momentOf } from '../../src/push/figures.js';
import { Frame } from '../../src/push/frame.js';
import { Plans } from '../../src/push/plan.js';
import { openSchema } from '../../src/resolvers/schema.js';
import { GapResolver, HoldingResolver, ValuationResolver } from '../../src/resolvers/valuation.js';
import { Mailbox } from '../../src/services/mailbox.js';
import { ledger } from '../testkit/ledger.js';
import { TestMarket } from '../testkit/market.js';
import { subscription } from './documents.js';

const ID = 'portfolio' as PortfolioId;
const CURRENCIES: Readonly<Record<string, string>> = { ACME: 'EUR', 'Société 株': 'USD', VOD: 'GBP', 'No "rate"': 'SEK' };
const NAMES = Object.keys(CURRENCIES);
const known = ledger('', { instruments: Object.fromEntries(NAMES.map((name) => [name, { currency: CURRENCIES[name] as Currency }])) });
const info = { isSimulated: (source: string | null) => source === 'test' };

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await openSchema([new ValuationResolver(null as never, null as never), new HoldingResolver(info as never), new GapResolver()]);
});

/** What differs from an answer of graphql-js is spaces outside of strings. */
function squeezed(bytes: Buffer): string {
  return bytes.toString().replace(/("(?:[^"\\]|\\.)*")|\s+/g, (_all, text: string | undefined) => text ?? '');
}

class Referee {
  readonly market = new TestMarket();
  private readonly instruments = new Map(NAMES.map((name) => [name, known.instrument(name)]));
  readonly book = new ValuationBook(this.market.prices, (id) => this.instruments.get(id) as Instrument);
  private answers: AsyncIterator<ExecutionResult> | null = null;
  private readonly box = new Mailbox<Valuation>(
    () => ID,
    () => undefined,
  );
  now = new Date('2024-06-05T12:05:00Z');

  private held: readonly (readonly [string, number, number])[] = [];

  delist(name: string, on: Day | null): void {
    this.instruments.set(name, Object.assign(Object.create(Instrument.prototype), this.instruments.get(name), { delistedOn: on }));
    this.watch(this.held);
  }

  watch(accounts: readonly (readonly [string, number, number])[]): void {
    this.held = accounts;
    const lines = accounts.flatMap(([name, units, cash]) => [
      `2024-01-02 DEPOSIT ${cash} ${CURRENCIES[name]}`,
      `2024-01-02 BUY ${units} ACME @ 3.5 fee 0.01`,
    ]);
    const held = ledger(lines.join('\n').replaceAll(' ACME ', ' ACME '));
    const folded = [...held.fold().values()];
    // Names with spaces and quotes cannot stand in the notation; they take the place of what was bought.
    const accountsOf = folded.map((account) => ({
      ...account,
      positions: new Map(
        accounts.flatMap(([name, units]) => {
          const position = [...account.positions.values()][0];
          return position
            ? [[name as InstrumentId, { ...position, instrumentId: name as InstrumentId, quantity: position.quantity.plus(units) }]]
            : [];
        }),
      ),
    }));
    this.book.watch({ portfolioId: ID, baseCurrency: 'EUR' as Currency, accounts: accountsOf as never, ledgerVersion: 1 });
  }

  async begin(query: string, variableValues: Record<string, unknown>) {
    const document = parse(query);
    expect(validate(schema, document)).toEqual([]);
    const contextValue = {
      actor: null,
      instruments: new DataLoader<InstrumentId, Instrument>(async (ids) => ids.map((id) => this.instruments.get(id) as Instrument), {
        cache: false,
      }),
      live: { watch: async () => this.box },
    };
    const args = { schema, document, variableValues, contextValue };
    const plan = new Plans(schema).of(args);
    if (typeof plan === 'string') throw new Error(`Not planned (${plan}): ${query}`);
    this.answers = (await subscribe(args)) as AsyncIterableIterator<ExecutionResult>;
    return new Frame(plan, info as never);
  }

  async expectSame(frame: Frame): Promise<void> {
    this.book.refresh(this.now);
    if (this.book.revalue(this.now).length === 0 && frame.sequence >= 0) return;
    const live = this.book.live(ID);
    if (!live) throw new Error('The portfolio was not valued.');
    frame.update(momentOf(live));
    this.box.put(this.book.latest(ID) as Valuation);
    const answer = await (this.answers as AsyncIterator<ExecutionResult>).next();
    expect(squeezed(frame.bytes)).toBe(JSON.stringify(answer.value));
  }
}

const price = fc.oneof(
  fc.integer({ min: 9_000, max: 11_000 }).map((cents) => (cents / 100).toFixed(2)),
  fc.nat({ max: 12 }).map((zeros) => `1${'0'.repeat(zeros)}`),
  fc.bigInt({ min: 1n, max: 10n ** 22n }).map((digits) => `${digits / 10n ** 8n}.${String(digits % 10n ** 8n).padStart(8, '0')}`),
);
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('quote' as const),
      name: fc.constantFrom(...NAMES),
      price,
      previous: fc.option(price, { nil: undefined }),
      hour: fc.integer({ min: 8, max: 23 }),
      kind: fc.constantFrom('LAST', 'LAST', 'LAST', 'CLOSE', 'NAV'),
      day: fc.constantFrom('2024-06-05', '2024-06-05', '2024-06-04', '2024-06-06'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('rate' as const),
      pair: fc.constantFrom('EURUSD', 'EURGBP', 'GBPUSD'),
      rate: fc.constantFrom('1.25', '1.2', '0.85', '3', '0.0001'),
      previous: fc.option(fc.constantFrom('1.1', '2'), { nil: undefined }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('delist' as const),
      name: fc.constantFrom(...NAMES),
      on: fc.constantFrom(null, '2024-06-04' as Day, '2024-06-06' as Day),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 3000 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('hold' as const),
      accounts: fc.array(fc.tuple(fc.constantFrom(...NAMES), fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 900 })), {
        maxLength: 4,
      }),
    }),
  },
);

test('whatever is selected and whatever happens, the frame is the answer of graphql-js', async () => {
  let layouts = 0;
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(subscription, fc.array(step, { minLength: 3, maxLength: 25, size: 'max' }), async ({ query, variables }, steps) => {
      const referee = new Referee();
      referee.watch([
        ['ACME', 10, 1000],
        ['Société 株', 3, 200],
        ['VOD', 7, 0],
      ]);
      const frame = await referee.begin(query, variables);
      for (const move of steps) {
        if (move.do === 'quote') {
          const { name, previous, day, kind, hour } = move;
          const more = {
            previous,
            day,
            kind: kind as never,
            currency: CURRENCIES[name] as string,
            observedAt: `${day}T${String(hour).padStart(2, '0')}:00:00.123Z`,
          };
          referee.book.apply(referee.market.quote(name, move.price, more));
        } else if (move.do === 'rate') referee.book.applyRate(referee.market.rate(move.pair, move.rate, { previous: move.previous }));
        else if (move.do === 'wait') referee.now = new Date(referee.now.getTime() + move.minutes * 60_000);
        else if (move.do === 'delist') referee.delist(move.name, move.on);
        else referee.watch(move.accounts);
        await referee.expectSame(frame);
        compared += 1;
      }
      layouts += frame.layouts;
    }),
    { numRuns: 400 },
  );
  // Were every change a new layout, nothing would have been shown about patching.
  expect(layouts).toBeLessThan(compared * 0.8);
});
