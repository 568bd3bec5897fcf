/** What the API shows of instruments and their quotes, and what institutions may push. */
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Currency } from '../domain/currency.js';
import type { Day } from '../domain/day.js';
import type { Decimal } from '../domain/decimal.js';
import { InstrumentKind } from '../domain/instrument.js';
import { QuoteKind } from '../domain/quote.js';
import { connectionOf } from './connection.js';
import { CurrencyScalar, DayScalar, DecimalScalar, InstantScalar, SafeIntScalar } from './scalars.js';
import { InstrumentSplitView } from './split.js';

@ObjectType('Instrument', { description: 'Anything that can be held.' })
export class InstrumentView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => InstrumentKind)
  readonly kind!: InstrumentKind;

  @Field(() => String)
  readonly name!: string;

  @Field(() => CurrencyScalar, { description: 'Currency of its prices, in major units (pounds, not pence).' })
  readonly currency!: Currency;

  @Field(() => String, { nullable: true, description: 'ISO 6166.' })
  readonly isin!: string | null;

  @Field(() => String, { nullable: true, description: 'Number of an issue in the United States or Canada.' })
  readonly cusip!: string | null;

  @Field(() => String, { nullable: true, description: "The London Stock Exchange's number of the listing." })
  readonly sedol!: string | null;

  @Field(() => String, { nullable: true, description: 'Financial Instrument Global Identifier of the listing.' })
  readonly figi!: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 10383 code of its venue.' })
  readonly mic!: string | null;

  @Field(() => String, { nullable: true, description: "The venue's own code." })
  readonly ticker!: string | null;

  @Field(() => String, { nullable: true, description: "AMFI's code of an Indian fund scheme." })
  readonly schemeCode!: string | null;

  @Field(() => DecimalScalar, { description: 'Value per unit of quantity and price; 1 for shares and funds.' })
  readonly multiplier!: Decimal;

  @Field(() => [InstrumentSplitView], { description: 'In order of their days; 100 at most.' })
  readonly splits!: readonly InstrumentSplitView[];

  @Field(() => String, { nullable: true, description: "The one source whose prices count, by an administrator's choice." })
  readonly pinnedSource!: string | null;

  @Field(() => DayScalar, {
    nullable: true,
    description: 'The first day on which it trades no more, which may lie ahead; from then on its last price is final. Null: it trades.',
  })
  readonly delistedOn!: Day | null;
}

export const InstrumentConnectionView = connectionOf(InstrumentView, 'Instrument');

@ObjectType('Quote', { description: 'One accepted observation of a price.' })
export class QuoteView {
  @Field(() => ID)
  readonly instrumentId!: string;

  @Field(() => DecimalScalar, { description: 'Per unit, in `currency`.' })
  readonly price!: Decimal;

  @Field(() => CurrencyScalar)
  readonly currency!: Currency;

  @Field(() => QuoteKind)
  readonly kind!: QuoteKind;

  @Field(() => String, { description: 'Id of the source it came from.' })
  readonly source!: string;

  @Field(() => InstantScalar, { description: "The source's time of the price; of a dated price, its market's close that day." })
  readonly observedAt!: Date;

  @Field(() => InstantScalar, { description: 'When it reached this platform.' })
  readonly receivedAt!: Date;

  @Field(() => DayScalar, { description: "The market's calendar day the price belongs to." })
  readonly valueDate!: Day;

  @Field(() => String, { description: "The source's own digits." })
  readonly rawPrice!: string;

  @Field(() => String, { nullable: true, description: "The source's own unit, such as GBp for pence; null when it states none." })
  readonly rawCurrency!: string | null;

  @Field(() => SafeIntScalar, { description: 'Given when the quote was accepted; a higher one is newer.' })
  readonly revision!: number;
}

export const QuoteConnectionView = connectionOf(QuoteView, 'Quote');

@InputType({ description: "A source's own name for an instrument." })
export class SourceSymbolInput {
  @Field(() => String, { description: 'Id of the source, such as yahoo, amfi or stream.' })
  readonly source!: string;

  @Field(() => String, { description: 'Its symbol there, such as VOD.L.' })
  readonly symbol!: string;
}

@InputType({ description: 'How an instrument is called from now on; what is not given stays.' })
export class RenameInstrumentInput {
  @Field(() => String, { nullable: true, description: '1 to 200 characters.' })
  readonly name?: string | null;

  @Field(() => String, { nullable: true, description: 'Such as AAPL or BRK.B; null takes it away.' })
  readonly ticker?: string | null;
}

@InputType({ description: 'A new instrument.' })
export class CreateInstrumentInput {
  @Field(() => InstrumentKind)
  readonly kind!: InstrumentKind;

  @Field(() => String, { description: '1 to 200 characters.' })
  readonly name!: string;

  @Field(() => CurrencyScalar)
  readonly currency!: Currency;

  @Field(() => String, { nullable: true, description: 'With its check digit, which is verified.' })
  readonly isin?: string | null;

  @Field(() => String, { nullable: true, description: 'With its check digit; taken from a US or Canadian ISIN when not given.' })
  readonly cusip?: string | null;

  @Field(() => String, { nullable: true, description: 'With its check digit; taken from a British ISIN when not given.' })
  readonly sedol?: string | null;

  @Field(() => String, { nullable: true, description: 'With its check digit, such as BBG000B9XRY4; of this listing and no other.' })
  readonly figi?: string | null;

  @Field(() => String, { nullable: true, description: 'Such as XNAS or XLON; gives its prices their time zone and closing time.' })
  readonly mic?: string | null;

  @Field(() => String, { nullable: true, description: 'Such as AAPL or BRK.B.' })
  readonly ticker?: string | null;

  @Field(() => String, { nullable: true, description: 'Of Indian funds only.' })
  readonly schemeCode?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: '1 when not given.' })
  readonly multiplier?: Decimal | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Quoted units per currency unit for sources that state none: 1, 100 (pence) or 1000; 1 when not given.',
  })
  readonly unitDivisor?: number | null;

  @Field(() => [SourceSymbolInput], { nullable: true, description: 'What sources call it: 20 at most.' })
  readonly symbols?: SourceSymbolInput[] | null;
}
