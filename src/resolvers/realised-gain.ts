/** Realised gains by lot, as rows and as a table for spreadsheets. */
import { Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import type { Decimal } from '../domain/decimal.js';
import type { RealisedGainReport, RealisedGainRow } from '../domain/realised-gain.js';
import { orderedConnection, PageInput } from '../schema/connection.js';
import { InstrumentView } from '../schema/instrument.js';
import { RealisedGainArgs, RealisedGainConnectionView, RealisedGainReportView, RealisedGainView } from '../schema/realised-gain.js';
import { CurrencyScalar, DayScalar, DecimalScalar } from '../schema/scalars.js';
import type { RealisedGainService } from '../services/realised-gain.js';
import type { OperationContext } from './context.js';

@Resolver(() => RealisedGainReportView)
export class RealisedGainReportResolver {
  constructor(private readonly service: RealisedGainService) {}

  @Query(() => RealisedGainReportView, {
    nullable: true,
    description:
      'What sales of a period made of each lot they closed. ' +
      'Example: `{ realisedGains(year: 2026, costMethod: FIFO) { totalInBase { gain } rows { nodes { acquiredOn soldOn quantity gain } } } }`',
  })
  realisedGains(@Ctx() { actor }: OperationContext, @Args(() => RealisedGainArgs) input: RealisedGainArgs) {
    return this.service.report(actor, input);
  }

  @Query(() => String, {
    nullable: true,
    description: 'The same rows as CSV, with a line of titles; up to 50,000 rows. Example: `{ realisedGainsCsv(year: 2026) }`',
  })
  realisedGainsCsv(@Ctx() { actor }: OperationContext, @Args(() => RealisedGainArgs) input: RealisedGainArgs) {
    return this.service.csv(actor, input);
  }

  @FieldResolver(() => RealisedGainConnectionView, { description: 'In the order of the sales.' })
  rows(@Root() { rows }: RealisedGainReport, @Args(() => PageInput) page: PageInput) {
    return orderedConnection(rows, page, ({ sale: { transactionId, accountId, tradeDate, lotId } }) =>
      // A split that paid for fractions is no entry, but closes each lot once.
      [transactionId ?? tradeDate, accountId, lotId].join(),
    );
  }
}

@Resolver(() => RealisedGainView)
export class RealisedGainResolver {
  @FieldResolver(() => ID, {
    nullable: true,
    description: 'What closed the lot: a sale, or the purchase that bought back what was sold short; null for a fraction paid by a split.',
  })
  transactionId(@Root() { sale }: RealisedGainRow): string | null {
    return sale.transactionId;
  }

  @FieldResolver(() => ID, { description: 'What opened the lot: an acquisition, or a short sale.' })
  lotId(@Root() { sale }: RealisedGainRow): string {
    return sale.lotId;
  }

  @FieldResolver(() => ID)
  accountId(@Root() { sale }: RealisedGainRow): string {
    return sale.accountId;
  }

  @FieldResolver(() => ID)
  instrumentId(@Root() { sale }: RealisedGainRow): string {
    return sale.instrumentId;
  }

  @FieldResolver(() => InstrumentView)
  instrument(@Ctx() { instruments }: OperationContext, @Root() { sale }: RealisedGainRow) {
    return instruments.load(sale.instrumentId);
  }

  @FieldResolver(() => DayScalar)
  acquiredOn(@Root() { sale }: RealisedGainRow): Day {
    return sale.acquiredOn;
  }

  @FieldResolver(() => DayScalar)
  soldOn(@Root() { sale }: RealisedGainRow): Day {
    return sale.soldOn;
  }

  @FieldResolver(() => DayScalar, { description: 'The day the gain was made: of the sale, or of buying back.' })
  closedOn(@Root() { sale }: RealisedGainRow): Day {
    return sale.tradeDate;
  }

  @FieldResolver(() => Boolean, { description: 'Sold first and bought back later.' })
  isShort(@Root() { sale }: RealisedGainRow): boolean {
    return sale.isShort;
  }

  @FieldResolver(() => Boolean, { description: 'A fraction of a unit that a split left and paid for.' })
  isFraction(@Root() { sale }: RealisedGainRow): boolean {
    return sale.isFraction;
  }

  @FieldResolver(() => DecimalScalar, {
    nullable: true,
    description: 'Base currency for one unit of `currency` when it was acquired: as booked, else of the day. Null where not known.',
  })
  acquiredRate(@Root() { rates }: RealisedGainRow): Decimal | null {
    return rates.acquired;
  }

  @FieldResolver(() => DecimalScalar, { nullable: true, description: 'The same when it was sold.' })
  soldRate(@Root() { rates }: RealisedGainRow): Decimal | null {
    return rates.sold;
  }

  @FieldResolver(() => DecimalScalar)
  quantity(@Root() { sale }: RealisedGainRow): Decimal {
    return sale.quantity;
  }

  @FieldResolver(() => CurrencyScalar)
  currency(@Root() { sale }: RealisedGainRow): Currency {
    return sale.currency;
  }
}
