/** The server about itself, and what institutions push. */
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { FxRateInput, IngestReportView, QuoteInput } from '../schema/quote.js';
import { ServiceView } from '../schema/service.js';
import type { QuoteService } from '../services/quote.js';
import type { ServiceInfo } from '../services/service.js';
import type { OperationContext } from './context.js';

@Resolver()
export class ServiceResolver {
  constructor(
    private readonly info: ServiceInfo,
    private readonly quotes: QuoteService,
  ) {}

  @Query(() => ServiceView, { description: 'About this server; needs no sign-in. Example: `{ service { version isDemo } }`' })
  service() {
    return this.info.about;
  }

  @Mutation(() => IngestReportView, {
    description:
      'Pushes prices, for sources and administrators. They are normalised and arbitrated like every other; each SOURCE is a source of its own, ' +
      'an administrator pushes as `push`. The report says what became of each; a malformed entry fails the whole call, and every one is named. ' +
      'Example: `mutation { ingestQuotes(quotes: [{instrumentId: "...", price: "231.42", currency: "USD", observedAt: "2026-11-18T15:30:00.123Z"}]) { accepted results { outcome reason } } }`',
  })
  ingestQuotes(
    @Ctx() { actor }: OperationContext,
    @Arg('quotes', () => [QuoteInput], { description: '1 to 10,000.' }) quotes: QuoteInput[],
    @Arg('isConfirmed', () => Boolean, {
      defaultValue: false,
      description: 'For administrators: somebody looked at the jumps among them, and they are not held back.',
    })
    isConfirmed: boolean,
  ) {
    return this.quotes.ingestQuotes(actor, quotes, isConfirmed);
  }

  @Mutation(() => IngestReportView, {
    description:
      'Pushes exchange rates, for sources and administrators. ' +
      'Example: `mutation { ingestFxRates(rates: [{base: "EUR", quote: "USD", rate: "1.1601", valueDate: "2026-11-18"}]) { accepted } }`',
  })
  ingestFxRates(
    @Ctx() { actor }: OperationContext,
    @Arg('rates', () => [FxRateInput], { description: '1 to 10,000.' }) rates: FxRateInput[],
    @Arg('isConfirmed', () => Boolean, {
      defaultValue: false,
      description: 'For administrators: somebody looked at the jumps among them, and they are not held back.',
    })
    isConfirmed: boolean,
  ) {
    return this.quotes.ingestFxRates(actor, rates, isConfirmed);
  }
}
