/** Instruments, their quotes and their price history. */
import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Day } from '../domain/day.js';
import type { Decimal } from '../domain/decimal.js';
import { isDelistedAt } from '../domain/delisting.js';
import { NotFound } from '../domain/errors.js';
import { Freshness } from '../domain/freshness.js';
import { type InstrumentId, isUuid } from '../domain/ids.js';
import { type Instrument, InstrumentKind } from '../domain/instrument.js';
import { expectedNavDay, isOpenAt, marketOf } from '../domain/market.js';
import { freshnessOf } from '../domain/pricing.js';
import type { Quote } from '../domain/quote.js';
import { PageInput, toConnection } from '../schema/connection.js';
import {
  CreateInstrumentInput,
  InstrumentConnectionView,
  InstrumentView,
  QuoteConnectionView,
  QuoteView,
  RenameInstrumentInput,
} from '../schema/instrument.js';
import { DayScalar, DecimalScalar, SafeIntScalar } from '../schema/scalars.js';
import type { InstrumentService } from '../services/instrument.js';
import type { ServiceInfo } from '../services/service.js';
import type { OperationContext } from './context.js';
import { ofInput } from './input.js';

@Resolver(() => InstrumentView)
export class InstrumentResolver {
  constructor(
    private readonly service: InstrumentService,
    private readonly now: () => Date,
  ) {}

  @Query(() => InstrumentConnectionView, {
    description:
      'Instruments by part of a name, ticker, scheme code or number. Example: `{ instruments(search: "voda", first: 5) { nodes { id name } } }`',
  })
  async instruments(
    @Ctx() { actor }: OperationContext,
    @Args(() => PageInput) page: PageInput,
    @Arg('search', () => String, { nullable: true, description: 'Part of a name, ticker, scheme code, ISIN, CUSIP, SEDOL or FIGI.' })
    search?: string | null,
    @Arg('kind', () => InstrumentKind, { nullable: true }) kind?: InstrumentKind | null,
  ) {
    return toConnection(await this.service.search(actor, { ...page, search, kind }));
  }

  @Query(() => InstrumentView, {
    nullable: true,
    description: 'One instrument. Example: `{ instrument(id: "...") { name quote { price currency source ageS } } }`',
  })
  instrument(@Ctx() { actor }: OperationContext, @Arg('id', () => ID) id: string) {
    return this.service.find(actor, id);
  }

  @Mutation(() => InstrumentView, {
    description:
      'Adds an instrument; for administrators. ' +
      'Example: `mutation { createInstrument(input: {kind: EQUITY, name: "Acme", currency: "USD", mic: "XNAS", ticker: "ACME"}) { id } }`',
  })
  createInstrument(@Ctx() { actor }: OperationContext, @Arg('input', () => CreateInstrumentInput) input: CreateInstrumentInput) {
    return ofInput('input', () => this.service.create(actor, input));
  }

  @Mutation(() => InstrumentView, {
    description:
      "Gives an instrument another name or ticker, as after a change of its company's, and shows it to everybody who holds it; for administrators. " +
      'Example: `mutation { renameInstrument(instrumentId: "...", input: {name: "Acme Holdings", ticker: "ACMH"}) { id name } }`',
  })
  renameInstrument(
    @Ctx() { actor }: OperationContext,
    @Arg('instrumentId', () => ID) instrumentId: string,
    @Arg('input', () => RenameInstrumentInput) input: RenameInstrumentInput,
  ) {
    return ofInput('input', () => this.service.rename(actor, instrumentId, input), ['instrumentId']);
  }

