/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Why there is no figure. */
export type AbsenceReason =
  /** More was lost than was there, so that no rate of growth describes it. */
  | 'LOST_MORE_THAN_ALL'
  /** There is nothing to take a yield on. */
  | 'NO_BASIS'
  /** No benchmark was given, or it has no price for the first day. */
  | 'NO_BENCHMARK'
  /** Nothing was invested, or less than nothing. */
  | 'NO_CAPITAL'
  /** There is no day to take the figure over. */
  | 'NO_HISTORY'
  /** Something passed between what has an exchange rate into the base currency and what has none. */
  | 'NO_RATE'
  /** No rate makes the flows worth nothing. */
  | 'NO_RATE_SOLVES'
  /** What the figure is divided by never varied. */
  | 'NO_VARIATION'
  /** Fewer daily returns than the figure needs. */
  | 'TOO_FEW_RETURNS'
  /** Less than a day lies between the first and the last flow. */
  | 'UNDER_A_DAY'
  /** Periods under 365 days are not annualised. */
  | 'UNDER_A_YEAR';

/** Where a firing goes besides the inbox and `alertFired`, which always have it. */
export type AlertChannel =
  /** To the user's own address. */
  | 'EMAIL'
  /** To every webhook of the user's. */
  | 'WEBHOOK';

/** When a rule fires. */
export type AlertCondition =
  /** At the threshold or above it; at once when it is so already. */
  | 'ABOVE'
  /** At the threshold or below it; at once when it is so already. */
  | 'BELOW'
  /** From the side it was first seen on to the other one, either way. */
  | 'CROSSES';

/** What an alert rule looks at. Ratios are fractions: "0.05" is five per cent. */
export type AlertMeasure =
  /** The price against the previous close; a ratio. */
  | 'DAY_MOVE'
  /** How far the value has fallen from its highest since the rule was made; a ratio. What is paid in or out does not count. */
  | 'DRAWDOWN'
  /** The unrealised gain, in the base currency. */
  | 'GAIN'
  /** The unrealised gain on the cost basis; a ratio. */
  | 'GAIN_RATIO'
  /** Business days by which a fund's NAV is later than it should be. */
  | 'NAV_LATE'
  /** The price of an instrument, in its currency; splits since you set the threshold move it along. */
  | 'PRICE'
  /** How far the price has moved since the rule was made, or since it last fired, splits taken out; a ratio. */
  | 'PRICE_CHANGE'
  /** Minutes of open market since the price was observed. */
  | 'PRICE_STALE'
  /** What a portfolio or an account is worth, in the base currency. */
  | 'VALUE'
  /** How far the value has moved since the rule was made, or since it last fired; a ratio. */
  | 'VALUE_CHANGE';

/** How far a rule has come. */
export type AlertStatus =
  /** Waits for its condition. */
  | 'ARMED'
  /** Has fired and never will again; amending it arms it anew. */
  | 'DONE'
  /** Its time ran out; amending it arms it anew. */
  | 'EXPIRED'
  /** Set aside with `pauseAlertRule`; `resumeAlertRule` arms it anew. */
  | 'PAUSED'
  /** Has fired, and waits for the figure to go back before it can fire again. */
  | 'WAITING';

/** What of a rule can be amended. */
export type AlertTermsInput = {
  /** Besides the inbox; none when not given. */
  channels?: Array<AlertChannel> | null | undefined;
  condition: AlertCondition;
  /** Never fires from then on. */
  expiresAt?: string | null | undefined;
  /** How far beyond the threshold the figure must go back before a repeating rule fires again; 0 when not given. */
  hysteresis?: string | null | undefined;
  /** Fires once when not given. */
  isRepeating?: boolean | null | undefined;
  /** 1 to 120 characters. */
  name: string;
  /** Up to 500 characters; it goes out with the alert. */
  note?: string | null | undefined;
  /** In the unit of the measure: a price per unit of today, an amount, a ratio ("0.05" is five per cent), days or minutes. */
  threshold: string;
};

/** What a portfolio is cut by. */
export type AllocationBy =
  /** Accounts with their cash. */
  | 'ACCOUNT'
  /** The currencies of instruments and of cash. */
  | 'CURRENCY'
  /** Each instrument, over all accounts; cash is one slice. */
  | 'INSTRUMENT'
  /** Kinds of instruments, and cash. */
  | 'KIND';

/** Past prices to fetch. */
export type BackfillInput = {
  from: string;
  /** When not given: the exchange rates of the source. */
  instrumentId?: string | number | null | undefined;
  /** The most trusted one that has its history, when not given. */
  source?: string | null | undefined;
  /** Included; today at the latest. */
  to: string;
};

/** How far a backfill is. */
export type BackfillStatus =
  | 'CANCELLED'
  | 'DONE'
  /** Given up after repeated failures; `message` says why. */
  | 'FAILED'
  | 'RUNNING'
  | 'WAITING';

/** What is to be another at an account; what is not given stays. */
export type ChangeAccountInput = {
  /** Refused while the ledger has a short position that it would forbid. */
  allowsShort?: boolean | null | undefined;
  /** Counts for every sale of the account, the past ones included. */
  costMethod?: CostMethod | null | undefined;
  /** Counts for every split, the past ones included. */
  fractionRule?: FractionRule | null | undefined;
  /** An account must be empty to be closed; a closed one may be opened again. */
  isClosed?: boolean | null | undefined;
  /** 1 to 120 characters. */
  name?: string | null | undefined;
};

/** What is to be another at a portfolio; what is not given stays. */
export type ChangePortfolioInput = {
  /** Every figure is in it from then on, those of past days too. */
  baseCurrency?: string | null | undefined;
  /** 1 to 120 characters. */
  name?: string | null | undefined;
};

/** What is to be another about you; what is not given stays. */
export type ChangeProfileInput = {
  /** Currency new portfolios are valued in. */
  baseCurrency?: string | null | undefined;
  /** How to be addressed: 1 to 120 characters. */
  name?: string | null | undefined;
};

/** What happened to the instrument. */
export type CorporateActionKind =
  | 'DIVIDEND'
  | 'SPLIT';

/** How a disposal picks the lots it closes. */
export type CostMethod =
  /** Every unit at the average cost of all open lots. */
  | 'AVERAGE'
  /** The oldest lot first. */
  | 'FIFO'
  /** The newest lot first. */
  | 'LIFO'
  /** The lots named with the disposal (lotIds). */
  | 'SPECIFIC';

/** A new rule: of an instrument, of a portfolio or of an account, as its measure needs. */
export type CreateAlertRuleInput = {
  /** One account by itself instead of a portfolio. */
  accountId?: string | number | null | undefined;
  /** Besides the inbox; none when not given. */
  channels?: Array<AlertChannel> | null | undefined;
  condition: AlertCondition;
  /** Never fires from then on. */
  expiresAt?: string | null | undefined;
  /** How far beyond the threshold the figure must go back before a repeating rule fires again; 0 when not given. */
  hysteresis?: string | null | undefined;
  /** For the measures of an instrument. */
  instrumentId?: string | number | null | undefined;
  /** Fires once when not given. */
  isRepeating?: boolean | null | undefined;
  measure: AlertMeasure;
  /** 1 to 120 characters. */
  name: string;
  /** Up to 500 characters; it goes out with the alert. */
  note?: string | null | undefined;
  /** For the others; the first portfolio when neither this nor an account is given. */
  portfolioId?: string | number | null | undefined;
  /** In the unit of the measure: a price per unit of today, an amount, a ratio ("0.05" is five per cent), days or minutes. */
  threshold: string;
};

/** A new API token: what it is for, what it may do, and for how long. */
export type CreateApiTokenInput = {
  /** Your password: a token outlives the session it is made in. */
  currentPassword: string;
  /** 1 to 366. */
  expiresInDays: number;
  /** What it is for, in your words: 1 to 100 characters. */
  name: string;
  scopes: Array<Scope>;
  /** A user with the role SOURCE it is for, made by an administrator; yourself when not given. */
  userId?: string | number | null | undefined;
};

/** A new instrument. */
export type CreateInstrumentInput = {
  currency: string;
  /** With its check digit; taken from a US or Canadian ISIN when not given. */
  cusip?: string | null | undefined;
  /** With its check digit, such as BBG000B9XRY4; of this listing and no other. */
  figi?: string | null | undefined;
  /** With its check digit, which is verified. */
  isin?: string | null | undefined;
  kind: InstrumentKind;
  /** Such as XNAS or XLON; gives its prices their time zone and closing time. */
  mic?: string | null | undefined;
  /** 1 when not given. */
  multiplier?: string | null | undefined;
  /** 1 to 200 characters. */
  name: string;
  /** Of Indian funds only. */
  schemeCode?: string | null | undefined;
  /** With its check digit; taken from a British ISIN when not given. */
  sedol?: string | null | undefined;
  /** What sources call it: 20 at most. */
  symbols?: Array<SourceSymbolInput> | null | undefined;
  /** Such as AAPL or BRK.B. */
  ticker?: string | null | undefined;
  /** Quoted units per currency unit for sources that state none: 1, 100 (pence) or 1000; 1 when not given. */
  unitDivisor?: number | null | undefined;
};

/** A user an administrator makes. */
export type CreateUserInput = {
  /** Currency of the first portfolio; EUR when not given. */
  baseCurrency?: string | null | undefined;
  /** Becomes the name to sign in with; upper and lower case are the same. */
  email: string;
  /** How to be addressed: 1 to 120 characters. */
  name: string;
  role: Role;
  /** For a SOURCE: acme makes its prices known as those of push-acme; letters a to z, digits and hyphens. From the name when not given. */
  source?: string | null | undefined;
};

/** How a file writes decimals; separators of thousands are taken where decimals follow them, as in 1.234,50. */
export type DecimalSeparator =
  | 'COMMA'
  | 'POINT';

/** How far a delivery has come. */
export type DeliveryStatus =
  /** Taken over by the receiver. */
  | 'DELIVERED'
  /** Given up; `lastError` says why. */
  | 'FAILED'
  /** On its way, or to be tried again. */
  | 'PENDING';

/** What becomes of the fraction of a unit that a split leaves. */
export type FractionRule =
  /** It is sold at the price the split pays for fractions; kept where the split names none. */
  | 'CASH'
  /** It stays in the account. */
  | 'KEEP';

/** How current a price is, judged by its kind and its market. */
export type Freshness =
  /** Later than usual. */
  | 'AGING'
  /** The last price of an instrument that trades no more (`delistedOn`): there will be no newer one. */
  | 'FINAL'
  /** As new as this kind of price can be now. */
  | 'FRESH'
  /** Too old to rely on; the last known price is shown with its age. */
  | 'STALE';

/** An exchange rate from outside: `rate` units of `quote` for one unit of `base`. */
export type FxRateInput = {
  base: string;
  /** When the rate held; not in the future. */
  observedAt?: string | null | undefined;
  quote: string;
  /** Greater than 0; at most 10 decimal places. */
  rate: string;
  /** The day a reference rate belongs to. */
  valueDate?: string | null | undefined;
};

/** Why a figure is incomplete. A missing figure is absent, never 0 or 1. */
export type GapReason =
  /** No price of an earlier day is known, or more days have traded since the price than are remembered; the day's change leaves it out. */
  | 'NO_PREVIOUS_CLOSE'
  /** No price of the instrument is known; its value is not in the total. */
  | 'NO_PRICE'
  /** No exchange rate into the base currency is known; the value is not in the total. */
  | 'NO_RATE'
  /** The price is too old to rely on; its value is in the total. */
  | 'STALE_PRICE'
  /** The exchange rate into the base currency is too old to rely on; the value is in the total. */
  | 'STALE_RATE';

/** Which column of the file holds a field. */
export type ImportColumnInput = {
  /** The column's name in the header; upper and lower case are the same. */
  column: string;
  field: ImportField;
};

/** A column of a file of ledger entries. */
export type ImportField =
  /** Name or id of one of your accounts, where rows belong to several. */
  | 'account'
  | 'amount'
  /** TRANSFER: name or id of the account it goes to. */
  | 'counterAccount'
  | 'currency'
  | 'exchangeRate'
  | 'fee'
  /** To choose between listings of one ISIN. */
  | 'instrumentCurrency'
  | 'instrumentId'
  /** Its whole name; counts where no number, ticker on a venue or id that is known here names it. */
  | 'instrumentName'
  | 'isin'
  /** A TransactionKind, or a word of the file that `kinds` explains. */
  | 'kind'
  /** Disposals with SPECIFIC cost basis: references or ids of the acquisitions to close, separated by spaces. */
  | 'lots'
  /** The venue's code, such as XNAS; with `ticker`, or to choose between listings of one ISIN. */
  | 'mic'
  | 'note'
  | 'price'
  | 'quantity'
  | 'ratioNew'
  | 'ratioOld'
  /** The file's own id of the row, up to 100 characters: the same reference is never recorded twice in an account. */
  | 'reference'
  /** AMFI's code of an Indian fund. */
  | 'schemeCode'
  | 'settlementDate'
  | 'tax'
  | 'ticker'
  | 'tradeDate';

/** What a word in the file means. */
export type ImportKindInput = {
  kind: TransactionKind;
  text: string;
};

/** How to read the file. Columns named like their field need not be listed. */
export type ImportMappingInput = {
  columns?: Array<ImportColumnInput> | null | undefined;
  /** Holds YYYY, MM and DD, such as DD.MM.YYYY; YYYY-MM-DD when not given. */
  dateFormat?: string | null | undefined;
  /** POINT when not given. */
  decimalSeparator?: DecimalSeparator | null | undefined;
  /** One of , ; | or a tab; a comma when not given. */
  delimiter?: string | null | undefined;
  kinds?: Array<ImportKindInput> | null | undefined;
};

/** What became of a price or rate that was pushed. */
export type IngestOutcome =
  /** It is the current one now, and every affected portfolio is being revalued. */
  | 'CURRENT'
  /** Known already, or taken back here (`WITHDRAWN`); nothing changed. */
  | 'DUPLICATE'
  /** A jump beyond the limit: it waits for a second source, a third repetition or `isConfirmed`; the old price stays. */
  | 'HELD'
  /** Recorded for its day; a newer or more trusted one stays current. */
  | 'HISTORY'
  /** Not usable, as `reason` and `message` say; nothing was written. */
  | 'REJECTED';

/** What sort of thing an instrument is. */
export type InstrumentKind =
  | 'BOND'
  /** A currency held as an instrument. */
  | 'CASH'
  | 'CRYPTO'
  | 'EQUITY'
  | 'ETF'
  /** A mutual fund: priced once a day by its NAV. */
  | 'FUND';

/** How a run of a job ended. */
export type JobOutcome =
  /** It is tried again within a minute. */
  | 'FAILED'
  /** The instance stopped in the middle; another goes on at once. */
  | 'INTERRUPTED'
  /** It did what it is for. */
  | 'SUCCEEDED';

/** A new, empty account. */
export type OpenAccountInput = {
  /** Allows short positions; false when not given. */
  allowsShort?: boolean | null | undefined;
  /** FIFO when not given. */
  costMethod?: CostMethod | null | undefined;
  currency: string;
  /** KEEP when not given. */
  fractionRule?: FractionRule | null | undefined;
  /** 1 to 120 characters. */
  name: string;
  /** The portfolio it is valued in; the first one when not given. */
  portfolioId?: string | number | null | undefined;
};

/** A new portfolio without accounts. */
export type OpenPortfolioInput = {
  baseCurrency: string;
  /** 1 to 120 characters. */
  name: string;
};

/** A period that ends now. It starts from the value at the end of the day before it. */
export type Period =
  /** Since the first entry. */
  | 'ALL'
  /** Since the end of yesterday. */
  | 'D1'
  /** This month. */
  | 'MTD'
  /** Seven days. */
  | 'W1'
  /** One year. */
  | 'Y1'
  /** This year. */
  | 'YTD';

/** Which rule chose the price. */
export type PriceRule =
  /** The current quote, which won over every other. */
  | 'CURRENT'
  /** Cash held as an instrument counts at 1. */
  | 'FACE_VALUE'
  /** The newest by day, then by time, then by the trust in its source, then by revision, up to the day asked for. */
  | 'NEWEST_OF_DAY'
  /** No quote is known: the position's own last trade price. */
  | 'OWN_TRADE';

/** What was decided about a proposal. */
export type ProposalStatus =
  /** A split was entered; a dividend was found right. */
  | 'ACCEPTED'
  /** Nobody has decided yet. */
  | 'PROPOSED'
  /** It is not believed, and not proposed again. */
  | 'REFUSED';

/** A price from outside. Give `observedAt` for a live price, or `valueDate` for a close or NAV of a day. */
export type QuoteInput = {
  /** Must be the instrument's, or a fraction of it: a price of 7134 in GBX is kept as 71.34 in GBP. */
  currency: string;
  instrumentId: string | number;
  /** When not given: LAST with `observedAt`; with `valueDate` NAV for a fund, else CLOSE. */
  kind?: QuoteKind | null | undefined;
  /** When the price held; not in the future. */
  observedAt?: string | null | undefined;
  /** The previous close, if the source states one; otherwise the history is asked. */
  previousClose?: string | null | undefined;
  /** Per unit, in what `currency` says; greater than 0; at most 8 decimal places. */
  price: string;
  /** The day a close or NAV belongs to. */
  valueDate?: string | null | undefined;
};

/** How a price is to be read. */
export type QuoteKind =
  /** The official close of a day. */
  | 'CLOSE'
  /** The last trade. */
  | 'LAST'
  /** The middle of bid and ask. */
  | 'MID'
  /** A fund's net asset value per unit for a day. */
  | 'NAV';

/** The rule by which a price was accepted or not. */
export type QuoteRule =
  /** Confirmed by an administrator. */
  | 'CONFIRMED_BY_ADMINISTRATOR'
  /** Observed three times in a row. */
  | 'CONFIRMED_BY_REPETITION'
  /** A second source agrees. */
  | 'CONFIRMED_BY_SOURCE'
  /** Corrected by an administrator. */
  | 'CORRECTED_BY_ADMINISTRATOR'
  /** A correction of the same moment. */
  | 'CORRECTION'
  /** The first one known. */
  | 'FIRST'
  /** A more trusted source reported at most 12 minutes earlier. */
  | 'HYSTERESIS'
  /** Observed later than the one before. */
  | 'NEWER'
  /** Observed before the current one. */
  | 'OLDER'
  /** The jump is too large to be believed at once: held until it is confirmed. */
  | 'OUTLIER'
  /** Two other sources agree on another price of the same minutes. */
  | 'OUTVOTED'
  /** An administrator has pinned the source: only what it says counts. */
  | 'PINNED'
  /** The more trusted of two sources stands for the same moment. */
  | 'PRIORITY'
  /** The current one again. */
  | 'SAME'
  /** A split that was entered explains the jump. */
  | 'SPLIT'
  /** It looks like a split that nobody has decided about yet: held until somebody has. */
  | 'SPLIT_PROPOSED'
  /** About 100 or 1000 times off: this looks like another unit. A second source that says the same, or an administrator, can confirm it. */
  | 'UNIT_MIX_UP';

/** A new entry of an account. */
export type RecordTransactionInput = {
  accountId: string | number;
  /** Cash of kinds without units, greater than 0; at most 8 decimal places. */
  amount?: string | null | undefined;
  /** TRANSFER: where it goes, another account of yours. */
  counterAccountId?: string | number | null | undefined;
  currency: string;
  /** Units of the account's currency per unit of `currency`: books the cash in the account's currency. */
  exchangeRate?: string | null | undefined;
  /** 0 when not given. */
  fee?: string | null | undefined;
  instrumentId?: string | number | null | undefined;
  kind: TransactionKind;
  /** Disposals of accounts with SPECIFIC cost basis: ids of the acquisitions to close, in this order. */
  lotIds?: Array<string | number> | null | undefined;
  /** 500 characters at most. */
  note?: string | null | undefined;
  /** Per unit, in `currency`; at most 8 decimal places. */
  price?: string | null | undefined;
  /** Units, greater than 0. */
  quantity?: string | null | undefined;
  /** SPLIT: new units ... */
  ratioNew?: number | null | undefined;
  /** SPLIT: ... for each of these old ones. */
  ratioOld?: number | null | undefined;
  /** Not before `tradeDate`. */
  settlementDate?: string | null | undefined;
  /** 0 when not given. */
  tax?: string | null | undefined;
  /** Positions move on this day; tomorrow at the latest. */
  tradeDate: string;
};

