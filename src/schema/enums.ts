/** Registers the domain's enumerations under the names the API shows, with what each value means. */
import { registerEnumType } from 'type-graphql';
import { CostMethod, FractionRule } from '../domain/account.js';
import { Freshness } from '../domain/freshness.js';
import { GapReason } from '../domain/gap.js';
import { IdentifierKind } from '../domain/identifier-kind.js';
import { InstrumentKind } from '../domain/instrument.js';
import { AbsenceReason } from '../domain/outcome.js';
import { Adjustment, QuoteKind } from '../domain/quote.js';
import { TransactionKind } from '../domain/transaction.js';
import { Role } from '../domain/user.js';

registerEnumType(Role, {
  name: 'Role',
  description: 'What a user may do.',
  valuesConfig: {
    USER: { description: 'Keeps own portfolios.' },
    ADMIN: { description: 'Runs the platform: instruments, sources, users.' },
    SOURCE: { description: 'A machine that may deliver prices and nothing else.' },
  },
});

registerEnumType(CostMethod, {
  name: 'CostMethod',
  description: 'How a disposal picks the lots it closes.',
  valuesConfig: {
    FIFO: { description: 'The oldest lot first.' },
    LIFO: { description: 'The newest lot first.' },
    AVERAGE: { description: 'Every unit at the average cost of all open lots.' },
    SPECIFIC: { description: 'The lots named with the disposal (lotIds).' },
  },
});

registerEnumType(FractionRule, {
  name: 'FractionRule',
  description: 'What becomes of the fraction of a unit that a split leaves.',
  valuesConfig: {
    KEEP: { description: 'It stays in the account.' },
    CASH: { description: 'It is sold at the price the split pays for fractions; kept where the split names none.' },
  },
});

registerEnumType(IdentifierKind, {
  name: 'IdentifierKind',
  description: 'What an instrument may be named by.',
  valuesConfig: {
    ISIN: { description: 'ISO 6166, of an issue.' },
    CUSIP: { description: 'Of an issue in the United States or Canada.' },
    SEDOL: { description: "The London Stock Exchange's number of a listing." },
    FIGI: { description: 'Financial Instrument Global Identifier of a listing.' },
    TICKER: { description: "A venue's own code, with its mic." },
    SCHEME_CODE: { description: "AMFI's code of an Indian fund scheme." },
  },
});

registerEnumType(InstrumentKind, {
  name: 'InstrumentKind',
  description: 'What sort of thing an instrument is.',
  valuesConfig: {
    FUND: { description: 'A mutual fund: priced once a day by its NAV.' },
    CASH: { description: 'A currency held as an instrument.' },
  },
});

registerEnumType(QuoteKind, {
  name: 'QuoteKind',
  description: 'How a price is to be read.',
  valuesConfig: {
    LAST: { description: 'The last trade.' },
    MID: { description: 'The middle of bid and ask.' },
    CLOSE: { description: 'The official close of a day.' },
    NAV: { description: "A fund's net asset value per unit for a day." },
  },
});

registerEnumType(Adjustment, { name: 'Adjustment', description: 'Whether a source has applied splits or dividends to a price already.' });

registerEnumType(TransactionKind, {
  name: 'TransactionKind',
  description: 'What a ledger entry does. Amounts are positive; the kind says which way they move.',
  valuesConfig: {
    BUY: { description: 'Units in, quantity x price + fee + tax of cash out.' },
    SELL: { description: 'Units out, quantity x price - fee - tax of cash in; beyond what is held only in an account that allowsShort.' },
    DEPOSIT: { description: 'amount of cash in from outside.' },
    WITHDRAWAL: { description: 'amount of cash out to outside.' },
    DIVIDEND: { description: 'amount gross of cash in from an instrument, less tax and fee.' },
    DIVIDEND_PAID: { description: 'amount of cash out to whoever lent the units of a short position, in place of the dividend.' },
    REINVESTMENT: {
      description:
        'A dividend (amount gross, less tax) that bought quantity units at price with fee: income and purchase in one entry. What is left over is cash.',
    },
    INTEREST: { description: 'amount gross of interest in, less tax.' },
    FEE: { description: 'amount of cash out for a service.' },
    FEE_REFUND: { description: 'amount of cash in: a fee given back.' },
    TAX: { description: 'amount of cash out for a tax that belongs to no other entry.' },
    TAX_REFUND: { description: 'amount of cash in: a tax given back.' },
    SPLIT: {
      description:
        'ratioNew units for each ratioOld held before tradeDate; total cost unchanged. With a price, an account whose fractionRule is CASH is paid it for the fraction of a new unit.',
    },
    TRANSFER: { description: 'Units (instrumentId, quantity) or cash (amount) to counterAccountId; lots keep dates and costs.' },
    DELIVERY_IN: { description: 'Units in without cash, at price as their cost.' },
    DELIVERY_OUT: { description: 'Units out without cash.' },
  },
});

registerEnumType(Freshness, {
  name: 'Freshness',
  description: 'How current a price is, judged by its kind and its market.',
  valuesConfig: {
    FRESH: { description: 'As new as this kind of price can be now.' },
    AGING: { description: 'Later than usual.' },
    STALE: { description: 'Too old to rely on; the last known price is shown with its age.' },
    FINAL: { description: 'The last price of an instrument that trades no more (`delistedOn`): there will be no newer one.' },
  },
});

registerEnumType(GapReason, {
  name: 'GapReason',
  description: 'Why a figure is incomplete. A missing figure is absent, never 0 or 1.',
  valuesConfig: {
    NO_PRICE: { description: 'No price of the instrument is known; its value is not in the total.' },
    STALE_PRICE: { description: 'The price is too old to rely on; its value is in the total.' },
    NO_RATE: { description: 'No exchange rate into the base currency is known; the value is not in the total.' },
    STALE_RATE: { description: 'The exchange rate into the base currency is too old to rely on; the value is in the total.' },
    NO_PREVIOUS_CLOSE: {
      description:
        "No price of an earlier day is known, or more days have traded since the price than are remembered; the day's change leaves it out.",
    },
  },
});

registerEnumType(AbsenceReason, {
  name: 'AbsenceReason',
  description: 'Why there is no figure.',
  valuesConfig: {
    NO_CAPITAL: { description: 'Nothing was invested, or less than nothing.' },
    LOST_MORE_THAN_ALL: { description: 'More was lost than was there, so that no rate of growth describes it.' },
    NO_RATE_SOLVES: { description: 'No rate makes the flows worth nothing.' },
    UNDER_A_DAY: { description: 'Less than a day lies between the first and the last flow.' },
    UNDER_A_YEAR: { description: 'Periods under 365 days are not annualised.' },
    TOO_FEW_RETURNS: { description: 'Fewer daily returns than the figure needs.' },
    NO_VARIATION: { description: 'What the figure is divided by never varied.' },
    NO_BASIS: { description: 'There is nothing to take a yield on.' },
    NO_RATE: { description: 'Something passed between what has an exchange rate into the base currency and what has none.' },
    NO_HISTORY: { description: 'There is no day to take the figure over.' },
    NO_BENCHMARK: { description: 'No benchmark was given, or it has no price for the first day.' },
  },
});