  @FieldResolver(() => QuoteView, { nullable: true, description: 'The current quote; null before the first one.' })
  quote(@Ctx() { actor }: OperationContext, @Root() { id }: Instrument) {
    return this.service.quote(actor, id);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      "Whether its market's regular session is on, by hours, holidays and early closes; false for what trades no more, null where nothing is known of it.",
  })
  isMarketOpen(@Root() instrument: Instrument): boolean | null {
    const now = this.now();
    return isDelistedAt(instrument, now) ? false : isOpenAt(marketOf(instrument), now);
  }

  @FieldResolver(() => DayScalar, {
    nullable: true,
    description:
      "Of a fund: the newest day whose NAV should be out by now, by its home market's calendar; an older one is late. Null once it trades no more.",
  })
  expectedNavDate(@Root() instrument: Instrument): Day | null {
    const now = this.now();
    const isExpected = instrument.kind === InstrumentKind.FUND && !isDelistedAt(instrument, now);
    return isExpected ? expectedNavDay(marketOf(instrument), now) : null;
  }

  @FieldResolver(() => [DecimalScalar], {
    description: 'The price at the end of each of the last days that had one, oldest first: enough to draw a small line.',
  })
  recentPrices(
    @Ctx() { actor, loader }: OperationContext,
    @Root() { id }: Instrument,
    @Arg('days', () => Int, { defaultValue: 30, description: '2 to 90.' }) days: number,
  ) {
    const load = (ids: readonly InstrumentId[]) => this.service.recentPrices(actor, ids, days);
    return loader(`recentPrices ${days}`, load).load(id);
  }

  @FieldResolver(() => QuoteConnectionView, { description: 'One quote per day, oldest first: the one that held at the end of the day.' })
  async priceHistory(
    @Ctx() { actor, inTurn }: OperationContext,
    @Root() { id }: Instrument,
    @Args(() => PageInput) page: PageInput,
    @Arg('from', () => DayScalar, { nullable: true }) from?: Day | null,
    @Arg('to', () => DayScalar, { nullable: true }) to?: Day | null,
  ) {
    return toConnection(await inTurn(() => this.service.priceHistory(actor, { ...page, instrumentId: id, from, to })));
  }
}

@Resolver(() => QuoteView)
export class QuoteResolver {
  constructor(
    private readonly info: ServiceInfo,
    private readonly now: () => Date,
  ) {}

  @Subscription(() => QuoteView, {
    description:
      'The current quote of each instrument, then every change; under pressure only the newest of each. ' +
      'Example: `subscription { quoteChanged(instrumentIds: ["..."]) { price observedAt } }`',
    subscribe: ({ args, context }) => watchQuotes(context as OperationContext, args.instrumentIds),
  })
  quoteChanged(@Root() quote: Quote, @Arg('instrumentIds', () => [ID], { description: '1 to 500 ids.' }) _ids: string[]) {
    return quote;
  }

  @FieldResolver(() => Boolean, { description: 'Whether the price is made up by the demo market.' })
  isSimulated(@Root() { source }: Quote): boolean {
    return this.info.isSimulated(source);
  }

  @FieldResolver(() => SafeIntScalar, { description: 'Seconds since `observedAt`.' })
  ageS(@Root() { observedAt }: Quote): number {
    return Math.max(0, Math.round((this.now().getTime() - observedAt.getTime()) / 1000));
  }

  @FieldResolver(() => Freshness, { nullable: true, description: 'How current it is, judged by its kind and market.' })
  async freshness(@Ctx() { instruments }: OperationContext, @Root() quote: Quote): Promise<Freshness | null> {
    const instrument = await instruments.load(quote.instrumentId);
    return instrument && freshnessOf(quote, instrument, this.now(), null);
  }

  @FieldResolver(() => DecimalScalar, { nullable: true, description: 'The last price published for an earlier day.' })
  previousClose(@Root() { previousClose }: Quote): Decimal | null {
    return previousClose?.price ?? null;
  }

  @FieldResolver(() => DayScalar, { nullable: true, description: 'Its day; null when the source gave the previous close without one.' })
  previousCloseDate(@Root() { previousClose }: Quote): Day | null {
    return previousClose?.valueDate ?? null;
  }
}

/** Whoever waits for the price of something that is not there would wait for ever. */
async function watchQuotes({ actor, live, instruments }: OperationContext, ids: readonly string[]): Promise<AsyncIterable<Quote>> {
  const box = await live.watchQuotes(actor, ids);
  try {
    const found = await Promise.all(ids.map((id) => (isUuid(id) ? instruments.load(id as InstrumentId) : null)));
    const unknown = found.indexOf(null);
    if (unknown >= 0) throw new NotFound('instrument', `instrumentIds[${unknown}]`);
    return box;
  } catch (error) {
    box.close();
    throw error;
  }
}