/** A new user. */
export type RegisterInput = {
  /** Currency of the first portfolio; EUR when not given. */
  baseCurrency?: string | null | undefined;
  /** Where `service { registration }` is CONFIRMED: what stands behind `#register=` in the link that was sent to the address. */
  confirmation?: string | null | undefined;
  /** Becomes the name to sign in with; upper and lower case are the same. */
  email: string;
  /** How to be addressed: 1 to 120 characters. */
  name: string;
  /** 8 to 200 characters; none of the passwords that are tried first, and more than your address. */
  password: string;
};

/** How an instrument is called from now on; what is not given stays. */
export type RenameInstrumentInput = {
  /** 1 to 200 characters. */
  name?: string | null | undefined;
  /** Such as AAPL or BRK.B; null takes it away. */
  ticker?: string | null | undefined;
};

/** What a user may do. */
export type Role =
  /** Runs the platform: instruments, sources, users. */
  | 'ADMIN'
  /** A machine that may deliver prices and nothing else. */
  | 'SOURCE'
  /** Keeps own portfolios. */
  | 'USER';

/** What an API token is for. It never gives more than its user's role does, and never how the user signs in. */
export type Scope =
  /** Makes and changes rules of alerts, and reads what fired. */
  | 'ALERTS'
  /** Looks after instruments, splits, held prices and sources. */
  | 'INSTRUMENTS'
  /** Opens accounts and portfolios, and records entries. */
  | 'LEDGER'
  /** Delivers prices and exchange rates. */
  | 'PRICES'
  /** Reads what is the user's own, and market data. */
  | 'READ';

/** How a source is doing. */
export type SourceStatus =
  /** The last call failed; it is tried again. */
  | 'DEGRADED'
  /** Repeated failures: it is left alone for a while. Its last good prices stay, with their age. */
  | 'DOWN'
  /** The last call succeeded. */
  | 'OK'
  /** Not asked yet. */
  | 'STARTING';

/** A source's own name for an instrument. */
export type SourceSymbolInput = {
  /** Id of the source, such as yahoo, amfi or stream. */
  source: string;
  /** Its symbol there, such as VOD.L. */
  symbol: string;
};

/** The weight of one slice. */
export type TargetInput = {
  /** An instrument's or account's id, a kind, or a currency, as in a slice; `CASH` for cash among instruments. */
  key: string;
  /** A fraction from 0 to 1; all together exactly 1. */
  weight: string;
};

/** How a number enters a step. */
export type TermUse =
  | 'DIVIDED_BY'
  | 'MINUS'
  | 'PLUS'
  /** Its square root is the result; it is the only term. */
  | 'ROOT'
  | 'TIMES';

/** What an entry says. Which fields a kind needs, and which it refuses, is said by the kind; an error names the field. */
export type TransactionContentInput = {
  /** Cash of kinds without units, greater than 0; at most 8 decimal places. */
  amount?: string | null | undefined;
  /** TRANSFER: where it goes, another account of yours. */
  counterAccountId?: string | number | null | undefined;
  currency: string;
  /** Units of the account's currency per unit of `currency`: books the cash in the account's currency. */
  exchangeRate?: string | null | undefined;
  /** 0 when not given. */
  fee?: string | null | undefined;
  instrumentId?: string | number | null | undefined;
  kind: TransactionKind;
  /** Disposals of accounts with SPECIFIC cost basis: ids of the acquisitions to close, in this order. */
  lotIds?: Array<string | number> | null | undefined;
  /** 500 characters at most. */
  note?: string | null | undefined;
  /** Per unit, in `currency`; at most 8 decimal places. */
  price?: string | null | undefined;
  /** Units, greater than 0. */
  quantity?: string | null | undefined;
  /** SPLIT: new units ... */
  ratioNew?: number | null | undefined;
  /** SPLIT: ... for each of these old ones. */
  ratioOld?: number | null | undefined;
  /** Not before `tradeDate`. */
  settlementDate?: string | null | undefined;
  /** 0 when not given. */
  tax?: string | null | undefined;
  /** Positions move on this day; tomorrow at the latest. */
  tradeDate: string;
};

/** What a ledger entry does. Amounts are positive; the kind says which way they move. */
export type TransactionKind =
  /** Units in, quantity x price + fee + tax of cash out. */
  | 'BUY'
  /** Units in without cash, at price as their cost. */
  | 'DELIVERY_IN'
  /** Units out without cash. */
  | 'DELIVERY_OUT'
  /** amount of cash in from outside. */
  | 'DEPOSIT'
  /** amount gross of cash in from an instrument, less tax and fee. */
  | 'DIVIDEND'
  /** amount of cash out to whoever lent the units of a short position, in place of the dividend. */
  | 'DIVIDEND_PAID'
  /** amount of cash out for a service. */
  | 'FEE'
  /** amount of cash in: a fee given back. */
  | 'FEE_REFUND'
  /** amount gross of interest in, less tax. */
  | 'INTEREST'
  /** A dividend (amount gross, less tax) that bought quantity units at price with fee: income and purchase in one entry. What is left over is cash. */
  | 'REINVESTMENT'
  /** Units out, quantity x price - fee - tax of cash in; beyond what is held only in an account that allowsShort. */
  | 'SELL'
  /** ratioNew units for each ratioOld held before tradeDate; total cost unchanged. With a price, an account whose fractionRule is CASH is paid it for the fraction of a new unit. */
  | 'SPLIT'
  /** amount of cash out for a tax that belongs to no other entry. */
  | 'TAX'
  /** amount of cash in: a tax given back. */
  | 'TAX_REFUND'
  /** Units (instrumentId, quantity) or cash (amount) to counterAccountId; lots keep dates and costs. */
  | 'TRANSFER'
  /** amount of cash out to outside. */
  | 'WITHDRAWAL';

export type ChangeAccountMutationVariables = Exact<{
  id: string | number;
  input: ChangeAccountInput;
}>;


export type ChangeAccountMutation = { changeAccount: { name: string, costMethod: CostMethod, closedAt: string | null } };

export type ChangePortfolioMutationVariables = Exact<{
  id: string | number;
  input: ChangePortfolioInput;
}>;


export type ChangePortfolioMutation = { changePortfolio: { name: string, baseCurrency: string } };

export type ChangeProfileMutationVariables = Exact<{
  input: ChangeProfileInput;
}>;


export type ChangeProfileMutation = { changeProfile: { name: string, baseCurrency: string } };

export type TotalsQueryVariables = Exact<{
  from?: string | null | undefined;
}>;


export type TotalsQuery = { history: { baseCurrency: string, points: Array<{ day: string, total: string }> } | null };

export type EveryFigureQueryVariables = Exact<{
  from?: string | null | undefined;
  to?: string | null | undefined;
  asOf?: string | null | undefined;
}>;


export type EveryFigureQuery = { valuation: { baseCurrency: string, total: string, costBasis: string | null, unrealisedGain: string | null, holdings: Array<{ quantity: string, costBasis: string, costBasisInBase: string | null, unrealisedGainPrice: string | null, unrealisedGainCurrency: string | null }> } | null, past: { baseCurrency: string, total: string, costBasis: string | null, unrealisedGain: string | null } | null, history: { baseCurrency: string, points: Array<{ day: string, total: string, netContribution: string }> } | null, performance: { baseCurrency: string, twr: { total: { value: string | null } }, irr: { total: { value: string | null } }, explanation: { start: string, end: string, inflow: string, priceGain: string, currencyGain: string, income: string, fees: string, taxes: string } | null, contributions: { rows: { nodes: Array<{ bought: string, sold: string, gain: string }> } } } | null, realisedGains: { baseCurrency: string, totalInBase: { gain: string, priceGain: string, currencyGain: string }, rows: { nodes: Array<{ acquiredOn: string, quantity: string, cost: string, gain: string }> } } | null, income: { baseCurrency: string, total: { gross: string, net: string } } | null, allocation: { slices: { nodes: Array<{ key: string, value: string }> } } | null, allocationHistory: { baseCurrency: string, totals: Array<string> } | null, accounts: { nodes: Array<{ valuation: { baseCurrency: string, total: string, costBasis: string | null } }> } };

export type ChangeRulesMutationVariables = Exact<{
  id: string | number;
  input: ChangeAccountInput;
}>;


export type ChangeRulesMutation = { changeAccount: { costMethod: CostMethod, allowsShort: boolean, fractionRule: FractionRule } };

export type AccountingFiguresQueryVariables = Exact<{
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type AccountingFiguresQuery = { history: { points: Array<{ day: string, total: string, netContribution: string }> } | null, performance: { explanation: { start: string, end: string, inflow: string, outflow: string, priceGain: string, currencyGain: string, income: string, fees: string, taxes: string, gain: string } | null } | null, realisedGains: { totalInBase: { proceeds: string, cost: string, gain: string, priceGain: string, currencyGain: string }, rows: { nodes: Array<{ transactionId: string | null, isShort: boolean, isFraction: boolean, acquiredOn: string, soldOn: string, closedOn: string, quantity: string, proceeds: string, cost: string, gain: string }> } } | null, income: { total: { gross: string, tax: string, fee: string, net: string } } | null };

export type PaySplitMutationVariables = Exact<{
  id: string | number;
  exDate: string;
  new: number;
  old: number;
  fractionPrice?: string | null | undefined;
}>;


export type PaySplitMutation = { recordSplit: { splits: Array<{ exDate: string, ratioNew: number, ratioOld: number, fractionPrice: string | null }> } };

export type AmendSplitMutationVariables = Exact<{
  id: string | number;
  exDate: string;
  new: number;
  old: number;
}>;


export type AmendSplitMutation = { amendSplit: { splits: Array<{ ratioNew: number, ratioOld: number, fractionPrice: string | null }> } };

export type WithdrawSplitMutationVariables = Exact<{
  id: string | number;
  exDate: string;
}>;


export type WithdrawSplitMutation = { withdrawSplit: { splits: Array<{ exDate: string }> } };

export type SetTargetsMutationVariables = Exact<{
  portfolioId: string | number;
  by: AllocationBy;
  targets: Array<TargetInput> | TargetInput;
}>;


export type SetTargetsMutation = { setTargets: Array<{ key: string, weight: string }> };

export type DriftQueryVariables = Exact<{
  by: AllocationBy;
}>;


export type DriftQuery = { allocation: { slices: { nodes: Array<{ key: string, value: string, target: string | null, drift: string | null, excess: string | null, share: { value: string | null } }> } } | null, portfolio: { targets: Array<{ key: string, weight: string }> } | null };

export type AllocationOverTimeQueryVariables = Exact<{
  by: AllocationBy;
  from?: string | null | undefined;
  to?: string | null | undefined;
  points?: number | null | undefined;
}>;


export type AllocationOverTimeQuery = { allocationHistory: { days: Array<string>, totals: Array<string>, baseCurrency: string, series: { nodes: Array<{ key: string, values: Array<string> }> } } | null };

export type ByMethodQueryVariables = Exact<{
  method?: CostMethod | null | undefined;
}>;


export type ByMethodQuery = { valuation: { holdings: Array<{ costBasis: string, unrealisedGain: string | null, unrealisedGainPrice: string | null, unrealisedGainCurrency: string | null, unrealisedGainBeforeFees: string | null }> } | null };

export type CreateAlertRuleMutationVariables = Exact<{
  input: CreateAlertRuleInput;
}>;


export type CreateAlertRuleMutation = { createAlertRule: { id: string, name: string, note: string | null, measure: AlertMeasure, condition: AlertCondition, threshold: string, hysteresis: string, isRepeating: boolean, expiresAt: string | null, channels: Array<AlertChannel>, status: AlertStatus, version: number, portfolioId: string | null, accountId: string | null, firedCount: number, instrument: { name: string } | null } };

export type AmendAlertRuleMutationVariables = Exact<{
  id: string | number;
  version: number;
  input: AlertTermsInput;
}>;


export type AmendAlertRuleMutation = { amendAlertRule: { version: number, condition: AlertCondition, threshold: string, name: string } };

export type AlertRulesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AlertRulesQuery = { alertRules: { nodes: Array<{ id: string, name: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type DeleteAlertRuleMutationVariables = Exact<{
  id: string | number;
}>;


export type DeleteAlertRuleMutation = { deleteAlertRule: boolean };

export type CreateAlertWebhookMutationVariables = Exact<{
  url: string;
}>;


export type CreateAlertWebhookMutation = { createAlertWebhook: { secret: string, webhook: { id: string, url: string } } };

export type RenewAlertWebhookMutationVariables = Exact<{
  id: string | number;
}>;


export type RenewAlertWebhookMutation = { renewAlertWebhookSecret: { secret: string } };

export type AlertWebhooksQueryVariables = Exact<{ [key: string]: never; }>;


export type AlertWebhooksQuery = { alertWebhooks: Array<{ id: string, url: string, disabledAt: string | null }> };

export type DeleteAlertWebhookMutationVariables = Exact<{
  id: string | number;
}>;


export type DeleteAlertWebhookMutation = { deleteAlertWebhook: boolean };

export type GetAllocationQueryVariables = Exact<{
  by: AllocationBy;
  asOf?: string | null | undefined;
  accountId?: string | number | null | undefined;
}>;


export type GetAllocationQuery = { allocation: { by: AllocationBy, valuation: { total: string, day: string | null }, slices: { nodes: Array<{ key: string, value: string, share: { value: string | null, absence: AbsenceReason | null }, instrument: { name: string } | null }> } } | null };

export type PricesToCorrectQueryVariables = Exact<{
  id: string | number;
}>;


export type PricesToCorrectQuery = { instrument: { pinnedSource: string | null, quote: { price: string, source: string, revision: number, verdict: { rule: QuoteRule, losers: Array<{ source: string, price: string }> } | null } | null, priceHistory: { nodes: Array<{ valueDate: string, price: string, source: string, revision: number, observedAt: string }> } } | null };

export type CorrectQuoteMutationVariables = Exact<{
  id: string | number;
  revision: number;
  price: string;
  reason: string;
}>;


export type CorrectQuoteMutation = { correctQuote: { id: string, quote: { price: string } | null } };

export type PinSourceMutationVariables = Exact<{
  id: string | number;
  source?: string | null | undefined;
  from?: string | null | undefined;
  reason: string;
}>;


export type PinSourceMutation = { pinSource: { pinnedSource: string | null, quote: { price: string, source: string } | null } };

export type DailyTotalsQueryVariables = Exact<{
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type DailyTotalsQuery = { history: { points: Array<{ day: string, total: string }> } | null };

export type SeenQuoteQueryVariables = Exact<{
  id: string | number;
}>;


export type SeenQuoteQuery = { instrument: { quote: { price: string, revision: number, observedAt: string } | null } | null };

export type WithdrawQuoteAtMutationVariables = Exact<{
  id: string | number;
  revision: number;
  observedAt: string;
}>;


export type WithdrawQuoteAtMutation = { withdrawQuote: { quote: { price: string } | null } };

export type CorrectionsAuditedQueryVariables = Exact<{ [key: string]: never; }>;


export type CorrectionsAuditedQuery = { auditLog: { nodes: Array<{ action: string, subject: string }> } };

export type WatchedLotsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type WatchedLotsSubscription = { valuationChanged: { holdings: Array<{ costBasisInBase: string | null, unrealisedGain: string | null, unrealisedGainPrice: string | null, unrealisedGainCurrency: string | null }> } };

export type LotsNowQueryVariables = Exact<{ [key: string]: never; }>;


export type LotsNowQuery = { valuation: { holdings: Array<{ costBasisInBase: string | null, unrealisedGain: string | null, unrealisedGainPrice: string | null, unrealisedGainCurrency: string | null }> } | null };

export type RatesOfTheDayQueryVariables = Exact<{
  day?: string | null | undefined;
}>;


export type RatesOfTheDayQuery = { fxRates: Array<{ quote: string, revision: number }> };

export type CorrectRateOfTheDayMutationVariables = Exact<{
  base: string;
  quote: string;
  revision: number;
  rate: string;
  reason: string;
}>;


export type CorrectRateOfTheDayMutation = { correctFxRate: { rate: string } };

export type DelistMutationVariables = Exact<{
  id: string | number;
  on: string;
}>;


export type DelistMutation = { delistInstrument: { id: string, delistedOn: string | null } };

export type RelistMutationVariables = Exact<{
  id: string | number;
}>;


export type RelistMutation = { withdrawDelisting: { id: string, delistedOn: string | null } };

export type DelistedPlannedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type DelistedPlannedSubscription = { valuationChanged: { isPartial: boolean, staleShare: string | null, dayChange: string | null, holdings: Array<{ freshness: Freshness | null, value: string | null, instrument: { delistedOn: string | null } }> } };

export type DelistedExecutedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type DelistedExecutedSubscription = { valuationChanged: { isPartial: boolean, holdings: Array<{ freshness: Freshness | null, instrument: { delistedOn: string | null, quote: { freshness: Freshness | null } | null } }> } };

export type DelistedTradedQueryVariables = Exact<{
  id: string | number;
}>;


export type DelistedTradedQuery = { instrument: { delistedOn: string | null, isMarketOpen: boolean | null, expectedNavDate: string | null, quote: { price: string, freshness: Freshness | null, valueDate: string } | null } | null };

export type DelistedDaysQueryVariables = Exact<{ [key: string]: never; }>;


export type DelistedDaysQuery = { history: { points: Array<{ day: string, total: string, isPartial: boolean }> } | null };

export type DelistingsAuditedQueryVariables = Exact<{ [key: string]: never; }>;


export type DelistingsAuditedQuery = { auditLog: { nodes: Array<{ action: string, subject: string, before: string | null, after: string | null }> } };

export type ExplainHoldingQueryVariables = Exact<{
  holdingId: string | number;
  asOf?: string | null | undefined;
  knownAt?: string | null | undefined;
}>;


export type ExplainHoldingQuery = { explainHolding: { baseCurrency: string, day: string | null, knownAt: string | null, priceRule: PriceRule | null, entryCount: number, holding: { id: string, quantity: string, price: string | null, value: string | null, marketValue: string | null, costBasis: string, costBasisInBase: string | null, unrealisedGain: string | null, dayChange: string | null, dayChangePrice: string | null, dayChangeCurrency: string | null }, quote: { price: string, source: string, observedAt: string, receivedAt: string, valueDate: string, rawPrice: string, revision: number, previousClose: string | null } | null, rates: Array<{ base: string, quote: string, rate: string, use: TermUse, earlierRate: string | null, source: string, valueDate: string, receivedAt: string, revision: number }>, lots: Array<{ id: string, tradeDate: string, quantity: string, cost: string, charges: string, bookedRate: { currency: string, rate: string } | null }>, splits: Array<{ day: string, ratioNew: number, ratioOld: number }>, entries: Array<{ id: string, kind: TransactionKind, quantity: string | null, version: number }>, steps: Array<{ name: string, scale: number | null, result: string, terms: Array<{ name: string, use: TermUse, value: string }> }>, gaps: Array<{ reason: GapReason }> } };

export type ExplainCashQueryVariables = Exact<{
  accountId: string | number;
  currency: string;
  asOf?: string | null | undefined;
}>;


export type ExplainCashQuery = { explainCash: { entryCount: number, balance: { amount: string, value: string | null }, rates: Array<{ base: string, quote: string, use: TermUse }>, steps: Array<{ name: string, scale: number | null, result: string, terms: Array<{ name: string, use: TermUse, value: string }> }> } };

export type ExportOwnDataQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ExportOwnDataQuery = { exportOwnData: { json: string, hasNextPage: boolean, endCursor: string | null } };

export type TransactionsCsvQueryVariables = Exact<{
  accountId?: string | number | null | undefined;
  after?: string | null | undefined;
}>;


export type TransactionsCsvQuery = { transactionsCsv: { csv: string, rowCount: number, hasNextPage: boolean, endCursor: string | null } };

export type ImportAgainMutationVariables = Exact<{
  accountId: string | number;
  csv: string;
}>;


export type ImportAgainMutation = { importTransactions: { recordedCount: number, repeatedCount: number, problems: Array<{ line: number | null, field: string | null, message: string }> } };

export type ReportsOfAnExportQueryVariables = Exact<{
  portfolioId?: string | number | null | undefined;
}>;


export type ReportsOfAnExportQuery = { history: { points: Array<{ day: string, total: string, netContribution: string }> } | null, performance: { twr: { total: { value: string | null } }, irr: { total: { value: string | null } }, explanation: { inflow: string, priceGain: string, currencyGain: string, income: string, fees: string, taxes: string, gain: string } | null } | null, realisedGains: { totalInBase: { gain: string, priceGain: string, currencyGain: string }, rows: { nodes: Array<{ isShort: boolean, isFraction: boolean, quantity: string, proceeds: string, cost: string, gain: string }> } } | null, income: { total: { gross: string, net: string } } | null };

export type PortfolioAgainMutationVariables = Exact<{
  input: OpenPortfolioInput;
}>;


export type PortfolioAgainMutation = { openPortfolio: { id: string } };

export type MoveAgainMutationVariables = Exact<{
  id: string | number;
  portfolioId: string | number;
  from?: string | null | undefined;
}>;


export type MoveAgainMutation = { moveAccount: { id: string } };

export type HistoryQueryVariables = Exact<{
  portfolioId?: string | number | null | undefined;
  accountId?: string | number | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
  points?: number | null | undefined;
}>;


export type HistoryQuery = { history: { from: string, to: string, baseCurrency: string, points: Array<{ day: string, total: string, netContribution: string, isPartial: boolean }> } | null };

export type ImportFileMutationVariables = Exact<{
  accountId: string | number;
  csv: string;
  mapping?: ImportMappingInput | null | undefined;
  isDryRun?: boolean | null | undefined;
}>;


export type ImportFileMutation = { importTransactions: { isDryRun: boolean, rowCount: number, recordedCount: number, repeatedCount: number, problemCount: number, problems: Array<{ line: number | null, field: string | null, rule: string, message: string }>, entries: Array<{ line: number, accountId: string, content: { kind: TransactionKind, tradeDate: string, quantity: string | null, price: string | null, amount: string | null, currency: string, instrument: { name: string } | null } }> } };

export type ImportTemplateQueryVariables = Exact<{ [key: string]: never; }>;


export type ImportTemplateQuery = { importTemplate: string };

export type IntradayQueryVariables = Exact<{
  accountId?: string | number | null | undefined;
  hours?: number | null | undefined;
  points?: number | null | undefined;
}>;


export type IntradayQuery = { intraday: { from: string, to: string, baseCurrency: string, points: Array<{ at: string, total: string, isPartial: boolean }> } | null };

export type SplitWithinDayMutationVariables = Exact<{
  share: string | number;
  exDate: string;
}>;


export type SplitWithinDayMutation = { recordSplit: { id: string } };

export type JobsQueryVariables = Exact<{ [key: string]: never; }>;


export type JobsQuery = { jobs: Array<{ name: string, description: string, intervalSeconds: number, isRunning: boolean, lastStartedAt: string | null, lastEndedAt: string | null, lastDurationMs: number | null, lastOutcome: JobOutcome | null, lastMessage: string | null, nextRunAt: string | null, lagSeconds: number, runs: number, failuresInARow: number }> };

export type ValuationKnownAtQueryVariables = Exact<{
  asOf?: string | null | undefined;
  knownAt?: string | null | undefined;
}>;


export type ValuationKnownAtQuery = { valuation: { portfolioId: string, baseCurrency: string, day: string | null, sequence: number, asOf: string | null, total: string, cash: string, marketValue: string, costBasis: string | null, unrealisedGain: string | null, dayChange: string | null, dayChangeRatio: string | null, dayChangePrice: string | null, dayChangeCurrency: string | null, isPartial: boolean, staleShare: string | null, rates: Array<{ quote: string, rate: string, source: string }>, gaps: Array<{ reason: GapReason, instrumentId: string | null, currency: string | null, message: string }>, cashBalances: Array<{ accountId: string, currency: string, amount: string, value: string | null }>, holdings: Array<{ id: string, accountId: string, instrumentId: string, quantity: string, price: string | null, currency: string, source: string | null, priceKind: QuoteKind | null, priceDate: string | null, priceObservedAt: string | null, previousClose: string | null, previousCloseDate: string | null, marketValue: string | null, value: string | null, costBasis: string, costBasisInBase: string | null, unrealisedGain: string | null, dayChange: string | null, freshness: Freshness | null, isStale: boolean }> } | null };

export type AccountKnownAtQueryVariables = Exact<{
  id: string | number;
  asOf?: string | null | undefined;
  knownAt?: string | null | undefined;
}>;


export type AccountKnownAtQuery = { account: { valuation: { portfolioId: string, baseCurrency: string, day: string | null, sequence: number, asOf: string | null, total: string, cash: string, marketValue: string, costBasis: string | null, unrealisedGain: string | null, dayChange: string | null, dayChangeRatio: string | null, dayChangePrice: string | null, dayChangeCurrency: string | null, isPartial: boolean, staleShare: string | null, gaps: Array<{ reason: GapReason, instrumentId: string | null, currency: string | null, message: string }>, cashBalances: Array<{ accountId: string, currency: string, amount: string, value: string | null }>, holdings: Array<{ id: string, accountId: string, instrumentId: string, quantity: string, price: string | null, currency: string, source: string | null, priceKind: QuoteKind | null, priceDate: string | null, priceObservedAt: string | null, previousClose: string | null, previousCloseDate: string | null, marketValue: string | null, value: string | null, costBasis: string, costBasisInBase: string | null, unrealisedGain: string | null, dayChange: string | null, freshness: Freshness | null, isStale: boolean }> } } | null };

export type ReportsKnownAtQueryVariables = Exact<{
  from?: string | null | undefined;
  to?: string | null | undefined;
  knownAt?: string | null | undefined;
}>;


export type ReportsKnownAtQuery = { history: { points: Array<{ day: string, total: string, netContribution: string, isPartial: boolean }> } | null, performance: { twr: { total: { value: string | null, absence: AbsenceReason | null } }, irr: { total: { value: string | null, absence: AbsenceReason | null } }, explanation: { start: string, end: string, inflow: string, outflow: string, priceGain: string, currencyGain: string, income: string, fees: string, taxes: string, gain: string } | null, contributions: { rows: { nodes: Array<{ bought: string, sold: string, priceGain: string, currencyGain: string, gain: string }> } } } | null, realisedGains: { totalInBase: { proceeds: string, cost: string, gain: string }, rows: { nodes: Array<{ quantity: string, gain: string }> } } | null, income: { total: { gross: string, net: string } } | null };

export type CashKnownAtQueryVariables = Exact<{
  accountId: string | number;
  asOf?: string | null | undefined;
  knownAt?: string | null | undefined;
}>;


export type CashKnownAtQuery = { explainCash: { steps: Array<{ name: string, result: string, terms: Array<{ name: string, use: TermUse, value: string }> }> } };

export type AgainstKnownAtQueryVariables = Exact<{
  from?: string | null | undefined;
  to?: string | null | undefined;
  knownAt?: string | null | undefined;
  benchmark?: string | number | null | undefined;
}>;


export type AgainstKnownAtQuery = { performance: { risk: { benchmarkReturn: { value: string | null } } } | null };

export type SplitKnownAtMutationVariables = Exact<{
  id: string | number;
  exDate: string;
}>;


export type SplitKnownAtMutation = { recordSplit: { id: string } };

export type SecondPortfolioMutationVariables = Exact<{
  input: OpenPortfolioInput;
}>;


export type SecondPortfolioMutation = { openPortfolio: { id: string } };

export type MoveAccountMutationVariables = Exact<{
  id: string | number;
  portfolioId: string | number;
  from?: string | null | undefined;
  key?: string | null | undefined;
}>;


export type MoveAccountMutation = { moveAccount: { portfolioId: string, memberships: Array<{ portfolioId: string, from: string | null, until: string | null }> } };

export type ReportsOfPortfolioQueryVariables = Exact<{
  portfolioId?: string | number | null | undefined;
  accountId?: string | number | null | undefined;
  instrumentId?: string | number | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
  knownAt?: string | null | undefined;
}>;


export type ReportsOfPortfolioQuery = { history: { from: string, points: Array<{ day: string, total: string, netContribution: string }> } | null, performance: { start: string, twr: { total: { value: string | null, absence: AbsenceReason | null } }, simpleReturn: { total: { value: string | null } }, explanation: { start: string, end: string, inflow: string, outflow: string, priceGain: string, currencyGain: string, income: string, fees: string, taxes: string, gain: string } | null, parts: { nodes: Array<{ day: string, inflow: string, outflow: string, departed: string }> } } | null, instrument: { twr: { total: { value: string | null, absence: AbsenceReason | null } } } | null, realisedGains: { rows: { nodes: Array<{ soldOn: string, gain: string }> } } | null, income: { total: { gross: string } } | null, allocationHistory: { days: Array<string>, totals: Array<string> } | null };

export type AccountsOnQueryVariables = Exact<{
  asOf?: string | null | undefined;
}>;


export type AccountsOnQuery = { portfolios: { nodes: Array<{ id: string, accounts: { nodes: Array<{ name: string }> } }> } };

export type TargetAccountsMutationVariables = Exact<{
  portfolioId: string | number;
  targets: Array<TargetInput> | TargetInput;
}>;


export type TargetAccountsMutation = { setTargets: Array<{ key: string, weight: string }> };

export type TargetsByAccountQueryVariables = Exact<{
  portfolioId: string | number;
}>;


export type TargetsByAccountQuery = { portfolio: { targets: Array<{ key: string, weight: string }> } | null, allocation: { slices: { nodes: Array<{ key: string, target: string | null, drift: string | null }> } } | null };

export type MoveAuditQueryVariables = Exact<{ [key: string]: never; }>;


export type MoveAuditQuery = { auditLog: { nodes: Array<{ action: string, before: string | null, after: string | null }> } };

export type CloseEmptyMutationVariables = Exact<{
  id: string | number;
}>;


export type CloseEmptyMutation = { changeAccount: { closedAt: string | null } };

export type FundNavQueryVariables = Exact<{
  id: string | number;
}>;


export type FundNavQuery = { instrument: { expectedNavDate: string | null, isMarketOpen: boolean | null, quote: { price: string, kind: QuoteKind, valueDate: string, previousClose: string | null, previousCloseDate: string | null, freshness: Freshness | null } | null, priceHistory: { nodes: Array<{ valueDate: string, price: string }> } } | null };

export type FundTotalsQueryVariables = Exact<{
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type FundTotalsQuery = { history: { points: Array<{ day: string, total: string }> } | null };

export type PerformanceQueryVariables = Exact<{
  accountId?: string | number | null | undefined;
  instrumentId?: string | number | null | undefined;
  period?: Period | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
  benchmark?: string | number | null | undefined;
  riskFreeRate?: string | null | undefined;
  points?: number | null | undefined;
}>;


export type PerformanceQuery = { performance: { start: string, to: string, days: number, baseCurrency: string, isPartial: boolean, simpleReturn: { total: { value: string | null, absence: AbsenceReason | null }, price: { value: string | null, absence: AbsenceReason | null } }, twr: { total: { value: string | null, absence: AbsenceReason | null }, price: { value: string | null, absence: AbsenceReason | null } }, twrAnnualised: { total: { value: string | null, absence: AbsenceReason | null } }, irr: { total: { value: string | null, absence: AbsenceReason | null }, price: { value: string | null, absence: AbsenceReason | null } }, explanation: { start: string, end: string, inflow: string, outflow: string, priceGain: string, currencyGain: string, income: string, fees: string, taxes: string, gain: string } | null, growth: Array<{ day: string, value: string, drawdown: string, benchmark: string | null }>, byMonth: Array<{ month: string, value: string, benchmark: string | null }>, risk: { riskFreeRate: string, volatility: { value: string | null, absence: AbsenceReason | null }, sharpe: { value: string | null, absence: AbsenceReason | null }, sortino: { value: string | null, absence: AbsenceReason | null }, valueAtRisk: { value: string | null, absence: AbsenceReason | null }, maxDrawdown: { depth: string, peakDay: string, troughDay: string, recoveryDay: string | null } | null, days: { best: { day: string, value: string }, worst: { day: string, value: string } } | null, beta: { value: string | null, absence: AbsenceReason | null }, trackingError: { value: string | null, absence: AbsenceReason | null }, benchmarkReturn: { value: string | null, absence: AbsenceReason | null }, excessReturn: { value: string | null, absence: AbsenceReason | null } } } | null };

export type ContributionsQueryVariables = Exact<{
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type ContributionsQuery = { performance: { contributions: { rest: { value: string | null, absence: AbsenceReason | null }, rows: { nodes: Array<{ start: string, end: string, bought: string, sold: string, priceGain: string, currencyGain: string, income: string, fees: string, taxes: string, gain: string, instrument: { id: string }, contribution: { value: string | null, absence: AbsenceReason | null } }> } } } | null };

export type PerformancePartsQueryVariables = Exact<{
  from?: string | null | undefined;
  to?: string | null | undefined;
  onlyFlows?: boolean | null | undefined;
}>;


export type PerformancePartsQuery = { performance: { twr: { total: { value: string | null } }, parts: { nodes: Array<{ day: string, value: string, inflow: string, outflow: string, priceGain: string, currencyGain: string, income: string, netIncome: string, fees: string, taxes: string, isPartial: boolean, growth: { value: string | null, absence: AbsenceReason | null } }> } } | null };

export type RiskStepsQueryVariables = Exact<{
  from?: string | null | undefined;
  to?: string | null | undefined;
  benchmark?: string | number | null | undefined;
}>;


export type RiskStepsQuery = { performance: { risk: { volatility: { value: string | null }, beta: { value: string | null }, valueAtRisk: { value: string | null }, days: { worst: { day: string } } | null }, riskSteps: Array<{ name: string, result: string, terms: Array<{ name: string, use: TermUse, value: string }> }>, dailyReturns: { nodes: Array<{ day: string, value: string, benchmark: string | null }> } } | null };

export type IncomePaymentsQueryVariables = Exact<{
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type IncomePaymentsQuery = { income: { total: { gross: string, tax: string }, payments: { nodes: Array<{ kind: TransactionKind, tradeDate: string, currency: string, gross: string, rate: string | null, isRateBooked: boolean, instrument: { id: string } | null, inBase: { gross: string, tax: string } | null }> } } | null };

export type LackingReturnsQueryVariables = Exact<{
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type LackingReturnsQuery = { performance: { parts: { nodes: Array<{ day: string, growth: { value: string | null, absence: AbsenceReason | null } }> }, contributions: { rest: { value: string | null, absence: AbsenceReason | null }, rows: { nodes: Array<{ gain: string, contribution: { value: string | null, absence: AbsenceReason | null } }> } }, byMonth: Array<{ month: string }> } | null };

export type LastTotalsQueryVariables = Exact<{ [key: string]: never; }>;


export type LastTotalsQuery = { portfolios: { nodes: Array<{ id: string, lastTotal: { total: string, asOf: string } | null, valuation: { total: string } }> } };

export type AccountsOfTotalsQueryVariables = Exact<{ [key: string]: never; }>;


export type AccountsOfTotalsQuery = { accounts: { nodes: Array<{ id: string }> } };

export type PreviewQueryVariables = Exact<{
  input: RecordTransactionInput;
}>;


export type PreviewQuery = { previewTransaction: { changesLaterGains: boolean, cash: Array<{ accountId: string, currency: string, before: string, after: string }>, positions: Array<{ accountId: string, instrumentId: string, quantityBefore: string, quantityAfter: string, costBasisBefore: string, costBasisAfter: string, lots: { nodes: Array<{ tradeDate: string, quantity: string, cost: string, charges: string }> } }>, realised: { nodes: Array<{ quantity: string, proceeds: string, cost: string, charges: string, gain: string, acquiredOn: string, inBase: { gain: string, priceGain: string, currencyGain: string } | null }> } } | null };

export type PreviewedGainsQueryVariables = Exact<{
  from?: string | null | undefined;
}>;


export type PreviewedGainsQuery = { realisedGains: { rows: { nodes: Array<{ quantity: string, proceeds: string, cost: string, charges: string, gain: string, acquiredOn: string, inBase: { gain: string, priceGain: string, currencyGain: string } | null }> } } | null };

export type WhyThisPriceQueryVariables = Exact<{
  id: string | number;
}>;


export type WhyThisPriceQuery = { instrument: { quote: { price: string, revision: number, valueDate: string, previousClose: string | null, verdict: { rule: QuoteRule, message: string, losers: Array<{ source: string, price: string, observedAt: string }> } | null } | null } | null };

export type RejectedQuotesQueryVariables = Exact<{
  source?: string | null | undefined;
}>;


export type RejectedQuotesQuery = { rejectedQuotes: Array<{ source: string, symbol: string, figure: string, reason: string, message: string, count: number, at: string }> };

export type HeldQuotesQueryVariables = Exact<{ [key: string]: never; }>;


export type HeldQuotesQuery = { heldQuotes: Array<{ instrumentId: string, source: string, price: string, kind: QuoteKind | null, observedAt: string, valueDate: string, receivedAt: string, count: number, isDiscarded: boolean }> };

export type ReleaseQuoteMutationVariables = Exact<{
  id: string | number;
}>;


export type ReleaseQuoteMutation = { releaseQuote: { outcome: IngestOutcome, reason: string, message: string } };

export type DiscardHeldQuoteMutationVariables = Exact<{
  id: string | number;
}>;


export type DiscardHeldQuoteMutation = { discardHeldQuote: { price: string, isDiscarded: boolean } };

export type WithdrawQuoteMutationVariables = Exact<{
  id: string | number;
  revision: number;
  reason: string;
}>;


export type WithdrawQuoteMutation = { withdrawQuote: { id: string, quote: { price: string, revision: number } | null } };

export type PastPricesQueryVariables = Exact<{
  id: string | number;
}>;


export type PastPricesQuery = { instrument: { priceHistory: { nodes: Array<{ price: string }> } } | null };

export type WatchPriceSubscriptionVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type WatchPriceSubscription = { quoteChanged: { price: string, revision: number } };

export type CreatePusherMutationVariables = Exact<{
  input: CreateUserInput;
}>;


export type CreatePusherMutation = { createUser: { setupLink: string | null, user: { id: string, source: string | null, role: Role } } };

export type PusherTokenMutationVariables = Exact<{
  input: CreateApiTokenInput;
}>;


export type PusherTokenMutation = { createApiToken: { secret: string } };

export type PushedPriceQueryVariables = Exact<{
  id: string | number;
}>;


export type PushedPriceQuery = { instrument: { pinnedSource: string | null, quote: { price: string, source: string, verdict: { rule: QuoteRule, losers: Array<{ source: string, price: string }> } | null } | null, priceHistory: { nodes: Array<{ price: string, source: string }> } } | null };

export type PinPusherMutationVariables = Exact<{
  id: string | number;
  source?: string | null | undefined;
  from?: string | null | undefined;
}>;


export type PinPusherMutation = { pinSource: { pinnedSource: string | null } };

export type PinPusherRateMutationVariables = Exact<{
  source?: string | null | undefined;
  from?: string | null | undefined;
}>;


export type PinPusherRateMutation = { pinFxSource: { rate: string, source: string, pinnedSource: string | null } };

export type PushersDisagreeQueryVariables = Exact<{ [key: string]: never; }>;


export type PushersDisagreeQuery = { quoteDisagreements: Array<{ instrumentId: string, source: string, price: string, otherSource: string, otherPrice: string }> };

export type RateDoubtsQueryVariables = Exact<{ [key: string]: never; }>;


export type RateDoubtsQuery = { rateDisagreements: Array<{ base: string, quote: string, source: string, rate: string, otherSource: string, otherRate: string, count: number }>, heldRates: Array<{ base: string, quote: string, source: string, rate: string, count: number, isDiscarded: boolean }> };

export type DiscardRateMutationVariables = Exact<{
  base: string;
  quote: string;
}>;


export type DiscardRateMutation = { discardHeldRate: { rate: string, isDiscarded: boolean } };

export type ReleaseRateMutationVariables = Exact<{
  base: string;
  quote: string;
}>;


export type ReleaseRateMutation = { releaseRate: { outcome: IngestOutcome, reason: string } };

export type ValuedAtQueryVariables = Exact<{
  asOf?: string | null | undefined;
}>;


export type ValuedAtQuery = { valuation: { total: string, isPartial: boolean, hasStaleRates: boolean, gaps: Array<{ reason: GapReason, currency: string | null }>, rates: Array<{ base: string, quote: string, rate: string, source: string, valueDate: string, freshness: Freshness }> } | null };

export type PushersHealthQueryVariables = Exact<{ [key: string]: never; }>;


export type PushersHealthQuery = { sources: Array<{ id: string, name: string, status: SourceStatus, priority: number, accepted: number, rejected: number, plan: { isEnough: boolean, symbols: number }, hours: Array<{ accepted: number, rejected: number, successes: number }> }> };

export type InstrumentWithQuoteQueryVariables = Exact<{
  id: string | number;
}>;


export type InstrumentWithQuoteQuery = { instrument: { id: string, name: string, kind: InstrumentKind, currency: string, isin: string | null, mic: string | null, ticker: string | null, schemeCode: string | null, multiplier: string, quote: { instrumentId: string, price: string, currency: string, kind: QuoteKind, source: string, observedAt: string, valueDate: string, receivedAt: string, previousClose: string | null, previousCloseDate: string | null, rawPrice: string, rawCurrency: string | null, revision: number, ageS: number, freshness: Freshness | null, isSimulated: boolean } | null } | null };

export type PriceHistoryQueryVariables = Exact<{
  id: string | number;
  first?: number | null | undefined;
  after?: string | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type PriceHistoryQuery = { instrument: { priceHistory: { nodes: Array<{ valueDate: string, price: string, kind: QuoteKind }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type RecentPricesQueryVariables = Exact<{
  search?: string | null | undefined;
  days: number;
}>;


export type RecentPricesQuery = { instruments: { nodes: Array<{ recentPrices: Array<string> }> } };

export type SearchQueryVariables = Exact<{
  search?: string | null | undefined;
  kind?: InstrumentKind | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SearchQuery = { instruments: { nodes: Array<{ id: string, name: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RealisedGainsQueryVariables = Exact<{
  year?: number | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
  accountId?: string | number | null | undefined;
  instrumentId?: string | number | null | undefined;
  costMethod?: CostMethod | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type RealisedGainsQuery = { realisedGains: { from: string, to: string, baseCurrency: string, withoutRate: number, totals: Array<{ currency: string, proceeds: string, cost: string, charges: string, gainBeforeFees: string, gain: string }>, totalInBase: { proceeds: string, cost: string, charges: string, gainBeforeFees: string, gain: string, priceGain: string, currencyGain: string }, rows: { nodes: Array<{ acquiredOn: string, soldOn: string, acquiredRate: string | null, soldRate: string | null, holdingDays: number, quantity: string, currency: string, proceeds: string, cost: string, charges: string, gainBeforeFees: string, gain: string, instrument: { name: string }, inBase: { proceeds: string, cost: string, charges: string, gainBeforeFees: string, gain: string, priceGain: string, currencyGain: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type RealisedGainsCsvQueryVariables = Exact<{
  year?: number | null | undefined;
}>;


export type RealisedGainsCsvQuery = { realisedGainsCsv: string | null };

export type LotsQueryVariables = Exact<{ [key: string]: never; }>;


export type LotsQuery = { holdings: { nodes: Array<{ marketValue: string | null, costBasis: string, lots: { nodes: Array<{ tradeDate: string, quantity: string, cost: string, costBasis: string, marketValue: string | null, unrealisedGainBeforeFees: string | null, unrealisedGain: string | null }> } }> } };

export type IncomeQueryVariables = Exact<{
  from?: string | null | undefined;
  to?: string | null | undefined;
  accountId?: string | number | null | undefined;
}>;


export type IncomeQuery = { income: { from: string, to: string, lastTwelveMonths: string, total: { gross: string, tax: string, fee: string, net: string, missing: Array<string> }, byMonth: Array<{ month: string, gross: string, net: string }>, byInstrument: { nodes: Array<{ gross: string, net: string, instrument: { name: string }, yieldOnCost: { value: string | null, absence: AbsenceReason | null } }> }, yieldOnCost: { value: string | null, absence: AbsenceReason | null }, yieldOnValue: { value: string | null, absence: AbsenceReason | null } } | null };

export type PaymentsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type PaymentsQuery = { income: { payments: { nodes: Array<{ gross: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type RenameMutationVariables = Exact<{
  id: string | number;
  input: RenameInstrumentInput;
}>;


export type RenameMutation = { renameInstrument: { name: string, ticker: string | null } };

export type NamesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type NamesSubscription = { valuationChanged: { holdings: Array<{ instrument: { name: string, ticker: string | null } }> } };

export type ExecutedNamesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type ExecutedNamesSubscription = { valuationChanged: { holdings: Array<{ instrument: { name: string, pinnedSource: string | null } }> } };

export type HeldNamesQueryVariables = Exact<{ [key: string]: never; }>;


export type HeldNamesQuery = { valuation: { holdings: Array<{ instrument: { name: string, ticker: string | null } }> } | null };

export type SymbolsOfQueryVariables = Exact<{
  id: string | number;
}>;


export type SymbolsOfQuery = { sourceSymbols: Array<{ source: string, symbol: string }> };

export type RecordSplitMutationVariables = Exact<{
  instrumentId: string | number;
  exDate: string;
  ratioNew: number;
  ratioOld: number;
}>;


export type RecordSplitMutation = { recordSplit: { id: string, splits: Array<{ exDate: string, ratioNew: number, ratioOld: number }> } };

export type SplitTotalsQueryVariables = Exact<{
  to?: string | null | undefined;
}>;


export type SplitTotalsQuery = { history: { points: Array<{ day: string, total: string }> } | null };

export type OneEntryQueryVariables = Exact<{
  id: string | number;
}>;


export type OneEntryQuery = { transaction: { id: string, accountId: string, kind: TransactionKind, tradeDate: string, settlementDate: string | null, instrumentId: string | null, quantity: string | null, price: string | null, amount: string | null, currency: string, fee: string, tax: string, exchangeRate: string | null, ratioNew: number | null, ratioOld: number | null, counterAccountId: string | null, lotIds: Array<string> | null, note: string | null, version: number, recordedAt: string, amendedAt: string | null, voidedAt: string | null } | null };

export type LedgerOfAccountQueryVariables = Exact<{
  id: string | number;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type LedgerOfAccountQuery = { account: { transactions: { nodes: Array<{ id: string, instrument: { name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type FoundEntriesQueryVariables = Exact<{
  from?: string | null | undefined;
  to?: string | null | undefined;
  search?: string | null | undefined;
  kind?: TransactionKind | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type FoundEntriesQuery = { transactions: { nodes: Array<{ kind: TransactionKind, tradeDate: string, note: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RevisionsQueryVariables = Exact<{
  id: string | number;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type RevisionsQuery = { transaction: { revisions: { nodes: Array<{ version: number, recordedAt: string, isVoided: boolean, content: { kind: TransactionKind, tradeDate: string, amount: string | null, quantity: string | null, price: string | null, fee: string, note: string | null, instrument: { name: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type AccountsWithValuationQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  asOf?: string | null | undefined;
}>;


export type AccountsWithValuationQuery = { accounts: { nodes: Array<{ id: string, name: string, currency: string, valuation: { total: string, cash: string, holdings: Array<{ quantity: string, value: string | null, instrument: { name: string } }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type HoldingsPageQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  portfolioId?: string | number | null | undefined;
}>;


export type HoldingsPageQuery = { holdings: { nodes: Array<{ id: string, value: string | null, instrument: { name: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type PortfolioWithPartsQueryVariables = Exact<{ [key: string]: never; }>;


export type PortfolioWithPartsQuery = { portfolio: { id: string, name: string, baseCurrency: string, accounts: { nodes: Array<{ id: string }> }, holdings: { nodes: Array<{ id: string }> }, valuation: { total: string } } | null, portfolios: { nodes: Array<{ id: string }> } };

export type BackupJobQueryVariables = Exact<{ [key: string]: never; }>;


export type BackupJobQuery = { jobs: Array<{ name: string, lastOutcome: JobOutcome | null, lastMessage: string | null }> };

export type CashOfDrillQueryVariables = Exact<{ [key: string]: never; }>;


export type CashOfDrillQuery = { valuation: { cash: string } | null };

export type DrillWatchSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type DrillWatchSubscription = { valuationChanged: { sequence: number, total: string, cash: string, asOf: string | null } };

export type DrillStateQueryVariables = Exact<{ [key: string]: never; }>;


export type DrillStateQuery = { valuation: { sequence: number, total: string, cash: string } | null };

export type StartBackfillMutationVariables = Exact<{
  input: BackfillInput;
}>;


export type StartBackfillMutation = { startBackfill: { id: string, source: string, status: BackfillStatus, nextDay: string } };

export type CancelBackfillMutationVariables = Exact<{
  id: string | number;
}>;


export type CancelBackfillMutation = { cancelBackfill: { status: BackfillStatus } };

export type BackfillsQueryVariables = Exact<{ [key: string]: never; }>;


export type BackfillsQuery = { backfills: Array<{ id: string, status: BackfillStatus, nextDay: string, stored: number, attempts: number, message: string | null, instrument: { name: string } | null }> };

export type BackfilledPricesQueryVariables = Exact<{
  id: string | number;
}>;


export type BackfilledPricesQuery = { instrument: { splits: Array<{ exDate: string, ratioNew: number }>, priceHistory: { nodes: Array<{ valueDate: string, price: string, source: string }> } } | null };

export type ProposalsQueryVariables = Exact<{
  status?: ProposalStatus | null | undefined;
}>;


export type ProposalsQuery = { corporateActions: Array<{ id: string, kind: CorporateActionKind, exDate: string, ratioNew: number | null, ratioOld: number | null, amount: string | null, currency: string | null, sources: Array<string>, status: ProposalStatus, reason: string | null, instrument: { ticker: string | null } | null }> };

export type AcceptActionMutationVariables = Exact<{
  id: string | number;
}>;


export type AcceptActionMutation = { acceptCorporateAction: { status: ProposalStatus, decidedAt: string | null } };

export type RefuseActionMutationVariables = Exact<{
  id: string | number;
  reason: string;
}>;


export type RefuseActionMutation = { refuseCorporateAction: { status: ProposalStatus, reason: string | null } };

export type SymbolsQueryVariables = Exact<{
  id: string | number;
}>;


export type SymbolsQuery = { sourceSymbols: Array<{ source: string, symbol: string, isEntered: boolean, skippedUntil: string | null }> };

export type SetSymbolMutationVariables = Exact<{
  id: string | number;
  source: string;
  symbol?: string | null | undefined;
}>;


export type SetSymbolMutation = { setSourceSymbol: Array<{ source: string, symbol: string, isEntered: boolean }> };

export type SourcesOverTimeQueryVariables = Exact<{ [key: string]: never; }>;


export type SourcesOverTimeQuery = { sources: Array<{ id: string, status: SourceStatus, hasHistory: boolean, priority: number, lastFailure: string | null, events: Array<{ status: SourceStatus, failure: string | null }>, hours: Array<{ successes: number, failures: number, accepted: number }> }> };

export type SourcesGoneQueryVariables = Exact<{ [key: string]: never; }>;


export type SourcesGoneQuery = { sources: Array<{ id: string, status: SourceStatus, lastFailure: string | null }> };

export type DroppedFilesQueryVariables = Exact<{ [key: string]: never; }>;


export type DroppedFilesQuery = { droppedFiles: Array<{ name: string, lines: number, accepted: number, refused: number, failure: string | null }> };

export type DroppedPriceQueryVariables = Exact<{
  id: string | number;
}>;


export type DroppedPriceQuery = { instrument: { quote: { price: string, source: string, valueDate: string } | null } | null };

export type FxRatesQueryVariables = Exact<{
  day?: string | null | undefined;
}>;


export type FxRatesQuery = { fxRates: Array<{ base: string, quote: string, rate: string, source: string, valueDate: string, revision: number, pinnedSource: string | null, previousRate: string | null, previousRateDate: string | null, verdict: { rule: QuoteRule, message: string, losers: Array<{ source: string, price: string }> } | null }> };

export type WithdrawFxRateMutationVariables = Exact<{
  base: string;
  quote: string;
  revision: number;
  reason: string;
}>;


export type WithdrawFxRateMutation = { withdrawFxRate: { rate: string, source: string, revision: number } };

export type CorrectFxRateMutationVariables = Exact<{
  base: string;
  quote: string;
  revision: number;
  rate: string;
  reason: string;
}>;


export type CorrectFxRateMutation = { correctFxRate: { rate: string, source: string, revision: number } };

export type PinFxSourceMutationVariables = Exact<{
  base: string;
  quote: string;
  source?: string | null | undefined;
  from?: string | null | undefined;
  reason: string;
}>;


export type PinFxSourceMutation = { pinFxSource: { rate: string, source: string, pinnedSource: string | null } };

export type SplitOfAlertsMutationVariables = Exact<{
  share: string | number;
  exDate: string;
}>;


export type SplitOfAlertsMutation = { recordSplit: { id: string } };

export type DelistWithAlertsMutationVariables = Exact<{
  gone: string | number;
  on: string;
}>;


export type DelistWithAlertsMutation = { delistInstrument: { id: string } };

export type RulesOverSplitQueryVariables = Exact<{ [key: string]: never; }>;


export type RulesOverSplitQuery = { alertRules: { nodes: Array<{ id: string, threshold: string, setThreshold: string | null, hysteresis: string, reference: string | null }> } };

export type PortfolioOfAlertsMutationVariables = Exact<{
  input: OpenPortfolioInput;
}>;


export type PortfolioOfAlertsMutation = { openPortfolio: { id: string } };

export type MoveWithAlertsMutationVariables = Exact<{
  id: string | number;
  portfolioId: string | number;
}>;


export type MoveWithAlertsMutation = { moveAccount: { portfolioId: string } };

export type SplitOfDrawdownMutationVariables = Exact<{
  share: string | number;
  exDate: string;
  ratioNew: number;
  ratioOld: number;
}>;


export type SplitOfDrawdownMutation = { recordSplit: { id: string } };

export type ChangeBaseOfDrawdownMutationVariables = Exact<{
  id: string | number;
  baseCurrency: string;
}>;


export type ChangeBaseOfDrawdownMutation = { changePortfolio: { id: string } };

export type WithdrawOfDrawdownMutationVariables = Exact<{
  id: string | number;
  revision: number;
}>;


export type WithdrawOfDrawdownMutation = { withdrawQuote: { quote: { price: string } | null } };

export type CreateRuleMutationVariables = Exact<{
  input: CreateAlertRuleInput;
}>;


export type CreateRuleMutation = { createAlertRule: { id: string, status: AlertStatus, version: number } };

export type InboxQueryVariables = Exact<{
  first?: number | null | undefined;
  isUnread?: boolean | null | undefined;
  ruleId?: string | number | null | undefined;
}>;


export type InboxQuery = { unreadAlertCount: number, alerts: { nodes: Array<{ id: string, ruleId: string, name: string, measure: AlertMeasure, condition: AlertCondition, threshold: string, setThreshold: string | null, value: string, message: string, firedAt: string, readAt: string | null, instrumentId: string | null, portfolioId: string | null, accountId: string | null, instrument: { name: string } | null, deliveries: Array<{ id: string, channel: AlertChannel, status: DeliveryStatus, attempts: number, lastError: string | null, webhookId: string | null }> }> } };

export type MarkReadMutationVariables = Exact<{
  ids?: Array<string | number> | string | number | null | undefined;
}>;


export type MarkReadMutation = { markAlertsRead: number };

export type AlertFiredSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type AlertFiredSubscription = { alertFired: { id: string, name: string, message: string, value: string } };

export type AddWebhookMutationVariables = Exact<{
  url: string;
}>;


export type AddWebhookMutation = { createAlertWebhook: { secret: string, webhook: { id: string } } };

export type SessionPartsFragment = { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, user: { id: string, email: string, name: string, role: Role, baseCurrency: string } };

export type RegisterMutationVariables = Exact<{
  input: RegisterInput;
}>;


export type RegisterMutation = { register: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, user: { id: string, email: string, name: string, role: Role, baseCurrency: string } } };

export type SignInMutationVariables = Exact<{
  email: string;
  password: string;
}>;


export type SignInMutation = { signIn: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, user: { id: string, email: string, name: string, role: Role, baseCurrency: string } } };

export type RefreshMutationVariables = Exact<{
  token: string;
}>;


export type RefreshMutation = { refreshSession: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string, user: { id: string, email: string, name: string, role: Role, baseCurrency: string } } };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: boolean };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, email: string, name: string, role: Role } | null };

export type OpenAccountMutationVariables = Exact<{
  input: OpenAccountInput;
}>;


export type OpenAccountMutation = { openAccount: { id: string, name: string, currency: string, costMethod: CostMethod, portfolioId: string, openedAt: string } };

export type CreateInstrumentMutationVariables = Exact<{
  input: CreateInstrumentInput;
}>;


export type CreateInstrumentMutation = { createInstrument: { id: string, name: string, kind: InstrumentKind, currency: string, isin: string | null, mic: string | null, ticker: string | null, schemeCode: string | null, multiplier: string } };

export type IngestQuotesMutationVariables = Exact<{
  quotes: Array<QuoteInput> | QuoteInput;
  isConfirmed?: boolean | null | undefined;
}>;


export type IngestQuotesMutation = { ingestQuotes: { accepted: number, results: Array<{ index: number, outcome: IngestOutcome, reason: string | null, message: string | null }> } };

export type IngestRatesMutationVariables = Exact<{
  rates: Array<FxRateInput> | FxRateInput;
  isConfirmed?: boolean | null | undefined;
}>;


export type IngestRatesMutation = { ingestFxRates: { accepted: number, results: Array<{ index: number, outcome: IngestOutcome, reason: string | null, message: string | null }> } };

export type EntryPartsFragment = { id: string, accountId: string, kind: TransactionKind, tradeDate: string, settlementDate: string | null, instrumentId: string | null, quantity: string | null, price: string | null, amount: string | null, currency: string, fee: string, tax: string, exchangeRate: string | null, ratioNew: number | null, ratioOld: number | null, counterAccountId: string | null, lotIds: Array<string> | null, note: string | null, version: number, recordedAt: string, amendedAt: string | null, voidedAt: string | null };

export type RecordMutationVariables = Exact<{
  input: RecordTransactionInput;
  key?: string | null | undefined;
}>;


export type RecordMutation = { recordTransaction: { id: string, accountId: string, kind: TransactionKind, tradeDate: string, settlementDate: string | null, instrumentId: string | null, quantity: string | null, price: string | null, amount: string | null, currency: string, fee: string, tax: string, exchangeRate: string | null, ratioNew: number | null, ratioOld: number | null, counterAccountId: string | null, lotIds: Array<string> | null, note: string | null, version: number, recordedAt: string, amendedAt: string | null, voidedAt: string | null } };

export type RecordAllMutationVariables = Exact<{
  inputs: Array<RecordTransactionInput> | RecordTransactionInput;
  key?: string | null | undefined;
}>;


export type RecordAllMutation = { recordTransactions: Array<{ id: string, accountId: string, kind: TransactionKind, tradeDate: string, settlementDate: string | null, instrumentId: string | null, quantity: string | null, price: string | null, amount: string | null, currency: string, fee: string, tax: string, exchangeRate: string | null, ratioNew: number | null, ratioOld: number | null, counterAccountId: string | null, lotIds: Array<string> | null, note: string | null, version: number, recordedAt: string, amendedAt: string | null, voidedAt: string | null }> };

export type AmendMutationVariables = Exact<{
  id: string | number;
  version: number;
  input: TransactionContentInput;
}>;


export type AmendMutation = { amendTransaction: { id: string, accountId: string, kind: TransactionKind, tradeDate: string, settlementDate: string | null, instrumentId: string | null, quantity: string | null, price: string | null, amount: string | null, currency: string, fee: string, tax: string, exchangeRate: string | null, ratioNew: number | null, ratioOld: number | null, counterAccountId: string | null, lotIds: Array<string> | null, note: string | null, version: number, recordedAt: string, amendedAt: string | null, voidedAt: string | null } };

export type VoidMutationVariables = Exact<{
  id: string | number;
  version: number;
}>;


export type VoidMutation = { voidTransaction: { id: string, accountId: string, kind: TransactionKind, tradeDate: string, settlementDate: string | null, instrumentId: string | null, quantity: string | null, price: string | null, amount: string | null, currency: string, fee: string, tax: string, exchangeRate: string | null, ratioNew: number | null, ratioOld: number | null, counterAccountId: string | null, lotIds: Array<string> | null, note: string | null, version: number, recordedAt: string, amendedAt: string | null, voidedAt: string | null } };

export type LedgerQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  accountId?: string | number | null | undefined;
  instrumentId?: string | number | null | undefined;
  kind?: TransactionKind | null | undefined;
}>;


export type LedgerQuery = { transactions: { nodes: Array<{ id: string, accountId: string, kind: TransactionKind, tradeDate: string, settlementDate: string | null, instrumentId: string | null, quantity: string | null, price: string | null, amount: string | null, currency: string, fee: string, tax: string, exchangeRate: string | null, ratioNew: number | null, ratioOld: number | null, counterAccountId: string | null, lotIds: Array<string> | null, note: string | null, version: number, recordedAt: string, amendedAt: string | null, voidedAt: string | null }>, edges: Array<{ cursor: string, node: { id: string } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type ValuationPartsFragment = { portfolioId: string, baseCurrency: string, day: string | null, sequence: number, asOf: string | null, total: string, cash: string, marketValue: string, costBasis: string | null, unrealisedGain: string | null, dayChange: string | null, dayChangeRatio: string | null, dayChangePrice: string | null, dayChangeCurrency: string | null, isPartial: boolean, staleShare: string | null, gaps: Array<{ reason: GapReason, instrumentId: string | null, currency: string | null, message: string }>, cashBalances: Array<{ accountId: string, currency: string, amount: string, value: string | null }>, holdings: Array<{ id: string, accountId: string, instrumentId: string, quantity: string, price: string | null, currency: string, source: string | null, priceKind: QuoteKind | null, priceDate: string | null, priceObservedAt: string | null, previousClose: string | null, previousCloseDate: string | null, marketValue: string | null, value: string | null, costBasis: string, costBasisInBase: string | null, unrealisedGain: string | null, dayChange: string | null, freshness: Freshness | null, isStale: boolean }> };

export type GetValuationQueryVariables = Exact<{
  portfolioId?: string | number | null | undefined;
  asOf?: string | null | undefined;
}>;


export type GetValuationQuery = { valuation: { portfolioId: string, baseCurrency: string, day: string | null, sequence: number, asOf: string | null, total: string, cash: string, marketValue: string, costBasis: string | null, unrealisedGain: string | null, dayChange: string | null, dayChangeRatio: string | null, dayChangePrice: string | null, dayChangeCurrency: string | null, isPartial: boolean, staleShare: string | null, gaps: Array<{ reason: GapReason, instrumentId: string | null, currency: string | null, message: string }>, cashBalances: Array<{ accountId: string, currency: string, amount: string, value: string | null }>, holdings: Array<{ id: string, accountId: string, instrumentId: string, quantity: string, price: string | null, currency: string, source: string | null, priceKind: QuoteKind | null, priceDate: string | null, priceObservedAt: string | null, previousClose: string | null, previousCloseDate: string | null, marketValue: string | null, value: string | null, costBasis: string, costBasisInBase: string | null, unrealisedGain: string | null, dayChange: string | null, freshness: Freshness | null, isStale: boolean }> } | null };

export type ValuationChangedSubscriptionVariables = Exact<{
  portfolioId?: string | number | null | undefined;
}>;


export type ValuationChangedSubscription = { valuationChanged: { portfolioId: string, baseCurrency: string, day: string | null, sequence: number, asOf: string | null, total: string, cash: string, marketValue: string, costBasis: string | null, unrealisedGain: string | null, dayChange: string | null, dayChangeRatio: string | null, dayChangePrice: string | null, dayChangeCurrency: string | null, isPartial: boolean, staleShare: string | null, gaps: Array<{ reason: GapReason, instrumentId: string | null, currency: string | null, message: string }>, cashBalances: Array<{ accountId: string, currency: string, amount: string, value: string | null }>, holdings: Array<{ id: string, accountId: string, instrumentId: string, quantity: string, price: string | null, currency: string, source: string | null, priceKind: QuoteKind | null, priceDate: string | null, priceObservedAt: string | null, previousClose: string | null, previousCloseDate: string | null, marketValue: string | null, value: string | null, costBasis: string, costBasisInBase: string | null, unrealisedGain: string | null, dayChange: string | null, freshness: Freshness | null, isStale: boolean }> } };

export type QuoteChangedSubscriptionVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type QuoteChangedSubscription = { quoteChanged: { instrumentId: string, price: string, currency: string, source: string, kind: QuoteKind, observedAt: string, revision: number, previousClose: string | null } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const SessionPartsFragmentDoc = new TypedDocumentString(`
    fragment SessionParts on Session {
  accessToken
  accessTokenExpiresAt
  refreshToken
  refreshTokenExpiresAt
  user {
    id
    email
    name
    role
    baseCurrency
  }
}
    `, {"fragmentName":"SessionParts"}) as unknown as TypedDocumentString<SessionPartsFragment, unknown>;
export const EntryPartsFragmentDoc = new TypedDocumentString(`
    fragment EntryParts on Transaction {
  id
  accountId
  kind
  tradeDate
  settlementDate
  instrumentId
  quantity
  price
  amount
  currency
  fee
  tax
  exchangeRate
  ratioNew
  ratioOld
  counterAccountId
  lotIds
  note
  version
  recordedAt
  amendedAt
  voidedAt
}
    `, {"fragmentName":"EntryParts"}) as unknown as TypedDocumentString<EntryPartsFragment, unknown>;
export const ValuationPartsFragmentDoc = new TypedDocumentString(`
    fragment ValuationParts on Valuation {
  portfolioId
  baseCurrency
  day
  sequence
  asOf
  total
  cash
  marketValue
  costBasis
  unrealisedGain
  dayChange
  dayChangeRatio
  dayChangePrice
  dayChangeCurrency
  isPartial
  staleShare
  gaps {
    reason
    instrumentId
    currency
    message
  }
  cashBalances {
    accountId
    currency
    amount
    value
  }
  holdings {
    id
    accountId
    instrumentId
    quantity
    price
    currency
    source
    priceKind
    priceDate
    priceObservedAt
    previousClose
    previousCloseDate
    marketValue
    value
    costBasis
    costBasisInBase
    unrealisedGain
    dayChange
    freshness
    isStale
  }
}
    `, {"fragmentName":"ValuationParts"}) as unknown as TypedDocumentString<ValuationPartsFragment, unknown>;
export const ChangeAccountDocument = new TypedDocumentString(`
    mutation ChangeAccount($id: ID!, $input: ChangeAccountInput!) {
  changeAccount(id: $id, input: $input) {
    name
    costMethod
    closedAt
  }
}
    `) as unknown as TypedDocumentString<ChangeAccountMutation, ChangeAccountMutationVariables>;
export const ChangePortfolioDocument = new TypedDocumentString(`
    mutation ChangePortfolio($id: ID!, $input: ChangePortfolioInput!) {
  changePortfolio(id: $id, input: $input) {
    name
    baseCurrency
  }
}
    `) as unknown as TypedDocumentString<ChangePortfolioMutation, ChangePortfolioMutationVariables>;
export const ChangeProfileDocument = new TypedDocumentString(`
    mutation ChangeProfile($input: ChangeProfileInput!) {
  changeProfile(input: $input) {
    name
    baseCurrency
  }
}
    `) as unknown as TypedDocumentString<ChangeProfileMutation, ChangeProfileMutationVariables>;
export const TotalsDocument = new TypedDocumentString(`
    query Totals($from: Day) {
  history(from: $from) {
    baseCurrency
    points {
      day
      total
    }
  }
}
    `) as unknown as TypedDocumentString<TotalsQuery, TotalsQueryVariables>;
export const EveryFigureDocument = new TypedDocumentString(`
    query EveryFigure($from: Day, $to: Day, $asOf: Day) {
  valuation {
    baseCurrency
    total
    costBasis
    unrealisedGain
    holdings {
      quantity
      costBasis
      costBasisInBase
      unrealisedGainPrice
      unrealisedGainCurrency
    }
  }
  past: valuation(asOf: $asOf) {
    baseCurrency
    total
    costBasis
    unrealisedGain
  }
  history {
    baseCurrency
    points {
      day
      total
      netContribution
    }
  }
  performance(from: $from, to: $to) {
    baseCurrency
    twr {
      total {
        value
      }
    }
    irr {
      total {
        value
      }
    }
    explanation {
      start
      end
      inflow
      priceGain
      currencyGain
      income
      fees
      taxes
    }
    contributions {
      rows {
        nodes {
          bought
          sold
          gain
        }
      }
    }
  }
  realisedGains(from: $from) {
    baseCurrency
    totalInBase {
      gain
      priceGain
      currencyGain
    }
    rows {
      nodes {
        acquiredOn
        quantity
        cost
        gain
      }
    }
  }
  income(from: $from) {
    baseCurrency
    total {
      gross
      net
    }
  }
  allocation(by: CURRENCY) {
    slices {
      nodes {
        key
        value
      }
    }
  }
  allocationHistory(by: CURRENCY, points: 5) {
    baseCurrency
    totals
  }
  accounts {
    nodes {
      valuation {
        baseCurrency
        total
        costBasis
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EveryFigureQuery, EveryFigureQueryVariables>;
export const ChangeRulesDocument = new TypedDocumentString(`
    mutation ChangeRules($id: ID!, $input: ChangeAccountInput!) {
  changeAccount(id: $id, input: $input) {
    costMethod
    allowsShort
    fractionRule
  }
}
    `) as unknown as TypedDocumentString<ChangeRulesMutation, ChangeRulesMutationVariables>;
export const AccountingFiguresDocument = new TypedDocumentString(`
    query AccountingFigures($from: Day, $to: Day) {
  history(from: $from, to: $to) {
    points {
      day
      total
      netContribution
    }
  }
  performance(from: $from, to: $to) {
    explanation {
      start
      end
      inflow
      outflow
      priceGain
      currencyGain
      income
      fees
      taxes
      gain
    }
  }
  realisedGains(from: $from, to: $to) {
    totalInBase {
      proceeds
      cost
      gain
      priceGain
      currencyGain
    }
    rows {
      nodes {
        transactionId
        isShort
        isFraction
        acquiredOn
        soldOn
        closedOn
        quantity
        proceeds
        cost
        gain
      }
    }
  }
  income(from: $from, to: $to) {
    total {
      gross
      tax
      fee
      net
    }
  }
}
    `) as unknown as TypedDocumentString<AccountingFiguresQuery, AccountingFiguresQueryVariables>;
export const PaySplitDocument = new TypedDocumentString(`
    mutation PaySplit($id: ID!, $exDate: Day!, $new: Int!, $old: Int!, $fractionPrice: Decimal) {
  recordSplit(
    instrumentId: $id
    exDate: $exDate
    ratioNew: $new
    ratioOld: $old
    fractionPrice: $fractionPrice
  ) {
    splits {
      exDate
      ratioNew
      ratioOld
      fractionPrice
    }
  }
}
    `) as unknown as TypedDocumentString<PaySplitMutation, PaySplitMutationVariables>;
export const AmendSplitDocument = new TypedDocumentString(`
    mutation AmendSplit($id: ID!, $exDate: Day!, $new: Int!, $old: Int!) {
  amendSplit(instrumentId: $id, exDate: $exDate, ratioNew: $new, ratioOld: $old) {
    splits {
      ratioNew
      ratioOld
      fractionPrice
    }
  }
}
    `) as unknown as TypedDocumentString<AmendSplitMutation, AmendSplitMutationVariables>;
export const WithdrawSplitDocument = new TypedDocumentString(`
    mutation WithdrawSplit($id: ID!, $exDate: Day!) {
  withdrawSplit(instrumentId: $id, exDate: $exDate) {
    splits {
      exDate
    }
  }
}
    `) as unknown as TypedDocumentString<WithdrawSplitMutation, WithdrawSplitMutationVariables>;
export const SetTargetsDocument = new TypedDocumentString(`
    mutation SetTargets($portfolioId: ID!, $by: AllocationBy!, $targets: [TargetInput!]!) {
  setTargets(portfolioId: $portfolioId, by: $by, targets: $targets) {
    key
    weight
  }
}
    `) as unknown as TypedDocumentString<SetTargetsMutation, SetTargetsMutationVariables>;
export const DriftDocument = new TypedDocumentString(`
    query Drift($by: AllocationBy!) {
  allocation(by: $by) {
    slices {
      nodes {
        key
        value
        share {
          value
        }
        target
        drift
        excess
      }
    }
  }
  portfolio {
    targets(by: $by) {
      key
      weight
    }
  }
}
    `) as unknown as TypedDocumentString<DriftQuery, DriftQueryVariables>;
export const AllocationOverTimeDocument = new TypedDocumentString(`
    query AllocationOverTime($by: AllocationBy!, $from: Day, $to: Day, $points: Int) {
  allocationHistory(by: $by, from: $from, to: $to, points: $points) {
    days
    totals
    baseCurrency
    series {
      nodes {
        key
        values
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AllocationOverTimeQuery, AllocationOverTimeQueryVariables>;
export const ByMethodDocument = new TypedDocumentString(`
    query ByMethod($method: CostMethod) {
  valuation(costMethod: $method) {
    holdings {
      costBasis
      unrealisedGain
      unrealisedGainPrice
      unrealisedGainCurrency
      unrealisedGainBeforeFees
    }
  }
}
    `) as unknown as TypedDocumentString<ByMethodQuery, ByMethodQueryVariables>;
export const CreateAlertRuleDocument = new TypedDocumentString(`
    mutation CreateAlertRule($input: CreateAlertRuleInput!) {
  createAlertRule(input: $input) {
    id
    name
    note
    measure
    condition
    threshold
    hysteresis
    isRepeating
    expiresAt
    channels
    status
    version
    portfolioId
    accountId
    firedCount
    instrument {
      name
    }
  }
}
    `) as unknown as TypedDocumentString<CreateAlertRuleMutation, CreateAlertRuleMutationVariables>;
export const AmendAlertRuleDocument = new TypedDocumentString(`
    mutation AmendAlertRule($id: ID!, $version: Int!, $input: AlertTermsInput!) {
  amendAlertRule(id: $id, version: $version, input: $input) {
    version
    condition
    threshold
    name
  }
}
    `) as unknown as TypedDocumentString<AmendAlertRuleMutation, AmendAlertRuleMutationVariables>;
export const AlertRulesDocument = new TypedDocumentString(`
    query AlertRules($first: Int, $after: String) {
  alertRules(first: $first, after: $after) {
    nodes {
      id
      name
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<AlertRulesQuery, AlertRulesQueryVariables>;
export const DeleteAlertRuleDocument = new TypedDocumentString(`
    mutation DeleteAlertRule($id: ID!) {
  deleteAlertRule(id: $id)
}
    `) as unknown as TypedDocumentString<DeleteAlertRuleMutation, DeleteAlertRuleMutationVariables>;
export const CreateAlertWebhookDocument = new TypedDocumentString(`
    mutation CreateAlertWebhook($url: String!) {
  createAlertWebhook(url: $url) {
    secret
    webhook {
      id
      url
    }
  }
}
    `) as unknown as TypedDocumentString<CreateAlertWebhookMutation, CreateAlertWebhookMutationVariables>;
export const RenewAlertWebhookDocument = new TypedDocumentString(`
    mutation RenewAlertWebhook($id: ID!) {
  renewAlertWebhookSecret(id: $id) {
    secret
  }
}
    `) as unknown as TypedDocumentString<RenewAlertWebhookMutation, RenewAlertWebhookMutationVariables>;
export const AlertWebhooksDocument = new TypedDocumentString(`
    query AlertWebhooks {
  alertWebhooks {
    id
    url
    disabledAt
  }
}
    `) as unknown as TypedDocumentString<AlertWebhooksQuery, AlertWebhooksQueryVariables>;
export const DeleteAlertWebhookDocument = new TypedDocumentString(`
    mutation DeleteAlertWebhook($id: ID!) {
  deleteAlertWebhook(id: $id)
}
    `) as unknown as TypedDocumentString<DeleteAlertWebhookMutation, DeleteAlertWebhookMutationVariables>;
export const GetAllocationDocument = new TypedDocumentString(`
    query GetAllocation($by: AllocationBy!, $asOf: Day, $accountId: ID) {
  allocation(by: $by, asOf: $asOf, accountId: $accountId) {
    by
    valuation {
      total
      day
    }
    slices {
      nodes {
        key
        value
        share {
          value
          absence
        }
        instrument {
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<GetAllocationQuery, GetAllocationQueryVariables>;
export const PricesToCorrectDocument = new TypedDocumentString(`
    query PricesToCorrect($id: ID!) {
  instrument(id: $id) {
    pinnedSource
    quote {
      price
      source
      revision
      verdict {
        rule
        losers {
          source
          price
        }
      }
    }
    priceHistory {
      nodes {
        valueDate
        price
        source
        revision
        observedAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PricesToCorrectQuery, PricesToCorrectQueryVariables>;
export const CorrectQuoteDocument = new TypedDocumentString(`
    mutation CorrectQuote($id: ID!, $revision: SafeInt!, $price: Decimal!, $reason: String!) {
  correctQuote(
    instrumentId: $id
    revision: $revision
    price: $price
    reason: $reason
  ) {
    id
    quote {
      price
    }
  }
}
    `) as unknown as TypedDocumentString<CorrectQuoteMutation, CorrectQuoteMutationVariables>;
export const PinSourceDocument = new TypedDocumentString(`
    mutation PinSource($id: ID!, $source: String, $from: Day, $reason: String!) {
  pinSource(instrumentId: $id, source: $source, from: $from, reason: $reason) {
    pinnedSource
    quote {
      price
      source
    }
  }
}
    `) as unknown as TypedDocumentString<PinSourceMutation, PinSourceMutationVariables>;
export const DailyTotalsDocument = new TypedDocumentString(`
    query DailyTotals($from: Day, $to: Day) {
  history(from: $from, to: $to) {
    points {
      day
      total
    }
  }
}
    `) as unknown as TypedDocumentString<DailyTotalsQuery, DailyTotalsQueryVariables>;
export const SeenQuoteDocument = new TypedDocumentString(`
    query SeenQuote($id: ID!) {
  instrument(id: $id) {
    quote {
      price
      revision
      observedAt
    }
  }
}
    `) as unknown as TypedDocumentString<SeenQuoteQuery, SeenQuoteQueryVariables>;
export const WithdrawQuoteAtDocument = new TypedDocumentString(`
    mutation WithdrawQuoteAt($id: ID!, $revision: SafeInt!, $observedAt: Instant!) {
  withdrawQuote(
    instrumentId: $id
    revision: $revision
    observedAt: $observedAt
    reason: "Wrong"
  ) {
    quote {
      price
    }
  }
}
    `) as unknown as TypedDocumentString<WithdrawQuoteAtMutation, WithdrawQuoteAtMutationVariables>;
export const CorrectionsAuditedDocument = new TypedDocumentString(`
    query CorrectionsAudited {
  auditLog(first: 5) {
    nodes {
      action
      subject
    }
  }
}
    `) as unknown as TypedDocumentString<CorrectionsAuditedQuery, CorrectionsAuditedQueryVariables>;
export const WatchedLotsDocument = new TypedDocumentString(`
    subscription WatchedLots {
  valuationChanged {
    holdings {
      costBasisInBase
      unrealisedGain
      unrealisedGainPrice
      unrealisedGainCurrency
    }
  }
}
    `) as unknown as TypedDocumentString<WatchedLotsSubscription, WatchedLotsSubscriptionVariables>;
export const LotsNowDocument = new TypedDocumentString(`
    query LotsNow {
  valuation {
    holdings {
      costBasisInBase
      unrealisedGain
      unrealisedGainPrice
      unrealisedGainCurrency
    }
  }
}
    `) as unknown as TypedDocumentString<LotsNowQuery, LotsNowQueryVariables>;
export const RatesOfTheDayDocument = new TypedDocumentString(`
    query RatesOfTheDay($day: Day) {
  fxRates(day: $day) {
    quote
    revision
  }
}
    `) as unknown as TypedDocumentString<RatesOfTheDayQuery, RatesOfTheDayQueryVariables>;
export const CorrectRateOfTheDayDocument = new TypedDocumentString(`
    mutation CorrectRateOfTheDay($base: Currency!, $quote: Currency!, $revision: SafeInt!, $rate: Decimal!, $reason: String!) {
  correctFxRate(
    base: $base
    quote: $quote
    revision: $revision
    rate: $rate
    reason: $reason
  ) {
    rate
  }
}
    `) as unknown as TypedDocumentString<CorrectRateOfTheDayMutation, CorrectRateOfTheDayMutationVariables>;
export const DelistDocument = new TypedDocumentString(`
    mutation Delist($id: ID!, $on: Day!) {
  delistInstrument(instrumentId: $id, delistedOn: $on) {
    id
    delistedOn
  }
}
    `) as unknown as TypedDocumentString<DelistMutation, DelistMutationVariables>;
export const RelistDocument = new TypedDocumentString(`
    mutation Relist($id: ID!) {
  withdrawDelisting(instrumentId: $id) {
    id
    delistedOn
  }
}
    `) as unknown as TypedDocumentString<RelistMutation, RelistMutationVariables>;
export const DelistedPlannedDocument = new TypedDocumentString(`
    subscription DelistedPlanned {
  valuationChanged {
    isPartial
    staleShare
    dayChange
    holdings {
      freshness
      value
      instrument {
        delistedOn
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DelistedPlannedSubscription, DelistedPlannedSubscriptionVariables>;
export const DelistedExecutedDocument = new TypedDocumentString(`
    subscription DelistedExecuted {
  valuationChanged {
    isPartial
    holdings {
      freshness
      instrument {
        delistedOn
        quote {
          freshness
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DelistedExecutedSubscription, DelistedExecutedSubscriptionVariables>;
export const DelistedTradedDocument = new TypedDocumentString(`
    query DelistedTraded($id: ID!) {
  instrument(id: $id) {
    delistedOn
    isMarketOpen
    expectedNavDate
    quote {
      price
      freshness
      valueDate
    }
  }
}
    `) as unknown as TypedDocumentString<DelistedTradedQuery, DelistedTradedQueryVariables>;
export const DelistedDaysDocument = new TypedDocumentString(`
    query DelistedDays {
  history(from: "2024-06-03", to: "2024-06-12") {
    points {
      day
      total
      isPartial
    }
  }
}
    `) as unknown as TypedDocumentString<DelistedDaysQuery, DelistedDaysQueryVariables>;
export const DelistingsAuditedDocument = new TypedDocumentString(`
    query DelistingsAudited {
  auditLog(first: 50) {
    nodes {
      action
      subject
      before
      after
    }
  }
}
    `) as unknown as TypedDocumentString<DelistingsAuditedQuery, DelistingsAuditedQueryVariables>;
export const ExplainHoldingDocument = new TypedDocumentString(`
    query ExplainHolding($holdingId: ID!, $asOf: Day, $knownAt: Instant) {
  explainHolding(holdingId: $holdingId, asOf: $asOf, knownAt: $knownAt) {
    baseCurrency
    day
    knownAt
    priceRule
    entryCount
    holding {
      id
      quantity
      price
      value
      marketValue
      costBasis
      costBasisInBase
      unrealisedGain
      dayChange
      dayChangePrice
      dayChangeCurrency
    }
    quote {
      price
      source
      observedAt
      receivedAt
      valueDate
      rawPrice
      revision
      previousClose
    }
    rates {
      base
      quote
      rate
      use
      earlierRate
      source
      valueDate
      receivedAt
      revision
    }
    lots {
      id
      tradeDate
      quantity
      cost
      charges
      bookedRate {
        currency
        rate
      }
    }
    splits {
      day
      ratioNew
      ratioOld
    }
    entries {
      id
      kind
      quantity
      version
    }
    steps {
      name
      terms {
        name
        use
        value
      }
      scale
      result
    }
    gaps {
      reason
    }
  }
}
    `) as unknown as TypedDocumentString<ExplainHoldingQuery, ExplainHoldingQueryVariables>;
export const ExplainCashDocument = new TypedDocumentString(`
    query ExplainCash($accountId: ID!, $currency: Currency!, $asOf: Day) {
  explainCash(accountId: $accountId, currency: $currency, asOf: $asOf) {
    balance {
      amount
      value
    }
    entryCount
    rates {
      base
      quote
      use
    }
    steps {
      name
      terms {
        name
        use
        value
      }
      scale
      result
    }
  }
}
    `) as unknown as TypedDocumentString<ExplainCashQuery, ExplainCashQueryVariables>;
export const ExportOwnDataDocument = new TypedDocumentString(`
    query ExportOwnData($after: String) {
  exportOwnData(after: $after) {
    json
    hasNextPage
    endCursor
  }
}
    `) as unknown as TypedDocumentString<ExportOwnDataQuery, ExportOwnDataQueryVariables>;
export const TransactionsCsvDocument = new TypedDocumentString(`
    query TransactionsCsv($accountId: ID, $after: String) {
  transactionsCsv(accountId: $accountId, after: $after) {
    csv
    rowCount
    hasNextPage
    endCursor
  }
}
    `) as unknown as TypedDocumentString<TransactionsCsvQuery, TransactionsCsvQueryVariables>;
export const ImportAgainDocument = new TypedDocumentString(`
    mutation ImportAgain($accountId: ID!, $csv: String!) {
  importTransactions(accountId: $accountId, csv: $csv) {
    recordedCount
    repeatedCount
    problems {
      line
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ImportAgainMutation, ImportAgainMutationVariables>;
export const ReportsOfAnExportDocument = new TypedDocumentString(`
    query ReportsOfAnExport($portfolioId: ID) {
  history(portfolioId: $portfolioId) {
    points {
      day
      total
      netContribution
    }
  }
  performance(portfolioId: $portfolioId) {
    twr {
      total {
        value
      }
    }
    irr {
      total {
        value
      }
    }
    explanation {
      inflow
      priceGain
      currencyGain
      income
      fees
      taxes
      gain
    }
  }
  realisedGains(portfolioId: $portfolioId, from: "2020-01-01") {
    totalInBase {
      gain
      priceGain
      currencyGain
    }
    rows {
      nodes {
        isShort
        isFraction
        quantity
        proceeds
        cost
        gain
      }
    }
  }
  income(portfolioId: $portfolioId) {
    total {
      gross
      net
    }
  }
}
    `) as unknown as TypedDocumentString<ReportsOfAnExportQuery, ReportsOfAnExportQueryVariables>;
export const PortfolioAgainDocument = new TypedDocumentString(`
    mutation PortfolioAgain($input: OpenPortfolioInput!) {
  openPortfolio(input: $input) {
    id
  }
}
    `) as unknown as TypedDocumentString<PortfolioAgainMutation, PortfolioAgainMutationVariables>;
export const MoveAgainDocument = new TypedDocumentString(`
    mutation MoveAgain($id: ID!, $portfolioId: ID!, $from: Day) {
  moveAccount(id: $id, portfolioId: $portfolioId, from: $from) {
    id
  }
}
    `) as unknown as TypedDocumentString<MoveAgainMutation, MoveAgainMutationVariables>;
export const HistoryDocument = new TypedDocumentString(`
    query History($portfolioId: ID, $accountId: ID, $from: Day, $to: Day, $points: Int) {
  history(
    portfolioId: $portfolioId
    accountId: $accountId
    from: $from
    to: $to
    points: $points
  ) {
    from
    to
    baseCurrency
    points {
      day
      total
      netContribution
      isPartial
    }
  }
}
    `) as unknown as TypedDocumentString<HistoryQuery, HistoryQueryVariables>;
export const ImportFileDocument = new TypedDocumentString(`
    mutation ImportFile($accountId: ID!, $csv: String!, $mapping: ImportMappingInput, $isDryRun: Boolean) {
  importTransactions(
    accountId: $accountId
    csv: $csv
    mapping: $mapping
    isDryRun: $isDryRun
  ) {
    isDryRun
    rowCount
    recordedCount
    repeatedCount
    problemCount
    problems {
      line
      field
      rule
      message
    }
    entries {
      line
      accountId
      content {
        kind
        tradeDate
        quantity
        price
        amount
        currency
        instrument {
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ImportFileMutation, ImportFileMutationVariables>;
export const ImportTemplateDocument = new TypedDocumentString(`
    query ImportTemplate {
  importTemplate
}
    `) as unknown as TypedDocumentString<ImportTemplateQuery, ImportTemplateQueryVariables>;
export const IntradayDocument = new TypedDocumentString(`
    query Intraday($accountId: ID, $hours: Int, $points: Int) {
  intraday(accountId: $accountId, hours: $hours, points: $points) {
    from
    to
    baseCurrency
    points {
      at
      total
      isPartial
    }
  }
}
    `) as unknown as TypedDocumentString<IntradayQuery, IntradayQueryVariables>;
export const SplitWithinDayDocument = new TypedDocumentString(`
    mutation SplitWithinDay($share: ID!, $exDate: Day!) {
  recordSplit(instrumentId: $share, exDate: $exDate, ratioNew: 2, ratioOld: 1) {
    id
  }
}
    `) as unknown as TypedDocumentString<SplitWithinDayMutation, SplitWithinDayMutationVariables>;
export const JobsDocument = new TypedDocumentString(`
    query Jobs {
  jobs {
    name
    description
    intervalSeconds
    isRunning
    lastStartedAt
    lastEndedAt
    lastDurationMs
    lastOutcome
    lastMessage
    nextRunAt
    lagSeconds
    runs
    failuresInARow
  }
}
    `) as unknown as TypedDocumentString<JobsQuery, JobsQueryVariables>;
export const ValuationKnownAtDocument = new TypedDocumentString(`
    query ValuationKnownAt($asOf: Day, $knownAt: Instant) {
  valuation(asOf: $asOf, knownAt: $knownAt) {
    ...ValuationParts
    rates {
      quote
      rate
      source
    }
  }
}
    fragment ValuationParts on Valuation {
  portfolioId
  baseCurrency
  day
  sequence
  asOf
  total
  cash
  marketValue
  costBasis
  unrealisedGain
  dayChange
  dayChangeRatio
  dayChangePrice
  dayChangeCurrency
  isPartial
  staleShare
  gaps {
    reason
    instrumentId
    currency
    message
  }
  cashBalances {
    accountId
    currency
    amount
    value
  }
  holdings {
    id
    accountId
    instrumentId
    quantity
    price
    currency
    source
    priceKind
    priceDate
    priceObservedAt
    previousClose
    previousCloseDate
    marketValue
    value
    costBasis
    costBasisInBase
    unrealisedGain
    dayChange
    freshness
    isStale
  }
}`) as unknown as TypedDocumentString<ValuationKnownAtQuery, ValuationKnownAtQueryVariables>;
export const AccountKnownAtDocument = new TypedDocumentString(`
    query AccountKnownAt($id: ID!, $asOf: Day, $knownAt: Instant) {
  account(id: $id) {
    valuation(asOf: $asOf, knownAt: $knownAt) {
      ...ValuationParts
    }
  }
}
    fragment ValuationParts on Valuation {
  portfolioId
  baseCurrency
  day
  sequence
  asOf
  total
  cash
  marketValue
  costBasis
  unrealisedGain
  dayChange
  dayChangeRatio
  dayChangePrice
  dayChangeCurrency
  isPartial
  staleShare
  gaps {
    reason
    instrumentId
    currency
    message
  }
  cashBalances {
    accountId
    currency
    amount
    value
  }
  holdings {
    id
    accountId
    instrumentId
    quantity
    price
    currency
    source
    priceKind
    priceDate
    priceObservedAt
    previousClose
    previousCloseDate
    marketValue
    value
    costBasis
    costBasisInBase
    unrealisedGain
    dayChange
    freshness
    isStale
  }
}`) as unknown as TypedDocumentString<AccountKnownAtQuery, AccountKnownAtQueryVariables>;
export const ReportsKnownAtDocument = new TypedDocumentString(`
    query ReportsKnownAt($from: Day, $to: Day, $knownAt: Instant) {
  history(from: $from, to: $to, knownAt: $knownAt) {
    points {
      day
      total
      netContribution
      isPartial
    }
  }
  performance(from: $from, to: $to, knownAt: $knownAt) {
    twr {
      total {
        value
        absence
      }
    }
    irr {
      total {
        value
        absence
      }
    }
    explanation {
      start
      end
      inflow
      outflow
      priceGain
      currencyGain
      income
      fees
      taxes
      gain
    }
    contributions {
      rows {
        nodes {
          bought
          sold
          priceGain
          currencyGain
          gain
        }
      }
    }
  }
  realisedGains(from: $from, to: $to, knownAt: $knownAt) {
    totalInBase {
      proceeds
      cost
      gain
    }
    rows {
      nodes {
        quantity
        gain
      }
    }
  }
  income(from: $from, to: $to, knownAt: $knownAt) {
    total {
      gross
      net
    }
  }
}
    `) as unknown as TypedDocumentString<ReportsKnownAtQuery, ReportsKnownAtQueryVariables>;
export const CashKnownAtDocument = new TypedDocumentString(`
    query CashKnownAt($accountId: ID!, $asOf: Day, $knownAt: Instant) {
  explainCash(
    accountId: $accountId
    currency: "USD"
    asOf: $asOf
    knownAt: $knownAt
  ) {
    steps {
      name
      terms {
        name
        use
        value
      }
      result
    }
  }
}
    `) as unknown as TypedDocumentString<CashKnownAtQuery, CashKnownAtQueryVariables>;
export const AgainstKnownAtDocument = new TypedDocumentString(`
    query AgainstKnownAt($from: Day, $to: Day, $knownAt: Instant, $benchmark: ID) {
  performance(
    from: $from
    to: $to
    knownAt: $knownAt
    benchmarkInstrumentId: $benchmark
  ) {
    risk {
      benchmarkReturn {
        value
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AgainstKnownAtQuery, AgainstKnownAtQueryVariables>;
export const SplitKnownAtDocument = new TypedDocumentString(`
    mutation SplitKnownAt($id: ID!, $exDate: Day!) {
  recordSplit(instrumentId: $id, exDate: $exDate, ratioNew: 2, ratioOld: 1) {
    id
  }
}
    `) as unknown as TypedDocumentString<SplitKnownAtMutation, SplitKnownAtMutationVariables>;
export const SecondPortfolioDocument = new TypedDocumentString(`
    mutation SecondPortfolio($input: OpenPortfolioInput!) {
  openPortfolio(input: $input) {
    id
  }
}
    `) as unknown as TypedDocumentString<SecondPortfolioMutation, SecondPortfolioMutationVariables>;
export const MoveAccountDocument = new TypedDocumentString(`
    mutation MoveAccount($id: ID!, $portfolioId: ID!, $from: Day, $key: String) {
  moveAccount(
    id: $id
    portfolioId: $portfolioId
    from: $from
    idempotencyKey: $key
  ) {
    portfolioId
    memberships {
      portfolioId
      from
      until
    }
  }
}
    `) as unknown as TypedDocumentString<MoveAccountMutation, MoveAccountMutationVariables>;
export const ReportsOfPortfolioDocument = new TypedDocumentString(`
    query ReportsOfPortfolio($portfolioId: ID, $accountId: ID, $instrumentId: ID, $from: Day, $to: Day, $knownAt: Instant) {
  history(
    portfolioId: $portfolioId
    accountId: $accountId
    to: $to
    knownAt: $knownAt
  ) {
    from
    points {
      day
      total
      netContribution
    }
  }
  performance(
    portfolioId: $portfolioId
    accountId: $accountId
    to: $to
    knownAt: $knownAt
  ) {
    start
    twr {
      total {
        value
        absence
      }
    }
    simpleReturn {
      total {
        value
      }
    }
    explanation {
      start
      end
      inflow
      outflow
      priceGain
      currencyGain
      income
      fees
      taxes
      gain
    }
    parts(onlyFlows: true) {
      nodes {
        day
        inflow
        outflow
        departed
      }
    }
  }
  instrument: performance(
    portfolioId: $portfolioId
    accountId: $accountId
    instrumentId: $instrumentId
    to: $to
    knownAt: $knownAt
  ) {
    twr {
      total {
        value
        absence
      }
    }
  }
  realisedGains(
    portfolioId: $portfolioId
    accountId: $accountId
    from: $from
    knownAt: $knownAt
  ) {
    rows {
      nodes {
        soldOn
        gain
      }
    }
  }
  income(
    portfolioId: $portfolioId
    accountId: $accountId
    from: $from
    knownAt: $knownAt
  ) {
    total {
      gross
    }
  }
  allocationHistory(
    portfolioId: $portfolioId
    accountId: $accountId
    by: ACCOUNT
    from: $from
    points: 400
  ) {
    days
    totals
  }
}
    `) as unknown as TypedDocumentString<ReportsOfPortfolioQuery, ReportsOfPortfolioQueryVariables>;
export const AccountsOnDocument = new TypedDocumentString(`
    query AccountsOn($asOf: Day) {
  portfolios {
    nodes {
      id
      accounts(asOf: $asOf) {
        nodes {
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AccountsOnQuery, AccountsOnQueryVariables>;
export const TargetAccountsDocument = new TypedDocumentString(`
    mutation TargetAccounts($portfolioId: ID!, $targets: [TargetInput!]!) {
  setTargets(portfolioId: $portfolioId, by: ACCOUNT, targets: $targets) {
    key
    weight
  }
}
    `) as unknown as TypedDocumentString<TargetAccountsMutation, TargetAccountsMutationVariables>;
export const TargetsByAccountDocument = new TypedDocumentString(`
    query TargetsByAccount($portfolioId: ID!) {
  portfolio(id: $portfolioId) {
    targets(by: ACCOUNT) {
      key
      weight
    }
  }
  allocation(portfolioId: $portfolioId, by: ACCOUNT) {
    slices {
      nodes {
        key
        target
        drift
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TargetsByAccountQuery, TargetsByAccountQueryVariables>;
export const MoveAuditDocument = new TypedDocumentString(`
    query MoveAudit {
  auditLog(first: 200) {
    nodes {
      action
      before
      after
    }
  }
}
    `) as unknown as TypedDocumentString<MoveAuditQuery, MoveAuditQueryVariables>;
export const CloseEmptyDocument = new TypedDocumentString(`
    mutation CloseEmpty($id: ID!) {
  changeAccount(id: $id, input: {isClosed: true}) {
    closedAt
  }
}
    `) as unknown as TypedDocumentString<CloseEmptyMutation, CloseEmptyMutationVariables>;
export const FundNavDocument = new TypedDocumentString(`
    query FundNav($id: ID!) {
  instrument(id: $id) {
    expectedNavDate
    isMarketOpen
    quote {
      price
      kind
      valueDate
      previousClose
      previousCloseDate
      freshness
    }
    priceHistory {
      nodes {
        valueDate
        price
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FundNavQuery, FundNavQueryVariables>;
export const FundTotalsDocument = new TypedDocumentString(`
    query FundTotals($from: Day, $to: Day) {
  history(from: $from, to: $to) {
    points {
      day
      total
    }
  }
}
    `) as unknown as TypedDocumentString<FundTotalsQuery, FundTotalsQueryVariables>;
export const PerformanceDocument = new TypedDocumentString(`
    query Performance($accountId: ID, $instrumentId: ID, $period: Period, $from: Day, $to: Day, $benchmark: ID, $riskFreeRate: Decimal, $points: Int) {
  performance(
    accountId: $accountId
    instrumentId: $instrumentId
    period: $period
    from: $from
    to: $to
    benchmarkInstrumentId: $benchmark
    riskFreeRate: $riskFreeRate
  ) {
    start
    to
    days
    baseCurrency
    isPartial
    simpleReturn {
      total {
        value
        absence
      }
      price {
        value
        absence
      }
    }
    twr {
      total {
        value
        absence
      }
      price {
        value
        absence
      }
    }
    twrAnnualised {
      total {
        value
        absence
      }
    }
    irr {
      total {
        value
        absence
      }
      price {
        value
        absence
      }
    }
    explanation {
      start
      end
      inflow
      outflow
      priceGain
      currencyGain
      income
      fees
      taxes
      gain
    }
    growth(points: $points) {
      day
      value
      drawdown
      benchmark
    }
    byMonth {
      month
      value
      benchmark
    }
    risk {
      riskFreeRate
      volatility {
        value
        absence
      }
      sharpe {
        value
        absence
      }
      sortino {
        value
        absence
      }
      valueAtRisk {
        value
        absence
      }
      maxDrawdown {
        depth
        peakDay
        troughDay
        recoveryDay
      }
      days {
        best {
          day
          value
        }
        worst {
          day
          value
        }
      }
      beta {
        value
        absence
      }
      trackingError {
        value
        absence
      }
      benchmarkReturn {
        value
        absence
      }
      excessReturn {
        value
        absence
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PerformanceQuery, PerformanceQueryVariables>;
export const ContributionsDocument = new TypedDocumentString(`
    query Contributions($from: Day, $to: Day) {
  performance(from: $from, to: $to) {
    contributions {
      rest {
        value
        absence
      }
      rows {
        nodes {
          instrument {
            id
          }
          start
          end
          bought
          sold
          priceGain
          currencyGain
          income
          fees
          taxes
          gain
          contribution {
            value
            absence
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ContributionsQuery, ContributionsQueryVariables>;
export const PerformancePartsDocument = new TypedDocumentString(`
    query PerformanceParts($from: Day, $to: Day, $onlyFlows: Boolean) {
  performance(from: $from, to: $to) {
    twr {
      total {
        value
      }
    }
    parts(first: 200, onlyFlows: $onlyFlows) {
      nodes {
        day
        value
        inflow
        outflow
        priceGain
        currencyGain
        income
        netIncome
        fees
        taxes
        growth {
          value
          absence
        }
        isPartial
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PerformancePartsQuery, PerformancePartsQueryVariables>;
export const RiskStepsDocument = new TypedDocumentString(`
    query RiskSteps($from: Day, $to: Day, $benchmark: ID) {
  performance(from: $from, to: $to, benchmarkInstrumentId: $benchmark) {
    risk {
      volatility {
        value
      }
      beta {
        value
      }
      valueAtRisk {
        value
      }
      days {
        worst {
          day
        }
      }
    }
    riskSteps {
      name
      result
      terms {
        name
        use
        value
      }
    }
    dailyReturns(first: 200, isWorstFirst: true) {
      nodes {
        day
        value
        benchmark
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RiskStepsQuery, RiskStepsQueryVariables>;
export const IncomePaymentsDocument = new TypedDocumentString(`
    query IncomePayments($from: Day, $to: Day) {
  income(from: $from, to: $to) {
    total {
      gross
      tax
    }
    payments {
      nodes {
        kind
        tradeDate
        instrument {
          id
        }
        currency
        gross
        rate
        isRateBooked
        inBase {
          gross
          tax
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<IncomePaymentsQuery, IncomePaymentsQueryVariables>;
export const LackingReturnsDocument = new TypedDocumentString(`
    query LackingReturns($from: Day, $to: Day) {
  performance(from: $from, to: $to) {
    parts {
      nodes {
        day
        growth {
          value
          absence
        }
      }
    }
    contributions {
      rest {
        value
        absence
      }
      rows {
        nodes {
          gain
          contribution {
            value
            absence
          }
        }
      }
    }
    byMonth {
      month
    }
  }
}
    `) as unknown as TypedDocumentString<LackingReturnsQuery, LackingReturnsQueryVariables>;
export const LastTotalsDocument = new TypedDocumentString(`
    query LastTotals {
  portfolios {
    nodes {
      id
      lastTotal {
        total
        asOf
      }
      valuation {
        total
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LastTotalsQuery, LastTotalsQueryVariables>;
export const AccountsOfTotalsDocument = new TypedDocumentString(`
    query AccountsOfTotals {
  accounts {
    nodes {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<AccountsOfTotalsQuery, AccountsOfTotalsQueryVariables>;
export const PreviewDocument = new TypedDocumentString(`
    query Preview($input: RecordTransactionInput!) {
  previewTransaction(input: $input) {
    cash {
      accountId
      currency
      before
      after
    }
    positions {
      accountId
      instrumentId
      quantityBefore
      quantityAfter
      costBasisBefore
      costBasisAfter
      lots {
        nodes {
          tradeDate
          quantity
          cost
          charges
        }
      }
    }
    realised {
      nodes {
        quantity
        proceeds
        cost
        charges
        gain
        acquiredOn
        inBase {
          gain
          priceGain
          currencyGain
        }
      }
    }
    changesLaterGains
  }
}
    `) as unknown as TypedDocumentString<PreviewQuery, PreviewQueryVariables>;
export const PreviewedGainsDocument = new TypedDocumentString(`
    query PreviewedGains($from: Day) {
  realisedGains(from: $from) {
    rows {
      nodes {
        quantity
        proceeds
        cost
        charges
        gain
        acquiredOn
        inBase {
          gain
          priceGain
          currencyGain
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PreviewedGainsQuery, PreviewedGainsQueryVariables>;
export const WhyThisPriceDocument = new TypedDocumentString(`
    query WhyThisPrice($id: ID!) {
  instrument(id: $id) {
    quote {
      price
      revision
      valueDate
      previousClose
      verdict {
        rule
        message
        losers {
          source
          price
          observedAt
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WhyThisPriceQuery, WhyThisPriceQueryVariables>;
export const RejectedQuotesDocument = new TypedDocumentString(`
    query RejectedQuotes($source: String) {
  rejectedQuotes(first: 50, source: $source) {
    source
    symbol
    figure
    reason
    message
    count
    at
  }
}
    `) as unknown as TypedDocumentString<RejectedQuotesQuery, RejectedQuotesQueryVariables>;
export const HeldQuotesDocument = new TypedDocumentString(`
    query HeldQuotes {
  heldQuotes {
    instrumentId
    source
    price
    kind
    observedAt
    valueDate
    receivedAt
    count
    isDiscarded
  }
}
    `) as unknown as TypedDocumentString<HeldQuotesQuery, HeldQuotesQueryVariables>;
export const ReleaseQuoteDocument = new TypedDocumentString(`
    mutation ReleaseQuote($id: ID!) {
  releaseQuote(instrumentId: $id) {
    outcome
    reason
    message
  }
}
    `) as unknown as TypedDocumentString<ReleaseQuoteMutation, ReleaseQuoteMutationVariables>;
export const DiscardHeldQuoteDocument = new TypedDocumentString(`
    mutation DiscardHeldQuote($id: ID!) {
  discardHeldQuote(instrumentId: $id) {
    price
    isDiscarded
  }
}
    `) as unknown as TypedDocumentString<DiscardHeldQuoteMutation, DiscardHeldQuoteMutationVariables>;
export const WithdrawQuoteDocument = new TypedDocumentString(`
    mutation WithdrawQuote($id: ID!, $revision: SafeInt!, $reason: String!) {
  withdrawQuote(instrumentId: $id, revision: $revision, reason: $reason) {
    id
    quote {
      price
      revision
    }
  }
}
    `) as unknown as TypedDocumentString<WithdrawQuoteMutation, WithdrawQuoteMutationVariables>;
export const PastPricesDocument = new TypedDocumentString(`
    query PastPrices($id: ID!) {
  instrument(id: $id) {
    priceHistory {
      nodes {
        price
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PastPricesQuery, PastPricesQueryVariables>;
export const WatchPriceDocument = new TypedDocumentString(`
    subscription WatchPrice($ids: [ID!]!) {
  quoteChanged(instrumentIds: $ids) {
    price
    revision
  }
}
    `) as unknown as TypedDocumentString<WatchPriceSubscription, WatchPriceSubscriptionVariables>;
export const CreatePusherDocument = new TypedDocumentString(`
    mutation CreatePusher($input: CreateUserInput!) {
  createUser(input: $input) {
    setupLink
    user {
      id
      source
      role
    }
  }
}
    `) as unknown as TypedDocumentString<CreatePusherMutation, CreatePusherMutationVariables>;
export const PusherTokenDocument = new TypedDocumentString(`
    mutation PusherToken($input: CreateApiTokenInput!) {
  createApiToken(input: $input) {
    secret
  }
}
    `) as unknown as TypedDocumentString<PusherTokenMutation, PusherTokenMutationVariables>;
export const PushedPriceDocument = new TypedDocumentString(`
    query PushedPrice($id: ID!) {
  instrument(id: $id) {
    pinnedSource
    quote {
      price
      source
      verdict {
        rule
        losers {
          source
          price
        }
      }
    }
    priceHistory {
      nodes {
        price
        source
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PushedPriceQuery, PushedPriceQueryVariables>;
export const PinPusherDocument = new TypedDocumentString(`
    mutation PinPusher($id: ID!, $source: String, $from: Day) {
  pinSource(instrumentId: $id, source: $source, from: $from, reason: "A test") {
    pinnedSource
  }
}
    `) as unknown as TypedDocumentString<PinPusherMutation, PinPusherMutationVariables>;
export const PinPusherRateDocument = new TypedDocumentString(`
    mutation PinPusherRate($source: String, $from: Day) {
  pinFxSource(
    base: "EUR"
    quote: "HUF"
    source: $source
    from: $from
    reason: "A test"
  ) {
    rate
    source
    pinnedSource
  }
}
    `) as unknown as TypedDocumentString<PinPusherRateMutation, PinPusherRateMutationVariables>;
export const PushersDisagreeDocument = new TypedDocumentString(`
    query PushersDisagree {
  quoteDisagreements {
    instrumentId
    source
    price
    otherSource
    otherPrice
  }
}
    `) as unknown as TypedDocumentString<PushersDisagreeQuery, PushersDisagreeQueryVariables>;
export const RateDoubtsDocument = new TypedDocumentString(`
    query RateDoubts {
  rateDisagreements {
    base
    quote
    source
    rate
    otherSource
    otherRate
    count
  }
  heldRates {
    base
    quote
    source
    rate
    count
    isDiscarded
  }
}
    `) as unknown as TypedDocumentString<RateDoubtsQuery, RateDoubtsQueryVariables>;
export const DiscardRateDocument = new TypedDocumentString(`
    mutation DiscardRate($base: Currency!, $quote: Currency!) {
  discardHeldRate(base: $base, quote: $quote) {
    rate
    isDiscarded
  }
}
    `) as unknown as TypedDocumentString<DiscardRateMutation, DiscardRateMutationVariables>;
export const ReleaseRateDocument = new TypedDocumentString(`
    mutation ReleaseRate($base: Currency!, $quote: Currency!) {
  releaseRate(base: $base, quote: $quote) {
    outcome
    reason
  }
}
    `) as unknown as TypedDocumentString<ReleaseRateMutation, ReleaseRateMutationVariables>;
export const ValuedAtDocument = new TypedDocumentString(`
    query ValuedAt($asOf: Day) {
  valuation(asOf: $asOf) {
    total
    isPartial
    hasStaleRates
    gaps {
      reason
      currency
    }
    rates {
      base
      quote
      rate
      source
      valueDate
      freshness
    }
  }
}
    `) as unknown as TypedDocumentString<ValuedAtQuery, ValuedAtQueryVariables>;
export const PushersHealthDocument = new TypedDocumentString(`
    query PushersHealth {
  sources {
    id
    name
    status
    priority
    accepted
    rejected
    plan {
      isEnough
      symbols
    }
    hours {
      accepted
      rejected
      successes
    }
  }
}
    `) as unknown as TypedDocumentString<PushersHealthQuery, PushersHealthQueryVariables>;
export const InstrumentWithQuoteDocument = new TypedDocumentString(`
    query InstrumentWithQuote($id: ID!) {
  instrument(id: $id) {
    id
    name
    kind
    currency
    isin
    mic
    ticker
    schemeCode
    multiplier
    quote {
      instrumentId
      price
      currency
      kind
      source
      observedAt
      valueDate
      receivedAt
      previousClose
      previousCloseDate
      rawPrice
      rawCurrency
      revision
      ageS
      freshness
      isSimulated
    }
  }
}
    `) as unknown as TypedDocumentString<InstrumentWithQuoteQuery, InstrumentWithQuoteQueryVariables>;
export const PriceHistoryDocument = new TypedDocumentString(`
    query PriceHistory($id: ID!, $first: Int, $after: String, $from: Day, $to: Day) {
  instrument(id: $id) {
    priceHistory(first: $first, after: $after, from: $from, to: $to) {
      nodes {
        valueDate
        price
        kind
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PriceHistoryQuery, PriceHistoryQueryVariables>;
export const RecentPricesDocument = new TypedDocumentString(`
    query RecentPrices($search: String, $days: Int!) {
  instruments(search: $search) {
    nodes {
      recentPrices(days: $days)
    }
  }
}
    `) as unknown as TypedDocumentString<RecentPricesQuery, RecentPricesQueryVariables>;
export const SearchDocument = new TypedDocumentString(`
    query Search($search: String, $kind: InstrumentKind, $first: Int, $after: String) {
  instruments(search: $search, kind: $kind, first: $first, after: $after) {
    nodes {
      id
      name
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<SearchQuery, SearchQueryVariables>;
export const RealisedGainsDocument = new TypedDocumentString(`
    query RealisedGains($year: Int, $from: Day, $to: Day, $accountId: ID, $instrumentId: ID, $costMethod: CostMethod, $first: Int, $after: String) {
  realisedGains(
    year: $year
    from: $from
    to: $to
    accountId: $accountId
    instrumentId: $instrumentId
    costMethod: $costMethod
  ) {
    from
    to
    baseCurrency
    withoutRate
    totals {
      currency
      proceeds
      cost
      charges
      gainBeforeFees
      gain
    }
    totalInBase {
      proceeds
      cost
      charges
      gainBeforeFees
      gain
      priceGain
      currencyGain
    }
    rows(first: $first, after: $after) {
      nodes {
        acquiredOn
        soldOn
        acquiredRate
        soldRate
        holdingDays
        quantity
        currency
        proceeds
        cost
        charges
        gainBeforeFees
        gain
        instrument {
          name
        }
        inBase {
          proceeds
          cost
          charges
          gainBeforeFees
          gain
          priceGain
          currencyGain
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RealisedGainsQuery, RealisedGainsQueryVariables>;
export const RealisedGainsCsvDocument = new TypedDocumentString(`
    query RealisedGainsCsv($year: Int) {
  realisedGainsCsv(year: $year)
}
    `) as unknown as TypedDocumentString<RealisedGainsCsvQuery, RealisedGainsCsvQueryVariables>;
export const LotsDocument = new TypedDocumentString(`
    query Lots {
  holdings {
    nodes {
      marketValue
      costBasis
      lots {
        nodes {
          tradeDate
          quantity
          cost
          costBasis
          marketValue
          unrealisedGainBeforeFees
          unrealisedGain
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LotsQuery, LotsQueryVariables>;
export const IncomeDocument = new TypedDocumentString(`
    query Income($from: Day, $to: Day, $accountId: ID) {
  income(from: $from, to: $to, accountId: $accountId) {
    from
    to
    lastTwelveMonths
    total {
      gross
      tax
      fee
      net
      missing
    }
    byMonth {
      month
      gross
      net
    }
    byInstrument {
      nodes {
        instrument {
          name
        }
        gross
        net
        yieldOnCost {
          value
          absence
        }
      }
    }
    yieldOnCost {
      value
      absence
    }
    yieldOnValue {
      value
      absence
    }
  }
}
    `) as unknown as TypedDocumentString<IncomeQuery, IncomeQueryVariables>;
export const PaymentsDocument = new TypedDocumentString(`
    query Payments($after: String) {
  income(from: "2024-01-01", to: "2024-12-31") {
    payments(first: 1, after: $after) {
      nodes {
        gross
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PaymentsQuery, PaymentsQueryVariables>;
export const RenameDocument = new TypedDocumentString(`
    mutation Rename($id: ID!, $input: RenameInstrumentInput!) {
  renameInstrument(instrumentId: $id, input: $input) {
    name
    ticker
  }
}
    `) as unknown as TypedDocumentString<RenameMutation, RenameMutationVariables>;
export const NamesDocument = new TypedDocumentString(`
    subscription Names {
  valuationChanged {
    holdings {
      instrument {
        name
        ticker
      }
    }
  }
}
    `) as unknown as TypedDocumentString<NamesSubscription, NamesSubscriptionVariables>;
export const ExecutedNamesDocument = new TypedDocumentString(`
    subscription ExecutedNames {
  valuationChanged {
    holdings {
      instrument {
        name
        pinnedSource
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ExecutedNamesSubscription, ExecutedNamesSubscriptionVariables>;
export const HeldNamesDocument = new TypedDocumentString(`
    query HeldNames {
  valuation {
    holdings {
      instrument {
        name
        ticker
      }
    }
  }
}
    `) as unknown as TypedDocumentString<HeldNamesQuery, HeldNamesQueryVariables>;
export const SymbolsOfDocument = new TypedDocumentString(`
    query SymbolsOf($id: ID!) {
  sourceSymbols(instrumentId: $id) {
    source
    symbol
  }
}
    `) as unknown as TypedDocumentString<SymbolsOfQuery, SymbolsOfQueryVariables>;
export const RecordSplitDocument = new TypedDocumentString(`
    mutation RecordSplit($instrumentId: ID!, $exDate: Day!, $ratioNew: Int!, $ratioOld: Int!) {
  recordSplit(
    instrumentId: $instrumentId
    exDate: $exDate
    ratioNew: $ratioNew
    ratioOld: $ratioOld
  ) {
    id
    splits {
      exDate
      ratioNew
      ratioOld
    }
  }
}
    `) as unknown as TypedDocumentString<RecordSplitMutation, RecordSplitMutationVariables>;
export const SplitTotalsDocument = new TypedDocumentString(`
    query SplitTotals($to: Day) {
  history(to: $to) {
    points {
      day
      total
    }
  }
}
    `) as unknown as TypedDocumentString<SplitTotalsQuery, SplitTotalsQueryVariables>;
export const OneEntryDocument = new TypedDocumentString(`
    query OneEntry($id: ID!) {
  transaction(id: $id) {
    ...EntryParts
  }
}
    fragment EntryParts on Transaction {
  id
  accountId
  kind
  tradeDate
  settlementDate
  instrumentId
  quantity
  price
  amount
  currency
  fee
  tax
  exchangeRate
  ratioNew
  ratioOld
  counterAccountId
  lotIds
  note
  version
  recordedAt
  amendedAt
  voidedAt
}`) as unknown as TypedDocumentString<OneEntryQuery, OneEntryQueryVariables>;
export const LedgerOfAccountDocument = new TypedDocumentString(`
    query LedgerOfAccount($id: ID!, $first: Int, $after: String) {
  account(id: $id) {
    transactions(first: $first, after: $after) {
      nodes {
        id
        instrument {
          name
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LedgerOfAccountQuery, LedgerOfAccountQueryVariables>;
export const FoundEntriesDocument = new TypedDocumentString(`
    query FoundEntries($from: Day, $to: Day, $search: String, $kind: TransactionKind, $first: Int, $after: String) {
  transactions(
    from: $from
    to: $to
    search: $search
    kind: $kind
    first: $first
    after: $after
  ) {
    nodes {
      kind
      tradeDate
      note
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<FoundEntriesQuery, FoundEntriesQueryVariables>;
export const RevisionsDocument = new TypedDocumentString(`
    query Revisions($id: ID!, $first: Int, $after: String) {
  transaction(id: $id) {
    revisions(first: $first, after: $after) {
      nodes {
        version
        recordedAt
        isVoided
        content {
          kind
          tradeDate
          amount
          quantity
          price
          fee
          note
          instrument {
            name
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RevisionsQuery, RevisionsQueryVariables>;
export const AccountsWithValuationDocument = new TypedDocumentString(`
    query AccountsWithValuation($first: Int, $after: String, $asOf: Day) {
  accounts(first: $first, after: $after) {
    nodes {
      id
      name
      currency
      valuation(asOf: $asOf) {
        total
        cash
        holdings {
          instrument {
            name
          }
          quantity
          value
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<AccountsWithValuationQuery, AccountsWithValuationQueryVariables>;
export const HoldingsPageDocument = new TypedDocumentString(`
    query HoldingsPage($first: Int, $after: String, $portfolioId: ID) {
  holdings(first: $first, after: $after, portfolioId: $portfolioId) {
    nodes {
      id
      value
      instrument {
        name
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<HoldingsPageQuery, HoldingsPageQueryVariables>;
export const PortfolioWithPartsDocument = new TypedDocumentString(`
    query PortfolioWithParts {
  portfolio {
    id
    name
    baseCurrency
    accounts {
      nodes {
        id
      }
    }
    holdings(first: 1) {
      nodes {
        id
      }
    }
    valuation {
      total
    }
  }
  portfolios {
    nodes {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<PortfolioWithPartsQuery, PortfolioWithPartsQueryVariables>;
export const BackupJobDocument = new TypedDocumentString(`
    query BackupJob {
  jobs {
    name
    lastOutcome
    lastMessage
  }
}
    `) as unknown as TypedDocumentString<BackupJobQuery, BackupJobQueryVariables>;
export const CashOfDrillDocument = new TypedDocumentString(`
    query CashOfDrill {
  valuation {
    cash
  }
}
    `) as unknown as TypedDocumentString<CashOfDrillQuery, CashOfDrillQueryVariables>;
export const DrillWatchDocument = new TypedDocumentString(`
    subscription DrillWatch {
  valuationChanged {
    sequence
    total
    cash
    asOf
  }
}
    `) as unknown as TypedDocumentString<DrillWatchSubscription, DrillWatchSubscriptionVariables>;
export const DrillStateDocument = new TypedDocumentString(`
    query DrillState {
  valuation {
    sequence
    total
    cash
  }
}
    `) as unknown as TypedDocumentString<DrillStateQuery, DrillStateQueryVariables>;
export const StartBackfillDocument = new TypedDocumentString(`
    mutation StartBackfill($input: BackfillInput!) {
  startBackfill(input: $input) {
    id
    source
    status
    nextDay
  }
}
    `) as unknown as TypedDocumentString<StartBackfillMutation, StartBackfillMutationVariables>;
export const CancelBackfillDocument = new TypedDocumentString(`
    mutation CancelBackfill($id: ID!) {
  cancelBackfill(id: $id) {
    status
  }
}
    `) as unknown as TypedDocumentString<CancelBackfillMutation, CancelBackfillMutationVariables>;
export const BackfillsDocument = new TypedDocumentString(`
    query Backfills {
  backfills {
    id
    status
    nextDay
    stored
    attempts
    message
    instrument {
      name
    }
  }
}
    `) as unknown as TypedDocumentString<BackfillsQuery, BackfillsQueryVariables>;
export const BackfilledPricesDocument = new TypedDocumentString(`
    query BackfilledPrices($id: ID!) {
  instrument(id: $id) {
    splits {
      exDate
      ratioNew
    }
    priceHistory {
      nodes {
        valueDate
        price
        source
      }
    }
  }
}
    `) as unknown as TypedDocumentString<BackfilledPricesQuery, BackfilledPricesQueryVariables>;
export const ProposalsDocument = new TypedDocumentString(`
    query Proposals($status: ProposalStatus) {
  corporateActions(status: $status) {
    id
    kind
    exDate
    ratioNew
    ratioOld
    amount
    currency
    sources
    status
    reason
    instrument {
      ticker
    }
  }
}
    `) as unknown as TypedDocumentString<ProposalsQuery, ProposalsQueryVariables>;
export const AcceptActionDocument = new TypedDocumentString(`
    mutation AcceptAction($id: ID!) {
  acceptCorporateAction(id: $id) {
    status
    decidedAt
  }
}
    `) as unknown as TypedDocumentString<AcceptActionMutation, AcceptActionMutationVariables>;
export const RefuseActionDocument = new TypedDocumentString(`
    mutation RefuseAction($id: ID!, $reason: String!) {
  refuseCorporateAction(id: $id, reason: $reason) {
    status
    reason
  }
}
    `) as unknown as TypedDocumentString<RefuseActionMutation, RefuseActionMutationVariables>;
export const SymbolsDocument = new TypedDocumentString(`
    query Symbols($id: ID!) {
  sourceSymbols(instrumentId: $id) {
    source
    symbol
    isEntered
    skippedUntil
  }
}
    `) as unknown as TypedDocumentString<SymbolsQuery, SymbolsQueryVariables>;
export const SetSymbolDocument = new TypedDocumentString(`
    mutation SetSymbol($id: ID!, $source: String!, $symbol: String) {
  setSourceSymbol(instrumentId: $id, source: $source, symbol: $symbol) {
    source
    symbol
    isEntered
  }
}
    `) as unknown as TypedDocumentString<SetSymbolMutation, SetSymbolMutationVariables>;
export const SourcesOverTimeDocument = new TypedDocumentString(`
    query SourcesOverTime {
  sources {
    id
    status
    hasHistory
    priority
    lastFailure
    events {
      status
      failure
    }
    hours {
      successes
      failures
      accepted
    }
  }
}
    `) as unknown as TypedDocumentString<SourcesOverTimeQuery, SourcesOverTimeQueryVariables>;
export const SourcesGoneDocument = new TypedDocumentString(`
    query SourcesGone {
  sources {
    id
    status
    lastFailure
  }
}
    `) as unknown as TypedDocumentString<SourcesGoneQuery, SourcesGoneQueryVariables>;
export const DroppedFilesDocument = new TypedDocumentString(`
    query DroppedFiles {
  droppedFiles {
    name
    lines
    accepted
    refused
    failure
  }
}
    `) as unknown as TypedDocumentString<DroppedFilesQuery, DroppedFilesQueryVariables>;
export const DroppedPriceDocument = new TypedDocumentString(`
    query DroppedPrice($id: ID!) {
  instrument(id: $id) {
    quote {
      price
      source
      valueDate
    }
  }
}
    `) as unknown as TypedDocumentString<DroppedPriceQuery, DroppedPriceQueryVariables>;
export const FxRatesDocument = new TypedDocumentString(`
    query FxRates($day: Day) {
  fxRates(day: $day) {
    base
    quote
    rate
    source
    valueDate
    revision
    pinnedSource
    previousRate
    previousRateDate
    verdict {
      rule
      message
      losers {
        source
        price
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FxRatesQuery, FxRatesQueryVariables>;
export const WithdrawFxRateDocument = new TypedDocumentString(`
    mutation WithdrawFxRate($base: Currency!, $quote: Currency!, $revision: SafeInt!, $reason: String!) {
  withdrawFxRate(base: $base, quote: $quote, revision: $revision, reason: $reason) {
    rate
    source
    revision
  }
}
    `) as unknown as TypedDocumentString<WithdrawFxRateMutation, WithdrawFxRateMutationVariables>;
export const CorrectFxRateDocument = new TypedDocumentString(`
    mutation CorrectFxRate($base: Currency!, $quote: Currency!, $revision: SafeInt!, $rate: Decimal!, $reason: String!) {
  correctFxRate(
    base: $base
    quote: $quote
    revision: $revision
    rate: $rate
    reason: $reason
  ) {
    rate
    source
    revision
  }
}
    `) as unknown as TypedDocumentString<CorrectFxRateMutation, CorrectFxRateMutationVariables>;
export const PinFxSourceDocument = new TypedDocumentString(`
    mutation PinFxSource($base: Currency!, $quote: Currency!, $source: String, $from: Day, $reason: String!) {
  pinFxSource(
    base: $base
    quote: $quote
    source: $source
    from: $from
    reason: $reason
  ) {
    rate
    source
    pinnedSource
  }
}
    `) as unknown as TypedDocumentString<PinFxSourceMutation, PinFxSourceMutationVariables>;
export const SplitOfAlertsDocument = new TypedDocumentString(`
    mutation SplitOfAlerts($share: ID!, $exDate: Day!) {
  recordSplit(instrumentId: $share, exDate: $exDate, ratioNew: 2, ratioOld: 1) {
    id
  }
}
    `) as unknown as TypedDocumentString<SplitOfAlertsMutation, SplitOfAlertsMutationVariables>;
export const DelistWithAlertsDocument = new TypedDocumentString(`
    mutation DelistWithAlerts($gone: ID!, $on: Day!) {
  delistInstrument(instrumentId: $gone, delistedOn: $on) {
    id
  }
}
    `) as unknown as TypedDocumentString<DelistWithAlertsMutation, DelistWithAlertsMutationVariables>;
export const RulesOverSplitDocument = new TypedDocumentString(`
    query RulesOverSplit {
  alertRules {
    nodes {
      id
      threshold
      setThreshold
      hysteresis
      reference
    }
  }
}
    `) as unknown as TypedDocumentString<RulesOverSplitQuery, RulesOverSplitQueryVariables>;
export const PortfolioOfAlertsDocument = new TypedDocumentString(`
    mutation PortfolioOfAlerts($input: OpenPortfolioInput!) {
  openPortfolio(input: $input) {
    id
  }
}
    `) as unknown as TypedDocumentString<PortfolioOfAlertsMutation, PortfolioOfAlertsMutationVariables>;
export const MoveWithAlertsDocument = new TypedDocumentString(`
    mutation MoveWithAlerts($id: ID!, $portfolioId: ID!) {
  moveAccount(id: $id, portfolioId: $portfolioId) {
    portfolioId
  }
}
    `) as unknown as TypedDocumentString<MoveWithAlertsMutation, MoveWithAlertsMutationVariables>;
export const SplitOfDrawdownDocument = new TypedDocumentString(`
    mutation SplitOfDrawdown($share: ID!, $exDate: Day!, $ratioNew: Int!, $ratioOld: Int!) {
  recordSplit(
    instrumentId: $share
    exDate: $exDate
    ratioNew: $ratioNew
    ratioOld: $ratioOld
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<SplitOfDrawdownMutation, SplitOfDrawdownMutationVariables>;
export const ChangeBaseOfDrawdownDocument = new TypedDocumentString(`
    mutation ChangeBaseOfDrawdown($id: ID!, $baseCurrency: Currency!) {
  changePortfolio(id: $id, input: {baseCurrency: $baseCurrency}) {
    id
  }
}
    `) as unknown as TypedDocumentString<ChangeBaseOfDrawdownMutation, ChangeBaseOfDrawdownMutationVariables>;
export const WithdrawOfDrawdownDocument = new TypedDocumentString(`
    mutation WithdrawOfDrawdown($id: ID!, $revision: SafeInt!) {
  withdrawQuote(instrumentId: $id, revision: $revision, reason: "Wrong") {
    quote {
      price
    }
  }
}
    `) as unknown as TypedDocumentString<WithdrawOfDrawdownMutation, WithdrawOfDrawdownMutationVariables>;
export const CreateRuleDocument = new TypedDocumentString(`
    mutation CreateRule($input: CreateAlertRuleInput!) {
  createAlertRule(input: $input) {
    id
    status
    version
  }
}
    `) as unknown as TypedDocumentString<CreateRuleMutation, CreateRuleMutationVariables>;
export const InboxDocument = new TypedDocumentString(`
    query Inbox($first: Int, $isUnread: Boolean, $ruleId: ID) {
  unreadAlertCount
  alerts(first: $first, isUnread: $isUnread, ruleId: $ruleId) {
    nodes {
      id
      ruleId
      name
      measure
      condition
      threshold
      setThreshold
      value
      message
      firedAt
      readAt
      instrumentId
      portfolioId
      accountId
      instrument {
        name
      }
      deliveries {
        id
        channel
        status
        attempts
        lastError
        webhookId
      }
    }
  }
}
    `) as unknown as TypedDocumentString<InboxQuery, InboxQueryVariables>;
export const MarkReadDocument = new TypedDocumentString(`
    mutation MarkRead($ids: [ID!]) {
  markAlertsRead(ids: $ids)
}
    `) as unknown as TypedDocumentString<MarkReadMutation, MarkReadMutationVariables>;
export const AlertFiredDocument = new TypedDocumentString(`
    subscription AlertFired {
  alertFired {
    id
    name
    message
    value
  }
}
    `) as unknown as TypedDocumentString<AlertFiredSubscription, AlertFiredSubscriptionVariables>;
export const AddWebhookDocument = new TypedDocumentString(`
    mutation AddWebhook($url: String!) {
  createAlertWebhook(url: $url) {
    secret
    webhook {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<AddWebhookMutation, AddWebhookMutationVariables>;
export const RegisterDocument = new TypedDocumentString(`
    mutation Register($input: RegisterInput!) {
  register(input: $input) {
    ...SessionParts
  }
}
    fragment SessionParts on Session {
  accessToken
  accessTokenExpiresAt
  refreshToken
  refreshTokenExpiresAt
  user {
    id
    email
    name
    role
    baseCurrency
  }
}`) as unknown as TypedDocumentString<RegisterMutation, RegisterMutationVariables>;
export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($email: String!, $password: String!) {
  signIn(email: $email, password: $password) {
    ...SessionParts
  }
}
    fragment SessionParts on Session {
  accessToken
  accessTokenExpiresAt
  refreshToken
  refreshTokenExpiresAt
  user {
    id
    email
    name
    role
    baseCurrency
  }
}`) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const RefreshDocument = new TypedDocumentString(`
    mutation Refresh($token: String!) {
  refreshSession(refreshToken: $token) {
    ...SessionParts
  }
}
    fragment SessionParts on Session {
  accessToken
  accessTokenExpiresAt
  refreshToken
  refreshTokenExpiresAt
  user {
    id
    email
    name
    role
    baseCurrency
  }
}`) as unknown as TypedDocumentString<RefreshMutation, RefreshMutationVariables>;
export const SignOutDocument = new TypedDocumentString(`
    mutation SignOut {
  signOut
}
    `) as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  me {
    id
    email
    name
    role
  }
}
    `) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const OpenAccountDocument = new TypedDocumentString(`
    mutation OpenAccount($input: OpenAccountInput!) {
  openAccount(input: $input) {
    id
    name
    currency
    costMethod
    portfolioId
    openedAt
  }
}
    `) as unknown as TypedDocumentString<OpenAccountMutation, OpenAccountMutationVariables>;
export const CreateInstrumentDocument = new TypedDocumentString(`
    mutation CreateInstrument($input: CreateInstrumentInput!) {
  createInstrument(input: $input) {
    id
    name
    kind
    currency
    isin
    mic
    ticker
    schemeCode
    multiplier
  }
}
    `) as unknown as TypedDocumentString<CreateInstrumentMutation, CreateInstrumentMutationVariables>;
export const IngestQuotesDocument = new TypedDocumentString(`
    mutation IngestQuotes($quotes: [QuoteInput!]!, $isConfirmed: Boolean) {
  ingestQuotes(quotes: $quotes, isConfirmed: $isConfirmed) {
    accepted
    results {
      index
      outcome
      reason
      message
    }
  }
}
    `) as unknown as TypedDocumentString<IngestQuotesMutation, IngestQuotesMutationVariables>;
export const IngestRatesDocument = new TypedDocumentString(`
    mutation IngestRates($rates: [FxRateInput!]!, $isConfirmed: Boolean) {
  ingestFxRates(rates: $rates, isConfirmed: $isConfirmed) {
    accepted
    results {
      index
      outcome
      reason
      message
    }
  }
}
    `) as unknown as TypedDocumentString<IngestRatesMutation, IngestRatesMutationVariables>;
export const RecordDocument = new TypedDocumentString(`
    mutation Record($input: RecordTransactionInput!, $key: String) {
  recordTransaction(input: $input, idempotencyKey: $key) {
    ...EntryParts
  }
}
    fragment EntryParts on Transaction {
  id
  accountId
  kind
  tradeDate
  settlementDate
  instrumentId
  quantity
  price
  amount
  currency
  fee
  tax
  exchangeRate
  ratioNew
  ratioOld
  counterAccountId
  lotIds
  note
  version
  recordedAt
  amendedAt
  voidedAt
}`) as unknown as TypedDocumentString<RecordMutation, RecordMutationVariables>;
export const RecordAllDocument = new TypedDocumentString(`
    mutation RecordAll($inputs: [RecordTransactionInput!]!, $key: String) {
  recordTransactions(inputs: $inputs, idempotencyKey: $key) {
    ...EntryParts
  }
}
    fragment EntryParts on Transaction {
  id
  accountId
  kind
  tradeDate
  settlementDate
  instrumentId
  quantity
  price
  amount
  currency
  fee
  tax
  exchangeRate
  ratioNew
  ratioOld
  counterAccountId
  lotIds
  note
  version
  recordedAt
  amendedAt
  voidedAt
}`) as unknown as TypedDocumentString<RecordAllMutation, RecordAllMutationVariables>;
export const AmendDocument = new TypedDocumentString(`
    mutation Amend($id: ID!, $version: Int!, $input: TransactionContentInput!) {
  amendTransaction(id: $id, version: $version, input: $input) {
    ...EntryParts
  }
}
    fragment EntryParts on Transaction {
  id
  accountId
  kind
  tradeDate
  settlementDate
  instrumentId
  quantity
  price
  amount
  currency
  fee
  tax
  exchangeRate
  ratioNew
  ratioOld
  counterAccountId
  lotIds
  note
  version
  recordedAt
  amendedAt
  voidedAt
}`) as unknown as TypedDocumentString<AmendMutation, AmendMutationVariables>;
export const VoidDocument = new TypedDocumentString(`
    mutation Void($id: ID!, $version: Int!) {
  voidTransaction(id: $id, version: $version) {
    ...EntryParts
  }
}
    fragment EntryParts on Transaction {
  id
  accountId
  kind
  tradeDate
  settlementDate
  instrumentId
  quantity
  price
  amount
  currency
  fee
  tax
  exchangeRate
  ratioNew
  ratioOld
  counterAccountId
  lotIds
  note
  version
  recordedAt
  amendedAt
  voidedAt
}`) as unknown as TypedDocumentString<VoidMutation, VoidMutationVariables>;
export const LedgerDocument = new TypedDocumentString(`
    query Ledger($first: Int, $after: String, $accountId: ID, $instrumentId: ID, $kind: TransactionKind) {
  transactions(
    first: $first
    after: $after
    accountId: $accountId
    instrumentId: $instrumentId
    kind: $kind
  ) {
    nodes {
      ...EntryParts
    }
    edges {
      cursor
      node {
        id
      }
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
  }
}
    fragment EntryParts on Transaction {
  id
  accountId
  kind
  tradeDate
  settlementDate
  instrumentId
  quantity
  price
  amount
  currency
  fee
  tax
  exchangeRate
  ratioNew
  ratioOld
  counterAccountId
  lotIds
  note
  version
  recordedAt
  amendedAt
  voidedAt
}`) as unknown as TypedDocumentString<LedgerQuery, LedgerQueryVariables>;
export const GetValuationDocument = new TypedDocumentString(`
    query GetValuation($portfolioId: ID, $asOf: Day) {
  valuation(portfolioId: $portfolioId, asOf: $asOf) {
    ...ValuationParts
  }
}
    fragment ValuationParts on Valuation {
  portfolioId
  baseCurrency
  day
  sequence
  asOf
  total
  cash
  marketValue
  costBasis
  unrealisedGain
  dayChange
  dayChangeRatio
  dayChangePrice
  dayChangeCurrency
  isPartial
  staleShare
  gaps {
    reason
    instrumentId
    currency
    message
  }
  cashBalances {
    accountId
    currency
    amount
    value
  }
  holdings {
    id
    accountId
    instrumentId
    quantity
    price
    currency
    source
    priceKind
    priceDate
    priceObservedAt
    previousClose
    previousCloseDate
    marketValue
    value
    costBasis
    costBasisInBase
    unrealisedGain
    dayChange
    freshness
    isStale
  }
}`) as unknown as TypedDocumentString<GetValuationQuery, GetValuationQueryVariables>;
export const ValuationChangedDocument = new TypedDocumentString(`
    subscription ValuationChanged($portfolioId: ID) {
  valuationChanged(portfolioId: $portfolioId) {
    ...ValuationParts
  }
}
    fragment ValuationParts on Valuation {
  portfolioId
  baseCurrency
  day
  sequence
  asOf
  total
  cash
  marketValue
  costBasis
  unrealisedGain
  dayChange
  dayChangeRatio
  dayChangePrice
  dayChangeCurrency
  isPartial
  staleShare
  gaps {
    reason
    instrumentId
    currency
    message
  }
  cashBalances {
    accountId
    currency
    amount
    value
  }
  holdings {
    id
    accountId
    instrumentId
    quantity
    price
    currency
    source
    priceKind
    priceDate
    priceObservedAt
    previousClose
    previousCloseDate
    marketValue
    value
    costBasis
    costBasisInBase
    unrealisedGain
    dayChange
    freshness
    isStale
  }
}`) as unknown as TypedDocumentString<ValuationChangedSubscription, ValuationChangedSubscriptionVariables>;
export const QuoteChangedDocument = new TypedDocumentString(`
    subscription QuoteChanged($ids: [ID!]!) {
  quoteChanged(instrumentIds: $ids) {
    instrumentId
    price
    currency
    source
    kind
    observedAt
    revision
    previousClose
  }
}
    `) as unknown as TypedDocumentString<QuoteChangedSubscription, QuoteChangedSubscriptionVariables>;