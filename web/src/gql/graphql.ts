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

/** Numbers of an instrument with their check digits; what is not given stays, null takes it away. */
export type IdentifiersInput = {
  /** Such as 037833100; must be the one a US or Canadian ISIN holds. */
  cusip?: string | null | undefined;
  /** Such as BBG000B9XRY4; of this listing and no other. */
  figi?: string | null | undefined;
  /** Such as 0263494; must be the one a British ISIN holds. */
  sedol?: string | null | undefined;
};

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

/** How this server takes new users. */
export type Registration =
  /** Administrators alone make users. */
  | 'CLOSED'
  /** The address is confirmed first: `requestRegistration`, then `register` with what was sent. */
  | 'CONFIRMED'
  /** Anyone registers and is signed in at once. */
  | 'OPEN';

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

export type ServiceQueryVariables = Exact<{ [key: string]: never; }>;


export type ServiceQuery = { service: { version: string, isDemo: boolean, hasPlayground: boolean, demoEmail: string | null, demoPassword: string | null, registration: Registration, isMailing: boolean } };

export type SignInMutationVariables = Exact<{
  email: string;
  password: string;
  totp?: string | null | undefined;
}>;


export type SignInMutation = { signIn: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, user: { id: string, email: string, name: string, role: Role, source: string | null, baseCurrency: string } } };

export type RegisterMutationVariables = Exact<{
  input: RegisterInput;
}>;


export type RegisterMutation = { register: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, user: { id: string, email: string, name: string, role: Role, source: string | null, baseCurrency: string } } };

export type RefreshSessionMutationVariables = Exact<{
  refreshToken: string;
}>;


export type RefreshSessionMutation = { refreshSession: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, user: { id: string, email: string, name: string, role: Role, source: string | null, baseCurrency: string } } };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: boolean };

export type RequestPasswordResetMutationVariables = Exact<{
  email: string;
}>;


export type RequestPasswordResetMutation = { requestPasswordReset: boolean };

export type RequestRegistrationMutationVariables = Exact<{
  email: string;
}>;


export type RequestRegistrationMutation = { requestRegistration: boolean };

export type ResetPasswordMutationVariables = Exact<{
  token: string;
  newPassword: string;
}>;


export type ResetPasswordMutation = { resetPassword: boolean };

export type ConfirmEmailChangeMutationVariables = Exact<{
  token: string;
}>;


export type ConfirmEmailChangeMutation = { confirmEmailChange: boolean };

export type UndoEmailChangeMutationVariables = Exact<{
  token: string;
}>;


export type UndoEmailChangeMutation = { undoEmailChange: boolean };

export type SessionFieldsFragment = { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, user: { id: string, email: string, name: string, role: Role, source: string | null, baseCurrency: string } };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, name: string, email: string, role: Role, baseCurrency: string } | null };

export type PortfoliosQueryVariables = Exact<{ [key: string]: never; }>;


export type PortfoliosQuery = { portfolios: { nodes: Array<{ id: string, name: string, baseCurrency: string, accounts: { nodes: Array<{ id: string, name: string, currency: string }> } }> } };

export type BenchmarksQueryVariables = Exact<{ [key: string]: never; }>;


export type BenchmarksQuery = { instruments: { nodes: Array<{ id: string, name: string, ticker: string | null }> } };

export type ValuationQueryVariables = Exact<{
  portfolioId?: string | number | null | undefined;
}>;


export type ValuationQuery = { valuation: { portfolioId: string, baseCurrency: string, sequence: number, asOf: string | null, asOfEarliest: string | null, total: string, marketValue: string, cash: string, costBasis: string | null, unrealisedGain: string | null, dayChange: string | null, dayChangePrice: string | null, dayChangeCurrency: string | null, dayChangeRatio: string | null, isPartial: boolean, staleShare: string | null, gaps: Array<{ reason: GapReason, instrumentId: string | null, currency: string | null, message: string }>, cashBalances: Array<{ accountId: string, currency: string, amount: string, value: string | null }>, holdings: Array<{ id: string, accountId: string, instrumentId: string, quantity: string, costBasis: string, costBasisInBase: string | null, price: string | null, previousClose: string | null, currency: string, priceKind: QuoteKind | null, priceObservedAt: string | null, priceDate: string | null, source: string | null, isSimulated: boolean, freshness: Freshness | null, isStale: boolean, value: string | null, unrealisedGain: string | null, unrealisedGainPrice: string | null, unrealisedGainCurrency: string | null, dayChange: string | null, dayChangePrice: string | null, dayChangeCurrency: string | null, dayChangeRatio: string | null, instrument: { id: string, kind: InstrumentKind, name: string, ticker: string | null, isin: string | null, schemeCode: string | null } }> } | null };

export type ValuationChangedSubscriptionVariables = Exact<{
  portfolioId?: string | number | null | undefined;
  maxRate?: number | null | undefined;
}>;


export type ValuationChangedSubscription = { valuationChanged: { portfolioId: string, baseCurrency: string, sequence: number, asOf: string | null, asOfEarliest: string | null, total: string, marketValue: string, cash: string, costBasis: string | null, unrealisedGain: string | null, dayChange: string | null, dayChangePrice: string | null, dayChangeCurrency: string | null, dayChangeRatio: string | null, isPartial: boolean, staleShare: string | null, gaps: Array<{ reason: GapReason, instrumentId: string | null, currency: string | null, message: string }>, cashBalances: Array<{ accountId: string, currency: string, amount: string, value: string | null }>, holdings: Array<{ id: string, accountId: string, instrumentId: string, quantity: string, costBasis: string, costBasisInBase: string | null, price: string | null, previousClose: string | null, currency: string, priceKind: QuoteKind | null, priceObservedAt: string | null, priceDate: string | null, source: string | null, isSimulated: boolean, freshness: Freshness | null, isStale: boolean, value: string | null, unrealisedGain: string | null, unrealisedGainPrice: string | null, unrealisedGainCurrency: string | null, dayChange: string | null, dayChangePrice: string | null, dayChangeCurrency: string | null, dayChangeRatio: string | null, instrument: { id: string, kind: InstrumentKind, name: string, ticker: string | null, isin: string | null, schemeCode: string | null } }> } };

export type ValuationFieldsFragment = { portfolioId: string, baseCurrency: string, sequence: number, asOf: string | null, asOfEarliest: string | null, total: string, marketValue: string, cash: string, costBasis: string | null, unrealisedGain: string | null, dayChange: string | null, dayChangePrice: string | null, dayChangeCurrency: string | null, dayChangeRatio: string | null, isPartial: boolean, staleShare: string | null, gaps: Array<{ reason: GapReason, instrumentId: string | null, currency: string | null, message: string }>, cashBalances: Array<{ accountId: string, currency: string, amount: string, value: string | null }>, holdings: Array<{ id: string, accountId: string, instrumentId: string, quantity: string, costBasis: string, costBasisInBase: string | null, price: string | null, previousClose: string | null, currency: string, priceKind: QuoteKind | null, priceObservedAt: string | null, priceDate: string | null, source: string | null, isSimulated: boolean, freshness: Freshness | null, isStale: boolean, value: string | null, unrealisedGain: string | null, unrealisedGainPrice: string | null, unrealisedGainCurrency: string | null, dayChange: string | null, dayChangePrice: string | null, dayChangeCurrency: string | null, dayChangeRatio: string | null, instrument: { id: string, kind: InstrumentKind, name: string, ticker: string | null, isin: string | null, schemeCode: string | null } }> };

export type HoldingFieldsFragment = { id: string, accountId: string, instrumentId: string, quantity: string, costBasis: string, costBasisInBase: string | null, price: string | null, previousClose: string | null, currency: string, priceKind: QuoteKind | null, priceObservedAt: string | null, priceDate: string | null, source: string | null, isSimulated: boolean, freshness: Freshness | null, isStale: boolean, value: string | null, unrealisedGain: string | null, unrealisedGainPrice: string | null, unrealisedGainCurrency: string | null, dayChange: string | null, dayChangePrice: string | null, dayChangeCurrency: string | null, dayChangeRatio: string | null, instrument: { id: string, kind: InstrumentKind, name: string, ticker: string | null, isin: string | null, schemeCode: string | null } };

export type FiringFieldsFragment = { id: string, ruleId: string, name: string, measure: AlertMeasure, condition: AlertCondition, threshold: string, setThreshold: string | null, value: string, firedAt: string, readAt: string | null, portfolioId: string | null, accountId: string | null, instrument: { id: string, name: string, currency: string } | null };

export type UnreadAlertsQueryVariables = Exact<{ [key: string]: never; }>;


export type UnreadAlertsQuery = { unreadAlertCount: number, alerts: { nodes: Array<{ id: string, ruleId: string, name: string, measure: AlertMeasure, condition: AlertCondition, threshold: string, setThreshold: string | null, value: string, firedAt: string, readAt: string | null, portfolioId: string | null, accountId: string | null, instrument: { id: string, name: string, currency: string } | null }> } };

export type AlertFiredSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type AlertFiredSubscription = { alertFired: { id: string, ruleId: string, name: string, measure: AlertMeasure, condition: AlertCondition, threshold: string, setThreshold: string | null, value: string, firedAt: string, readAt: string | null, portfolioId: string | null, accountId: string | null, instrument: { id: string, name: string, currency: string } | null } };

export type MarkAlertsReadMutationVariables = Exact<{
  ids?: Array<string | number> | string | number | null | undefined;
}>;


export type MarkAlertsReadMutation = { markAlertsRead: number };

export type UserFactsFragment = { id: string, email: string, name: string, role: Role, source: string | null, baseCurrency: string, createdAt: string, lockedAt: string | null, erasedAt: string | null };

export type UsersQueryVariables = Exact<{
  search?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type UsersQuery = { users: { nodes: Array<{ id: string, email: string, name: string, role: Role, source: string | null, baseCurrency: string, createdAt: string, lockedAt: string | null, erasedAt: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CreateUserMutationVariables = Exact<{
  input: CreateUserInput;
}>;


export type CreateUserMutation = { createUser: { setupLink: string | null, user: { id: string, email: string, name: string } } };

export type SetUserLockedMutationVariables = Exact<{
  id: string | number;
  isLocked: boolean;
}>;


export type SetUserLockedMutation = { setUserLocked: { id: string, email: string, name: string, role: Role, source: string | null, baseCurrency: string, createdAt: string, lockedAt: string | null, erasedAt: string | null } };

export type SetUserRoleMutationVariables = Exact<{
  id: string | number;
  role: Role;
}>;


export type SetUserRoleMutation = { setUserRole: { id: string, email: string, name: string, role: Role, source: string | null, baseCurrency: string, createdAt: string, lockedAt: string | null, erasedAt: string | null } };

export type ResetUserPasswordMutationVariables = Exact<{
  id: string | number;
}>;


export type ResetUserPasswordMutation = { resetUserPassword: { setupLink: string | null, user: { id: string, email: string } } };

export type ResetUserSecondFactorMutationVariables = Exact<{
  id: string | number;
}>;


export type ResetUserSecondFactorMutation = { resetUserSecondFactor: { id: string } };

export type EraseUserMutationVariables = Exact<{
  id: string | number;
}>;


export type EraseUserMutation = { eraseUser: { id: string, erasedAt: string | null } };

export type InstrumentsQueryVariables = Exact<{
  search?: string | null | undefined;
  kind?: InstrumentKind | null | undefined;
  after?: string | null | undefined;
}>;


export type InstrumentsQuery = { instruments: { nodes: Array<{ id: string, kind: InstrumentKind, name: string, ticker: string | null, isin: string | null, mic: string | null, schemeCode: string | null, currency: string, pinnedSource: string | null, delistedOn: string | null, quote: { price: string, currency: string, observedAt: string, source: string, freshness: Freshness | null, isSimulated: boolean } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type InstrumentQueryVariables = Exact<{
  id: string | number;
}>;


export type InstrumentQuery = { instrument: { id: string, kind: InstrumentKind, name: string, ticker: string | null, isin: string | null, cusip: string | null, sedol: string | null, figi: string | null, mic: string | null, schemeCode: string | null, currency: string, multiplier: string, pinnedSource: string | null, delistedOn: string | null, splits: Array<{ exDate: string, ratioNew: number, ratioOld: number, fractionPrice: string | null }>, quote: { price: string, currency: string, kind: QuoteKind, observedAt: string, receivedAt: string, valueDate: string, source: string, revision: number, freshness: Freshness | null, isSimulated: boolean, verdict: { rule: QuoteRule, message: string, losers: Array<{ source: string, price: string, observedAt: string }> } | null } | null } | null, corporateActions: Array<{ id: string, kind: CorporateActionKind, exDate: string, status: ProposalStatus, ratioNew: number | null, ratioOld: number | null, amount: string | null, currency: string | null, sources: Array<string>, reason: string | null, proposedAt: string, decidedAt: string | null, instrument: { id: string, name: string } | null }>, sourceSymbols: Array<{ source: string, symbol: string, isEntered: boolean }> };

export type ProposalFieldsFragment = { id: string, kind: CorporateActionKind, exDate: string, status: ProposalStatus, ratioNew: number | null, ratioOld: number | null, amount: string | null, currency: string | null, sources: Array<string>, reason: string | null, proposedAt: string, decidedAt: string | null, instrument: { id: string, name: string } | null };

export type CreateInstrumentMutationVariables = Exact<{
  input: CreateInstrumentInput;
}>;


export type CreateInstrumentMutation = { createInstrument: { id: string, name: string } };

export type SetIdentifiersMutationVariables = Exact<{
  instrumentId: string | number;
  input: IdentifiersInput;
}>;


export type SetIdentifiersMutation = { setIdentifiers: { id: string, cusip: string | null, sedol: string | null, figi: string | null } };

export type RenameInstrumentMutationVariables = Exact<{
  instrumentId: string | number;
  input: RenameInstrumentInput;
}>;


export type RenameInstrumentMutation = { renameInstrument: { id: string, name: string, ticker: string | null } };

export type DelistInstrumentMutationVariables = Exact<{
  instrumentId: string | number;
  delistedOn: string;
}>;


export type DelistInstrumentMutation = { delistInstrument: { id: string, delistedOn: string | null } };

export type WithdrawDelistingMutationVariables = Exact<{
  instrumentId: string | number;
}>;


export type WithdrawDelistingMutation = { withdrawDelisting: { id: string, delistedOn: string | null } };

export type RecordSplitMutationVariables = Exact<{
  instrumentId: string | number;
  exDate: string;
  ratioNew: number;
  ratioOld: number;
  fractionPrice?: string | null | undefined;
}>;


export type RecordSplitMutation = { recordSplit: { id: string } };

export type AmendSplitMutationVariables = Exact<{
  instrumentId: string | number;
  exDate: string;
  ratioNew: number;
  ratioOld: number;
  fractionPrice?: string | null | undefined;
}>;


export type AmendSplitMutation = { amendSplit: { id: string } };

export type WithdrawSplitMutationVariables = Exact<{
  instrumentId: string | number;
  exDate: string;
}>;


export type WithdrawSplitMutation = { withdrawSplit: { id: string } };

export type CorrectQuoteMutationVariables = Exact<{
  instrumentId: string | number;
  revision: number;
  observedAt?: string | null | undefined;
  price: string;
  reason: string;
}>;


export type CorrectQuoteMutation = { correctQuote: { id: string } };

export type WithdrawQuoteMutationVariables = Exact<{
  instrumentId: string | number;
  revision: number;
  observedAt?: string | null | undefined;
  reason: string;
}>;


export type WithdrawQuoteMutation = { withdrawQuote: { id: string } };

export type PinSourceMutationVariables = Exact<{
  instrumentId: string | number;
  source?: string | null | undefined;
  reason: string;
}>;


export type PinSourceMutation = { pinSource: { id: string, pinnedSource: string | null } };

export type StartBackfillMutationVariables = Exact<{
  input: BackfillInput;
}>;


export type StartBackfillMutation = { startBackfill: { id: string } };

export type SourcesQueryVariables = Exact<{
  last: number;
}>;


export type SourcesQuery = { sources: Array<{ id: string, name: string, status: SourceStatus, priority: number, kinds: Array<string>, mics: Array<string> | null, licence: string | null, commercialUse: boolean, delayMinutes: number | null, hasStream: boolean, hasHistory: boolean, accepted: number, rejected: number, garbage: number, latencyMs: number | null, lastAttemptAt: string | null, lastSuccessAt: string | null, lastFailureAt: string | null, lastFailure: string | null, pausedUntil: string | null, hours: Array<{ startsAt: string, successes: number, failures: number, accepted: number, rejected: number, latencyMsMax: number | null }>, events: Array<{ at: string, status: SourceStatus, failure: string | null }> }> };

export type SourceNamesQueryVariables = Exact<{ [key: string]: never; }>;


export type SourceNamesQuery = { sources: Array<{ id: string, name: string, hasHistory: boolean, kinds: Array<string> }> };

export type HeldQuotesQueryVariables = Exact<{ [key: string]: never; }>;


export type HeldQuotesQuery = { heldQuotes: Array<{ instrumentId: string, source: string, price: string, kind: QuoteKind | null, observedAt: string, receivedAt: string, valueDate: string, count: number, isDiscarded: boolean, instrument: { id: string, name: string, currency: string, quote: { price: string, observedAt: string } | null } | null }> };

export type ReleaseQuoteMutationVariables = Exact<{
  instrumentId: string | number;
}>;


export type ReleaseQuoteMutation = { releaseQuote: { outcome: IngestOutcome, message: string } };

export type DiscardHeldQuoteMutationVariables = Exact<{
  instrumentId: string | number;
}>;


export type DiscardHeldQuoteMutation = { discardHeldQuote: { instrumentId: string, isDiscarded: boolean } };

export type RejectedQuotesQueryVariables = Exact<{
  source?: string | null | undefined;
}>;


export type RejectedQuotesQuery = { rejectedQuotes: Array<{ source: string, symbol: string, figure: string, reason: string, message: string, count: number, at: string }> };

export type DisagreementsQueryVariables = Exact<{ [key: string]: never; }>;


export type DisagreementsQuery = { quoteDisagreements: Array<{ source: string, price: string, otherSource: string, otherPrice: string, count: number, firstAt: string, at: string, instrument: { id: string, name: string, currency: string } | null }> };

export type DroppedFilesQueryVariables = Exact<{ [key: string]: never; }>;


export type DroppedFilesQuery = { droppedFiles: Array<{ hash: string, name: string, at: string, lines: number, accepted: number, refused: number, failure: string | null }> };

export type ProposalsQueryVariables = Exact<{
  status?: ProposalStatus | null | undefined;
}>;


export type ProposalsQuery = { corporateActions: Array<{ id: string, kind: CorporateActionKind, exDate: string, status: ProposalStatus, ratioNew: number | null, ratioOld: number | null, amount: string | null, currency: string | null, sources: Array<string>, reason: string | null, proposedAt: string, decidedAt: string | null, instrument: { id: string, name: string } | null }> };

export type AcceptProposalMutationVariables = Exact<{
  id: string | number;
}>;


export type AcceptProposalMutation = { acceptCorporateAction: { id: string, status: ProposalStatus } };

export type RefuseProposalMutationVariables = Exact<{
  id: string | number;
  reason: string;
}>;


export type RefuseProposalMutation = { refuseCorporateAction: { id: string, status: ProposalStatus } };

export type BackfillsQueryVariables = Exact<{ [key: string]: never; }>;


export type BackfillsQuery = { backfills: Array<{ id: string, instrumentId: string | null, source: string, from: string, to: string, nextDay: string, status: BackfillStatus, stored: number, attempts: number, message: string | null, createdAt: string, updatedAt: string, instrument: { id: string, name: string } | null }> };

export type CancelBackfillMutationVariables = Exact<{
  id: string | number;
}>;


export type CancelBackfillMutation = { cancelBackfill: { id: string, status: BackfillStatus } };

export type FxRatesQueryVariables = Exact<{
  day?: string | null | undefined;
}>;


export type FxRatesQuery = { fxRates: Array<{ base: string, quote: string, rate: string, revision: number, source: string, valueDate: string, observedAt: string, pinnedSource: string | null, verdict: { rule: QuoteRule, message: string, losers: Array<{ source: string, price: string, observedAt: string }> } | null }> };

export type HeldRatesQueryVariables = Exact<{ [key: string]: never; }>;


export type HeldRatesQuery = { heldRates: Array<{ base: string, quote: string, rate: string, source: string, observedAt: string, count: number, isDiscarded: boolean }> };

export type ReleaseRateMutationVariables = Exact<{
  base: string;
  quote: string;
}>;


export type ReleaseRateMutation = { releaseRate: { outcome: IngestOutcome, message: string } };

export type DiscardHeldRateMutationVariables = Exact<{
  base: string;
  quote: string;
}>;


export type DiscardHeldRateMutation = { discardHeldRate: { isDiscarded: boolean } };

export type CorrectFxRateMutationVariables = Exact<{
  base: string;
  quote: string;
  revision: number;
  rate: string;
  reason: string;
}>;


export type CorrectFxRateMutation = { correctFxRate: { rate: string } };

export type WithdrawFxRateMutationVariables = Exact<{
  base: string;
  quote: string;
  revision: number;
  reason: string;
}>;


export type WithdrawFxRateMutation = { withdrawFxRate: { rate: string } };

export type PinFxSourceMutationVariables = Exact<{
  base: string;
  quote: string;
  source?: string | null | undefined;
  reason: string;
}>;


export type PinFxSourceMutation = { pinFxSource: { pinnedSource: string | null } };

export type SkippedSymbolsQueryVariables = Exact<{ [key: string]: never; }>;


export type SkippedSymbolsQuery = { skippedSymbols: Array<{ instrumentId: string | null, source: string, symbol: string, kind: string, until: string, isSuspect: boolean }> };

export type OutgoingMailQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type OutgoingMailQuery = { outgoingMail: { nodes: Array<{ id: string, subject: string, attempts: number, createdAt: string, dueAt: string, givenUpAt: string | null, lastError: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type JobsQueryVariables = Exact<{ [key: string]: never; }>;


export type JobsQuery = { jobs: Array<{ name: string, description: string, isRunning: boolean, runs: number, failuresInARow: number, intervalSeconds: number, lagSeconds: number, lastStartedAt: string | null, lastEndedAt: string | null, lastOutcome: JobOutcome | null, lastMessage: string | null, lastDurationMs: number | null, nextRunAt: string | null }> };

export type AuditLogQueryVariables = Exact<{
  after?: string | null | undefined;
  userId?: string | number | null | undefined;
  action?: string | null | undefined;
  from?: string | null | undefined;
  until?: string | null | undefined;
}>;


export type AuditLogQuery = { auditLog: { nodes: Array<{ id: string, sequence: number, at: string, action: string, subject: string, actorId: string | null, address: string | null, before: string | null, after: string | null, hash: string, actor: { id: string, name: string, email: string } | null, subjectUser: { id: string, name: string, email: string } | null, subjectInstrument: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AuditCheckQueryVariables = Exact<{ [key: string]: never; }>;


export type AuditCheckQuery = { auditCheck: { first: number, entries: number, problems: Array<string> } };

export type AlertFieldsFragment = { id: string, ruleId: string, name: string, measure: AlertMeasure, condition: AlertCondition, threshold: string, setThreshold: string | null, value: string, firedAt: string, readAt: string | null, portfolioId: string | null, accountId: string | null, deliveries: Array<{ id: string, channel: AlertChannel, status: DeliveryStatus, attempts: number, lastError: string | null, deliveredAt: string | null }>, instrument: { id: string, name: string, currency: string } | null };

export type AlertsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  isUnread?: boolean | null | undefined;
}>;


export type AlertsQuery = { alerts: { nodes: Array<{ id: string, ruleId: string, name: string, measure: AlertMeasure, condition: AlertCondition, threshold: string, setThreshold: string | null, value: string, firedAt: string, readAt: string | null, portfolioId: string | null, accountId: string | null, deliveries: Array<{ id: string, channel: AlertChannel, status: DeliveryStatus, attempts: number, lastError: string | null, deliveredAt: string | null }>, instrument: { id: string, name: string, currency: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AlertRuleFieldsFragment = { id: string, name: string, measure: AlertMeasure, condition: AlertCondition, threshold: string, setThreshold: string | null, hysteresis: string, isRepeating: boolean, channels: Array<AlertChannel>, note: string | null, status: AlertStatus, reference: string | null, firedCount: number, lastFiredAt: string | null, createdAt: string, expiresAt: string | null, version: number, portfolioId: string | null, accountId: string | null, instrument: { id: string, kind: InstrumentKind, name: string, ticker: string | null, isin: string | null, mic: string | null, schemeCode: string | null, currency: string, multiplier: string, delistedOn: string | null } | null };

export type AlertRulesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type AlertRulesQuery = { alertRules: { nodes: Array<{ id: string, name: string, measure: AlertMeasure, condition: AlertCondition, threshold: string, setThreshold: string | null, hysteresis: string, isRepeating: boolean, channels: Array<AlertChannel>, note: string | null, status: AlertStatus, reference: string | null, firedCount: number, lastFiredAt: string | null, createdAt: string, expiresAt: string | null, version: number, portfolioId: string | null, accountId: string | null, instrument: { id: string, kind: InstrumentKind, name: string, ticker: string | null, isin: string | null, mic: string | null, schemeCode: string | null, currency: string, multiplier: string, delistedOn: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AlertRuleQueryVariables = Exact<{
  id: string | number;
}>;


export type AlertRuleQuery = { alertRule: { id: string, name: string, measure: AlertMeasure, condition: AlertCondition, threshold: string, setThreshold: string | null, hysteresis: string, isRepeating: boolean, channels: Array<AlertChannel>, note: string | null, status: AlertStatus, reference: string | null, firedCount: number, lastFiredAt: string | null, createdAt: string, expiresAt: string | null, version: number, portfolioId: string | null, accountId: string | null, instrument: { id: string, kind: InstrumentKind, name: string, ticker: string | null, isin: string | null, mic: string | null, schemeCode: string | null, currency: string, multiplier: string, delistedOn: string | null } | null } | null };

export type CreateAlertRuleMutationVariables = Exact<{
  input: CreateAlertRuleInput;
}>;


export type CreateAlertRuleMutation = { createAlertRule: { id: string } };

export type AmendAlertRuleMutationVariables = Exact<{
  id: string | number;
  version: number;
  input: AlertTermsInput;
}>;


export type AmendAlertRuleMutation = { amendAlertRule: { id: string, version: number, status: AlertStatus } };

export type PauseAlertRuleMutationVariables = Exact<{
  id: string | number;
}>;


export type PauseAlertRuleMutation = { pauseAlertRule: { id: string, status: AlertStatus } };

export type ResumeAlertRuleMutationVariables = Exact<{
  id: string | number;
}>;


export type ResumeAlertRuleMutation = { resumeAlertRule: { id: string, status: AlertStatus } };

export type DeleteAlertRuleMutationVariables = Exact<{
  id: string | number;
}>;


export type DeleteAlertRuleMutation = { deleteAlertRule: boolean };

export type EverHeldQueryVariables = Exact<{
  portfolioId?: string | number | null | undefined;
  accountId?: string | number | null | undefined;
}>;


export type EverHeldQuery = { performance: { contributions: { rows: { nodes: Array<{ instrumentId: string }> } } } | null };

export type InstrumentPageQueryVariables = Exact<{
  id: string | number;
  entries: number;
}>;


export type InstrumentPageQuery = { instrument: { id: string, name: string, kind: InstrumentKind, currency: string, isin: string | null, mic: string | null, ticker: string | null, schemeCode: string | null, isMarketOpen: boolean | null, delistedOn: string | null, splits: Array<{ exDate: string, ratioNew: number, ratioOld: number }>, quote: { price: string, currency: string, kind: QuoteKind, source: string, isSimulated: boolean, freshness: Freshness | null, observedAt: string, receivedAt: string, valueDate: string, previousClose: string | null, previousCloseDate: string | null, rawPrice: string, rawCurrency: string | null, revision: number, verdict: { rule: QuoteRule, message: string, losers: Array<{ source: string, price: string, observedAt: string }> } | null } | null } | null, transactions: { nodes: Array<{ id: string, accountId: string, kind: TransactionKind, tradeDate: string, settlementDate: string | null, quantity: string | null, price: string | null, amount: string | null, currency: string, fee: string, tax: string, exchangeRate: string | null, ratioNew: number | null, ratioOld: number | null, counterAccountId: string | null, lotIds: Array<string> | null, note: string | null, version: number, recordedAt: string, amendedAt: string | null, voidedAt: string | null, instrument: { id: string, kind: InstrumentKind, name: string, ticker: string | null, isin: string | null, mic: string | null, schemeCode: string | null, currency: string, multiplier: string, delistedOn: string | null } | null }>, pageInfo: { hasNextPage: boolean } } };

export type PricesQueryVariables = Exact<{
  id: string | number;
  from?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type PricesQuery = { instrument: { priceHistory: { nodes: Array<{ valueDate: string, price: string, source: string, kind: QuoteKind }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type HoldingGainsQueryVariables = Exact<{
  portfolioId?: string | number | null | undefined;
  accountId?: string | number | null | undefined;
  instrumentId: string | number;
  from?: string | null | undefined;
}>;


export type HoldingGainsQuery = { performance: { baseCurrency: string, simpleReturn: { total: { value: string | null, absence: AbsenceReason | null } }, twr: { total: { value: string | null, absence: AbsenceReason | null } }, irr: { total: { value: string | null, absence: AbsenceReason | null } }, explanation: { priceGain: string, currencyGain: string, income: string, fees: string, taxes: string, gain: string } | null } | null, realisedGains: { withoutRate: number, totalInBase: { gain: string, gainBeforeFees: string, priceGain: string, currencyGain: string, charges: string }, rows: { nodes: Array<{ acquiredOn: string, soldOn: string, quantity: string, currency: string, proceeds: string, gain: string, inBase: { gain: string, priceGain: string, currencyGain: string } | null }> } } | null };

export type HoldingLotsQueryVariables = Exact<{
  holdingId: string | number;
}>;


export type HoldingLotsQuery = { explainHolding: { holding: { currency: string, lots: { nodes: Array<{ id: string, tradeDate: string, quantity: string, cost: string, costBasis: string, marketValue: string | null, unrealisedGain: string | null }> } } } };

export type TrendsQueryVariables = Exact<{
  portfolioId?: string | number | null | undefined;
  first: number;
}>;


export type TrendsQuery = { holdings: { nodes: Array<{ instrumentId: string, instrument: { recentPrices: Array<string> } }> } };

export type HistoryQueryVariables = Exact<{
  portfolioId?: string | number | null | undefined;
  accountId?: string | number | null | undefined;
  from?: string | null | undefined;
  firstDay?: string | null | undefined;
  points: number;
  benchmark?: string | number | null | undefined;
}>;


export type HistoryQuery = { history: { baseCurrency: string, points: Array<{ day: string, total: string, netContribution: string, isPartial: boolean }> } | null, performance: { isPartial: boolean, start: string, simpleReturn: { total: { value: string | null, absence: AbsenceReason | null } }, twr: { total: { value: string | null, absence: AbsenceReason | null } }, irr: { total: { value: string | null, absence: AbsenceReason | null } }, growth: Array<{ day: string, value: string, benchmark: string | null }>, risk: { benchmarkReturn: { value: string | null, absence: AbsenceReason | null } } } | null };

export type IntradayQueryVariables = Exact<{
  portfolioId?: string | number | null | undefined;
  accountId?: string | number | null | undefined;
  points: number;
}>;


export type IntradayQuery = { intraday: { baseCurrency: string, points: Array<{ at: string, total: string, isPartial: boolean }> } | null };

export type IncomeQueryVariables = Exact<{
  portfolioId?: string | number | null | undefined;
  accountId?: string | number | null | undefined;
  from?: string | null | undefined;
}>;


export type IncomeQuery = { income: { baseCurrency: string, lastTwelveMonths: string, yieldOnValue: { value: string | null, absence: AbsenceReason | null }, yieldOnCost: { value: string | null, absence: AbsenceReason | null }, total: { gross: string, tax: string, net: string, missing: Array<string> }, byMonth: Array<{ month: string, gross: string, tax: string, net: string }>, byInstrument: { nodes: Array<{ instrumentId: string, gross: string, net: string, instrument: { name: string } }> } } | null };

export type AllocationTargetsQueryVariables = Exact<{
  portfolioId: string | number;
  by: AllocationBy;
}>;


export type AllocationTargetsQuery = { portfolio: { id: string, targets: Array<{ key: string, weight: string }> } | null };

export type AllocationHistoryQueryVariables = Exact<{
  portfolioId?: string | number | null | undefined;
  accountId?: string | number | null | undefined;
  by: AllocationBy;
  from?: string | null | undefined;
  points: number;
}>;


export type AllocationHistoryQuery = { allocationHistory: { days: Array<string>, totals: Array<string>, series: { nodes: Array<{ key: string, values: Array<string>, instrument: { id: string, name: string } | null }> } } | null };

export type PerformanceQueryVariables = Exact<{
  portfolioId?: string | number | null | undefined;
  accountId?: string | number | null | undefined;
  from?: string | null | undefined;
  benchmark?: string | number | null | undefined;
  points: number;
}>;


export type PerformanceQuery = { performance: { start: string, to: string, days: number, baseCurrency: string, isPartial: boolean, simpleReturn: { total: { value: string | null, absence: AbsenceReason | null }, price: { value: string | null, absence: AbsenceReason | null } }, twr: { total: { value: string | null, absence: AbsenceReason | null }, price: { value: string | null, absence: AbsenceReason | null } }, twrAnnualised: { total: { value: string | null, absence: AbsenceReason | null }, price: { value: string | null, absence: AbsenceReason | null } }, irr: { total: { value: string | null, absence: AbsenceReason | null }, price: { value: string | null, absence: AbsenceReason | null } }, explanation: { start: string, end: string, inflow: string, outflow: string, priceGain: string, currencyGain: string, income: string, fees: string, taxes: string, gain: string } | null, growth: Array<{ day: string, value: string, drawdown: string, benchmark: string | null }>, byMonth: Array<{ month: string, value: string, benchmark: string | null }>, byYear: Array<{ year: string, value: string }>, risk: { volatility: { value: string | null, absence: AbsenceReason | null }, sharpe: { value: string | null, absence: AbsenceReason | null }, sortino: { value: string | null, absence: AbsenceReason | null }, valueAtRisk: { value: string | null, absence: AbsenceReason | null }, beta: { value: string | null, absence: AbsenceReason | null }, trackingError: { value: string | null, absence: AbsenceReason | null }, benchmarkReturn: { value: string | null, absence: AbsenceReason | null }, excessReturn: { value: string | null, absence: AbsenceReason | null }, maxDrawdown: { depth: string, peakDay: string, troughDay: string, recoveryDay: string | null } | null, days: { best: { day: string, value: string }, worst: { day: string, value: string } } | null }, contributions: { rest: { value: string | null, absence: AbsenceReason | null }, rows: { nodes: Array<{ instrumentId: string, gain: string, priceGain: string, currencyGain: string, income: string, fees: string, taxes: string, instrument: { name: string }, contribution: { value: string | null, absence: AbsenceReason | null } }> } } } | null };

export type RealisedQueryVariables = Exact<{
  portfolioId?: string | number | null | undefined;
  accountId?: string | number | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type RealisedQuery = { realisedGains: { from: string, to: string, baseCurrency: string, withoutRate: number, totalInBase: { gain: string }, rows: { nodes: Array<{ instrumentId: string, instrument: { name: string }, inBase: { gain: string } | null }> } } | null };

export type RealisedCsvQueryVariables = Exact<{
  portfolioId?: string | number | null | undefined;
  accountId?: string | number | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type RealisedCsvQuery = { realisedGainsCsv: string | null };

export type ProfileQueryVariables = Exact<{ [key: string]: never; }>;


export type ProfileQuery = { me: { id: string, name: string, email: string, role: Role, baseCurrency: string, createdAt: string } | null };

export type ChangeProfileMutationVariables = Exact<{
  input: ChangeProfileInput;
}>;


export type ChangeProfileMutation = { changeProfile: { id: string, name: string, email: string, baseCurrency: string } };

export type RequestEmailChangeMutationVariables = Exact<{
  email: string;
  currentPassword: string;
  totp?: string | null | undefined;
}>;


export type RequestEmailChangeMutation = { requestEmailChange: boolean };

export type OwnPortfoliosQueryVariables = Exact<{ [key: string]: never; }>;


export type OwnPortfoliosQuery = { portfolios: { nodes: Array<{ id: string, name: string, baseCurrency: string, accounts: { nodes: Array<{ id: string, portfolioId: string, name: string, currency: string, costMethod: CostMethod, allowsShort: boolean, fractionRule: FractionRule, openedAt: string, closedAt: string | null }> } }> } };

export type AccountFactsFragment = { id: string, portfolioId: string, name: string, currency: string, costMethod: CostMethod, allowsShort: boolean, fractionRule: FractionRule, openedAt: string, closedAt: string | null };

export type OpenPortfolioMutationVariables = Exact<{
  input: OpenPortfolioInput;
}>;


export type OpenPortfolioMutation = { openPortfolio: { id: string } };

export type ChangePortfolioMutationVariables = Exact<{
  id: string | number;
  input: ChangePortfolioInput;
}>;


export type ChangePortfolioMutation = { changePortfolio: { id: string, name: string, baseCurrency: string } };

export type OpenAccountMutationVariables = Exact<{
  input: OpenAccountInput;
}>;


export type OpenAccountMutation = { openAccount: { id: string } };

export type ChangeAccountMutationVariables = Exact<{
  id: string | number;
  input: ChangeAccountInput;
}>;


export type ChangeAccountMutation = { changeAccount: { id: string, portfolioId: string, name: string, currency: string, costMethod: CostMethod, allowsShort: boolean, fractionRule: FractionRule, openedAt: string, closedAt: string | null } };

export type MoveAccountMutationVariables = Exact<{
  id: string | number;
  portfolioId: string | number;
  from?: string | null | undefined;
}>;


export type MoveAccountMutation = { moveAccount: { id: string, portfolioId: string } };

export type TargetsQueryVariables = Exact<{
  portfolioId: string | number;
  by: AllocationBy;
}>;


export type TargetsQuery = { portfolio: { id: string, targets: Array<{ key: string, weight: string }> } | null, allocation: { slices: { nodes: Array<{ key: string, share: { value: string | null }, instrument: { id: string, name: string } | null }> } } | null };

export type SetTargetsMutationVariables = Exact<{
  portfolioId: string | number;
  by: AllocationBy;
  targets: Array<TargetInput> | TargetInput;
}>;


export type SetTargetsMutation = { setTargets: Array<{ key: string, weight: string }> };

export type ChangePasswordMutationVariables = Exact<{
  currentPassword: string;
  newPassword: string;
}>;


export type ChangePasswordMutation = { changePassword: boolean };

export type EraseMeMutationVariables = Exact<{
  currentPassword: string;
  totp?: string | null | undefined;
}>;


export type EraseMeMutation = { eraseMe: boolean };

export type SecondFactorQueryVariables = Exact<{ [key: string]: never; }>;


export type SecondFactorQuery = { secondFactor: { confirmedAt: string | null, recoveryCodesLeft: number } };

export type EnableTotpMutationVariables = Exact<{
  currentPassword: string;
}>;


export type EnableTotpMutation = { enableTotp: { secret: string, uri: string } };

export type ConfirmTotpMutationVariables = Exact<{
  code: string;
}>;


export type ConfirmTotpMutation = { confirmTotp: Array<string> };

export type DisableTotpMutationVariables = Exact<{
  currentPassword: string;
  code: string;
}>;


export type DisableTotpMutation = { disableTotp: boolean };

export type SessionsQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionsQuery = { sessions: { nodes: Array<{ id: string, createdAt: string, lastUsedAt: string | null, expiresAt: string, isCurrent: boolean }> } };

export type EndSessionMutationVariables = Exact<{
  id: string | number;
}>;


export type EndSessionMutation = { endSession: boolean };

export type EndOtherSessionsMutationVariables = Exact<{ [key: string]: never; }>;


export type EndOtherSessionsMutation = { endOtherSessions: number };

export type ApiTokensQueryVariables = Exact<{
  userId?: string | number | null | undefined;
}>;


export type ApiTokensQuery = { apiTokens: { nodes: Array<{ id: string, name: string, scopes: Array<Scope>, createdAt: string, expiresAt: string, lastUsedAt: string | null }> } };

export type CreateApiTokenMutationVariables = Exact<{
  input: CreateApiTokenInput;
}>;


export type CreateApiTokenMutation = { createApiToken: { secret: string, token: { id: string } } };

export type RevokeApiTokenMutationVariables = Exact<{
  id: string | number;
}>;


export type RevokeApiTokenMutation = { revokeApiToken: boolean };

export type WebhooksQueryVariables = Exact<{ [key: string]: never; }>;


export type WebhooksQuery = { alertWebhooks: Array<{ id: string, url: string, createdAt: string, disabledAt: string | null, failingSince: string | null, lastError: string | null }> };

export type CreateWebhookMutationVariables = Exact<{
  url: string;
}>;


export type CreateWebhookMutation = { createAlertWebhook: { secret: string, webhook: { id: string } } };

export type RenewWebhookMutationVariables = Exact<{
  id: string | number;
}>;


export type RenewWebhookMutation = { renewAlertWebhookSecret: { secret: string, webhook: { id: string } } };

export type EnableWebhookMutationVariables = Exact<{
  id: string | number;
}>;


export type EnableWebhookMutation = { enableAlertWebhook: { id: string, disabledAt: string | null } };

export type DeleteWebhookMutationVariables = Exact<{
  id: string | number;
}>;


export type DeleteWebhookMutation = { deleteAlertWebhook: boolean };

export type InstrumentChoiceFragment = { id: string, kind: InstrumentKind, name: string, ticker: string | null, isin: string | null, mic: string | null, schemeCode: string | null, currency: string, multiplier: string, delistedOn: string | null };

export type EntryFieldsFragment = { id: string, accountId: string, kind: TransactionKind, tradeDate: string, settlementDate: string | null, quantity: string | null, price: string | null, amount: string | null, currency: string, fee: string, tax: string, exchangeRate: string | null, ratioNew: number | null, ratioOld: number | null, counterAccountId: string | null, lotIds: Array<string> | null, note: string | null, version: number, recordedAt: string, amendedAt: string | null, voidedAt: string | null, instrument: { id: string, kind: InstrumentKind, name: string, ticker: string | null, isin: string | null, mic: string | null, schemeCode: string | null, currency: string, multiplier: string, delistedOn: string | null } | null };

export type TransactionsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  accountId?: string | number | null | undefined;
  instrumentId?: string | number | null | undefined;
  kind?: TransactionKind | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
  search?: string | null | undefined;
}>;


export type TransactionsQuery = { transactions: { nodes: Array<{ id: string, accountId: string, kind: TransactionKind, tradeDate: string, settlementDate: string | null, quantity: string | null, price: string | null, amount: string | null, currency: string, fee: string, tax: string, exchangeRate: string | null, ratioNew: number | null, ratioOld: number | null, counterAccountId: string | null, lotIds: Array<string> | null, note: string | null, version: number, recordedAt: string, amendedAt: string | null, voidedAt: string | null, instrument: { id: string, kind: InstrumentKind, name: string, ticker: string | null, isin: string | null, mic: string | null, schemeCode: string | null, currency: string, multiplier: string, delistedOn: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type TransactionQueryVariables = Exact<{
  id: string | number;
}>;


export type TransactionQuery = { transaction: { id: string, accountId: string, kind: TransactionKind, tradeDate: string, settlementDate: string | null, quantity: string | null, price: string | null, amount: string | null, currency: string, fee: string, tax: string, exchangeRate: string | null, ratioNew: number | null, ratioOld: number | null, counterAccountId: string | null, lotIds: Array<string> | null, note: string | null, version: number, recordedAt: string, amendedAt: string | null, voidedAt: string | null, revisions: { nodes: Array<{ version: number, recordedAt: string, isVoided: boolean, content: { kind: TransactionKind, tradeDate: string, settlementDate: string | null, quantity: string | null, price: string | null, amount: string | null, currency: string, fee: string, tax: string, exchangeRate: string | null, ratioNew: number | null, ratioOld: number | null, counterAccountId: string | null, lotIds: Array<string> | null, note: string | null, instrument: { id: string, name: string } | null } }>, pageInfo: { hasNextPage: boolean } }, instrument: { id: string, kind: InstrumentKind, name: string, ticker: string | null, isin: string | null, mic: string | null, schemeCode: string | null, currency: string, multiplier: string, delistedOn: string | null } | null } | null };

export type AccountsQueryVariables = Exact<{ [key: string]: never; }>;


export type AccountsQuery = { accounts: { nodes: Array<{ id: string, portfolioId: string, name: string, currency: string, costMethod: CostMethod, openedAt: string, closedAt: string | null }> } };

export type InstrumentSearchQueryVariables = Exact<{
  search?: string | null | undefined;
}>;


export type InstrumentSearchQuery = { instruments: { nodes: Array<{ id: string, kind: InstrumentKind, name: string, ticker: string | null, isin: string | null, mic: string | null, schemeCode: string | null, currency: string, multiplier: string, delistedOn: string | null }> } };

export type InstrumentNameQueryVariables = Exact<{
  id: string | number;
}>;


export type InstrumentNameQuery = { instrument: { id: string, name: string } | null };

export type OpenLotsQueryVariables = Exact<{
  holdingId: string | number;
}>;


export type OpenLotsQuery = { explainHolding: { lots: Array<{ id: string, quantity: string, tradeDate: string, cost: string, charges: string }> } };

export type PreviewTransactionQueryVariables = Exact<{
  input: RecordTransactionInput;
}>;


export type PreviewTransactionQuery = { previewTransaction: { changesLaterGains: boolean, cash: Array<{ accountId: string, currency: string, before: string, after: string }>, realised: { nodes: Array<{ gain: string, currency: string }> } } | null };

export type RecordTransactionMutationVariables = Exact<{
  input: RecordTransactionInput;
  key: string;
}>;


export type RecordTransactionMutation = { recordTransaction: { id: string, version: number } };

export type AmendTransactionMutationVariables = Exact<{
  id: string | number;
  version: number;
  input: TransactionContentInput;
}>;


export type AmendTransactionMutation = { amendTransaction: { id: string, version: number } };

export type VoidTransactionMutationVariables = Exact<{
  id: string | number;
  version: number;
}>;


export type VoidTransactionMutation = { voidTransaction: { id: string, version: number, voidedAt: string | null } };

export type ImportTransactionsMutationVariables = Exact<{
  accountId: string | number;
  csv: string;
  mapping?: ImportMappingInput | null | undefined;
  isDryRun: boolean;
}>;


export type ImportTransactionsMutation = { importTransactions: { isDryRun: boolean, rowCount: number, recordedCount: number, repeatedCount: number, problemCount: number, unusedColumns: Array<string>, problems: Array<{ line: number | null, field: string | null, rule: string, message: string }>, entries: Array<{ line: number, accountId: string, content: { kind: TransactionKind, tradeDate: string, quantity: string | null, price: string | null, amount: string | null, currency: string, fee: string, tax: string, exchangeRate: string | null, ratioNew: number | null, ratioOld: number | null, counterAccountId: string | null, instrument: { id: string, name: string, multiplier: string } | null } }> } };

export type ImportTemplateQueryVariables = Exact<{ [key: string]: never; }>;


export type ImportTemplateQuery = { importTemplate: string };

export type TransactionsCsvQueryVariables = Exact<{
  accountId?: string | number | null | undefined;
  after?: string | null | undefined;
}>;


export type TransactionsCsvQuery = { transactionsCsv: { csv: string, rowCount: number, hasNextPage: boolean, endCursor: string | null } };

export type OwnDataQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type OwnDataQuery = { exportOwnData: { json: string, hasNextPage: boolean, endCursor: string | null } };

export type QuoteStoryFragment = { price: string, currency: string, kind: QuoteKind, source: string, isSimulated: boolean, freshness: Freshness | null, observedAt: string, receivedAt: string, valueDate: string, previousClose: string | null, previousCloseDate: string | null, rawPrice: string, rawCurrency: string | null, revision: number, verdict: { rule: QuoteRule, message: string, losers: Array<{ source: string, price: string, observedAt: string }> } | null };

export type ExplainHoldingQueryVariables = Exact<{
  holdingId: string | number;
  day?: string | null | undefined;
}>;


export type ExplainHoldingQuery = { explainHolding: { baseCurrency: string, priceRule: PriceRule | null, entryCount: number, holding: { currency: string, quantity: string, price: string | null, instrumentId: string, instrument: { name: string } }, quote: { price: string, currency: string, kind: QuoteKind, source: string, isSimulated: boolean, freshness: Freshness | null, observedAt: string, receivedAt: string, valueDate: string, previousClose: string | null, previousCloseDate: string | null, rawPrice: string, rawCurrency: string | null, revision: number, verdict: { rule: QuoteRule, message: string, losers: Array<{ source: string, price: string, observedAt: string }> } | null } | null, rates: Array<{ base: string, quote: string, rate: string, earlierRate: string | null, use: TermUse, source: string, valueDate: string, observedAt: string }>, lots: Array<{ id: string, quantity: string, tradeDate: string, cost: string, charges: string, bookedRate: { rate: string, currency: string } | null }>, splits: Array<{ day: string, ratioNew: number, ratioOld: number }>, steps: Array<{ name: string, result: string, scale: number | null, terms: Array<{ name: string, use: TermUse, value: string }> }>, gaps: Array<{ message: string }> } };

export type ExplainCashQueryVariables = Exact<{
  accountId: string | number;
  currency: string;
  day?: string | null | undefined;
}>;


export type ExplainCashQuery = { explainCash: { baseCurrency: string, entryCount: number, balance: { amount: string, value: string | null, currency: string }, rates: Array<{ base: string, quote: string, rate: string, earlierRate: string | null, use: TermUse, source: string, valueDate: string, observedAt: string }>, steps: Array<{ name: string, result: string, scale: number | null, terms: Array<{ name: string, use: TermUse, value: string }> }> } };

export type WhyPriceQueryVariables = Exact<{
  instrumentId: string | number;
}>;


export type WhyPriceQuery = { instrument: { name: string, currency: string, quote: { price: string, currency: string, kind: QuoteKind, source: string, isSimulated: boolean, freshness: Freshness | null, observedAt: string, receivedAt: string, valueDate: string, previousClose: string | null, previousCloseDate: string | null, rawPrice: string, rawCurrency: string | null, revision: number, verdict: { rule: QuoteRule, message: string, losers: Array<{ source: string, price: string, observedAt: string }> } | null } | null } | null };

export type WhyReturnQueryVariables = Exact<{
  portfolioId?: string | number | null | undefined;
  accountId?: string | number | null | undefined;
  instrumentId?: string | number | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type WhyReturnQuery = { performance: { baseCurrency: string, start: string, to: string, days: number, simpleReturn: { total: { value: string | null, absence: AbsenceReason | null }, price: { value: string | null, absence: AbsenceReason | null } }, twr: { total: { value: string | null, absence: AbsenceReason | null }, price: { value: string | null, absence: AbsenceReason | null } }, twrAnnualised: { total: { value: string | null, absence: AbsenceReason | null }, price: { value: string | null, absence: AbsenceReason | null } }, irr: { total: { value: string | null, absence: AbsenceReason | null }, price: { value: string | null, absence: AbsenceReason | null } }, explanation: { start: string, end: string, inflow: string, outflow: string, priceGain: string, currencyGain: string, income: string, fees: string, taxes: string, gain: string } | null, byMonth: Array<{ month: string, value: string }>, parts: { nodes: Array<{ day: string, inflow: string, outflow: string }>, pageInfo: { hasNextPage: boolean } } } | null };

export type VariantsFragment = { total: { value: string | null, absence: AbsenceReason | null }, price: { value: string | null, absence: AbsenceReason | null } };

export type WhyDaysQueryVariables = Exact<{
  portfolioId?: string | number | null | undefined;
  accountId?: string | number | null | undefined;
  instrumentId?: string | number | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type WhyDaysQuery = { performance: { baseCurrency: string, start: string, parts: { nodes: Array<{ day: string, value: string, growth: { value: string | null, absence: AbsenceReason | null } }> } } | null };

export type WhyPeriodQueryVariables = Exact<{
  portfolioId?: string | number | null | undefined;
  accountId?: string | number | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type WhyPeriodQuery = { performance: { baseCurrency: string, start: string, to: string, twr: { total: { value: string | null, absence: AbsenceReason | null } }, explanation: { start: string, end: string, inflow: string, outflow: string, priceGain: string, currencyGain: string, income: string, fees: string, taxes: string, gain: string } | null, parts: { nodes: Array<{ day: string, inflow: string, outflow: string }> }, contributions: { rest: { value: string | null, absence: AbsenceReason | null }, rows: { nodes: Array<{ instrumentId: string, start: string, end: string, bought: string, sold: string, gain: string, priceGain: string, currencyGain: string, income: string, fees: string, taxes: string, instrument: { name: string }, contribution: { value: string | null, absence: AbsenceReason | null } }> } } } | null };

export type WhyWorthQueryVariables = Exact<{
  portfolioId?: string | number | null | undefined;
  accountId?: string | number | null | undefined;
  day?: string | null | undefined;
}>;


export type WhyWorthQuery = { allocation: { valuation: { baseCurrency: string, total: string, marketValue: string, cash: string, unrealisedGain: string | null, gaps: Array<{ message: string }>, holdings: Array<{ id: string, accountId: string, instrumentId: string, value: string | null, unrealisedGain: string | null, instrument: { name: string } }>, cashBalances: Array<{ accountId: string, currency: string, amount: string, value: string | null }> } } | null };

export type WhyRiskQueryVariables = Exact<{
  portfolioId?: string | number | null | undefined;
  accountId?: string | number | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
  benchmark?: string | number | null | undefined;
}>;


export type WhyRiskQuery = { performance: { start: string, to: string, twr: { total: { value: string | null, absence: AbsenceReason | null } }, risk: { volatility: { value: string | null }, sharpe: { value: string | null }, sortino: { value: string | null }, valueAtRisk: { value: string | null }, beta: { value: string | null }, trackingError: { value: string | null }, benchmarkReturn: { value: string | null }, excessReturn: { value: string | null }, maxDrawdown: { depth: string, peakDay: string, troughDay: string, recoveryDay: string | null } | null }, riskSteps: Array<{ name: string, result: string, scale: number | null, terms: Array<{ name: string, use: TermUse, value: string }> }>, dailyReturns: { nodes: Array<{ day: string, value: string, benchmark: string | null }>, pageInfo: { hasNextPage: boolean } } } | null };

export type WhyEntriesQueryVariables = Exact<{
  accountId?: string | number | null | undefined;
  instrumentId?: string | number | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
  first: number;
}>;


export type WhyEntriesQuery = { transactions: { nodes: Array<{ id: string, kind: TransactionKind, tradeDate: string, quantity: string | null, price: string | null, amount: string | null, currency: string, voidedAt: string | null, accountId: string, instrument: { name: string } | null }>, pageInfo: { hasNextPage: boolean } } };

export type WhyIncomeQueryVariables = Exact<{
  portfolioId?: string | number | null | undefined;
  accountId?: string | number | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
  instrumentId?: string | number | null | undefined;
}>;


export type WhyIncomeQuery = { income: { baseCurrency: string, from: string, to: string, lastTwelveMonths: string, yieldOnValue: { value: string | null }, yieldOnCost: { value: string | null }, total: { gross: string, tax: string, fee: string, net: string, missing: Array<string> }, byInstrument: { nodes: Array<{ instrumentId: string, gross: string, tax: string, fee: string, net: string }> }, payments: { nodes: Array<{ transactionId: string, kind: TransactionKind, tradeDate: string, currency: string, gross: string, rate: string | null, isRateBooked: boolean, instrument: { name: string } | null, inBase: { gross: string, tax: string } | null }> } } | null };

export type WhyRealisedQueryVariables = Exact<{
  portfolioId?: string | number | null | undefined;
  accountId?: string | number | null | undefined;
  instrumentId?: string | number | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type WhyRealisedQuery = { realisedGains: { baseCurrency: string, from: string, to: string, withoutRate: number, totalInBase: { gain: string, priceGain: string, currencyGain: string, charges: string }, rows: { nodes: Array<{ lotId: string, transactionId: string | null, quantity: string, acquiredOn: string, closedOn: string, proceeds: string, cost: string, charges: string, gain: string, currency: string, instrument: { name: string }, inBase: { gain: string, priceGain: string, currencyGain: string } | null }>, pageInfo: { hasNextPage: boolean } } } | null };

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
export const SessionFieldsFragmentDoc = new TypedDocumentString(`
    fragment SessionFields on Session {
  accessToken
  accessTokenExpiresAt
  refreshToken
  user {
    id
    email
    name
    role
    source
    baseCurrency
  }
}
    `, {"fragmentName":"SessionFields"}) as unknown as TypedDocumentString<SessionFieldsFragment, unknown>;
export const HoldingFieldsFragmentDoc = new TypedDocumentString(`
    fragment HoldingFields on Holding {
  id
  accountId
  instrumentId
  instrument {
    id
    kind
    name
    ticker
    isin
    schemeCode
  }
  quantity
  costBasis
  costBasisInBase
  price
  previousClose
  currency
  priceKind
  priceObservedAt
  priceDate
  source
  isSimulated
  freshness
  isStale
  value
  unrealisedGain
  unrealisedGainPrice
  unrealisedGainCurrency
  dayChange
  dayChangePrice
  dayChangeCurrency
  dayChangeRatio
}
    `, {"fragmentName":"HoldingFields"}) as unknown as TypedDocumentString<HoldingFieldsFragment, unknown>;
export const ValuationFieldsFragmentDoc = new TypedDocumentString(`
    fragment ValuationFields on Valuation {
  portfolioId
  baseCurrency
  sequence
  asOf
  asOfEarliest
  total
  marketValue
  cash
  costBasis
  unrealisedGain
  dayChange
  dayChangePrice
  dayChangeCurrency
  dayChangeRatio
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
    ...HoldingFields
  }
}
    fragment HoldingFields on Holding {
  id
  accountId
  instrumentId
  instrument {
    id
    kind
    name
    ticker
    isin
    schemeCode
  }
  quantity
  costBasis
  costBasisInBase
  price
  previousClose
  currency
  priceKind
  priceObservedAt
  priceDate
  source
  isSimulated
  freshness
  isStale
  value
  unrealisedGain
  unrealisedGainPrice
  unrealisedGainCurrency
  dayChange
  dayChangePrice
  dayChangeCurrency
  dayChangeRatio
}`, {"fragmentName":"ValuationFields"}) as unknown as TypedDocumentString<ValuationFieldsFragment, unknown>;
export const UserFactsFragmentDoc = new TypedDocumentString(`
    fragment UserFacts on User {
  id
  email
  name
  role
  source
  baseCurrency
  createdAt
  lockedAt
  erasedAt
}
    `, {"fragmentName":"UserFacts"}) as unknown as TypedDocumentString<UserFactsFragment, unknown>;
export const ProposalFieldsFragmentDoc = new TypedDocumentString(`
    fragment ProposalFields on CorporateAction {
  id
  kind
  exDate
  status
  ratioNew
  ratioOld
  amount
  currency
  sources
  reason
  proposedAt
  decidedAt
  instrument {
    id
    name
  }
}
    `, {"fragmentName":"ProposalFields"}) as unknown as TypedDocumentString<ProposalFieldsFragment, unknown>;
export const FiringFieldsFragmentDoc = new TypedDocumentString(`
    fragment FiringFields on Alert {
  id
  ruleId
  name
  measure
  condition
  threshold
  setThreshold
  value
  firedAt
  readAt
  portfolioId
  accountId
  instrument {
    id
    name
    currency
  }
}
    `, {"fragmentName":"FiringFields"}) as unknown as TypedDocumentString<FiringFieldsFragment, unknown>;
export const AlertFieldsFragmentDoc = new TypedDocumentString(`
    fragment AlertFields on Alert {
  ...FiringFields
  deliveries {
    id
    channel
    status
    attempts
    lastError
    deliveredAt
  }
}
    fragment FiringFields on Alert {
  id
  ruleId
  name
  measure
  condition
  threshold
  setThreshold
  value
  firedAt
  readAt
  portfolioId
  accountId
  instrument {
    id
    name
    currency
  }
}`, {"fragmentName":"AlertFields"}) as unknown as TypedDocumentString<AlertFieldsFragment, unknown>;
export const InstrumentChoiceFragmentDoc = new TypedDocumentString(`
    fragment InstrumentChoice on Instrument {
  id
  kind
  name
  ticker
  isin
  mic
  schemeCode
  currency
  multiplier
  delistedOn
}
    `, {"fragmentName":"InstrumentChoice"}) as unknown as TypedDocumentString<InstrumentChoiceFragment, unknown>;
export const AlertRuleFieldsFragmentDoc = new TypedDocumentString(`
    fragment AlertRuleFields on AlertRule {
  id
  name
  measure
  condition
  threshold
  setThreshold
  hysteresis
  isRepeating
  channels
  note
  status
  reference
  firedCount
  lastFiredAt
  createdAt
  expiresAt
  version
  portfolioId
  accountId
  instrument {
    ...InstrumentChoice
  }
}
    fragment InstrumentChoice on Instrument {
  id
  kind
  name
  ticker
  isin
  mic
  schemeCode
  currency
  multiplier
  delistedOn
}`, {"fragmentName":"AlertRuleFields"}) as unknown as TypedDocumentString<AlertRuleFieldsFragment, unknown>;
export const AccountFactsFragmentDoc = new TypedDocumentString(`
    fragment AccountFacts on Account {
  id
  portfolioId
  name
  currency
  costMethod
  allowsShort
  fractionRule
  openedAt
  closedAt
}
    `, {"fragmentName":"AccountFacts"}) as unknown as TypedDocumentString<AccountFactsFragment, unknown>;
export const EntryFieldsFragmentDoc = new TypedDocumentString(`
    fragment EntryFields on Transaction {
  id
  accountId
  kind
  tradeDate
  settlementDate
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
  instrument {
    ...InstrumentChoice
  }
}
    fragment InstrumentChoice on Instrument {
  id
  kind
  name
  ticker
  isin
  mic
  schemeCode
  currency
  multiplier
  delistedOn
}`, {"fragmentName":"EntryFields"}) as unknown as TypedDocumentString<EntryFieldsFragment, unknown>;
export const QuoteStoryFragmentDoc = new TypedDocumentString(`
    fragment QuoteStory on Quote {
  price
  currency
  kind
  source
  isSimulated
  freshness
  observedAt
  receivedAt
  valueDate
  previousClose
  previousCloseDate
  rawPrice
  rawCurrency
  revision
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
    `, {"fragmentName":"QuoteStory"}) as unknown as TypedDocumentString<QuoteStoryFragment, unknown>;
export const VariantsFragmentDoc = new TypedDocumentString(`
    fragment Variants on Return {
  total {
    value
    absence
  }
  price {
    value
    absence
  }
}
    `, {"fragmentName":"Variants"}) as unknown as TypedDocumentString<VariantsFragment, unknown>;
export const ServiceDocument = new TypedDocumentString(`
    query Service {
  service {
    version
    isDemo
    hasPlayground
    demoEmail
    demoPassword
    registration
    isMailing
  }
}
    `) as unknown as TypedDocumentString<ServiceQuery, ServiceQueryVariables>;
export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($email: String!, $password: String!, $totp: String) {
  signIn(email: $email, password: $password, totp: $totp) {
    ...SessionFields
  }
}
    fragment SessionFields on Session {
  accessToken
  accessTokenExpiresAt
  refreshToken
  user {
    id
    email
    name
    role
    source
    baseCurrency
  }
}`) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const RegisterDocument = new TypedDocumentString(`
    mutation Register($input: RegisterInput!) {
  register(input: $input) {
    ...SessionFields
  }
}
    fragment SessionFields on Session {
  accessToken
  accessTokenExpiresAt
  refreshToken
  user {
    id
    email
    name
    role
    source
    baseCurrency
  }
}`) as unknown as TypedDocumentString<RegisterMutation, RegisterMutationVariables>;
export const RefreshSessionDocument = new TypedDocumentString(`
    mutation RefreshSession($refreshToken: String!) {
  refreshSession(refreshToken: $refreshToken) {
    ...SessionFields
  }
}
    fragment SessionFields on Session {
  accessToken
  accessTokenExpiresAt
  refreshToken
  user {
    id
    email
    name
    role
    source
    baseCurrency
  }
}`) as unknown as TypedDocumentString<RefreshSessionMutation, RefreshSessionMutationVariables>;
export const SignOutDocument = new TypedDocumentString(`
    mutation SignOut {
  signOut
}
    `) as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;
export const RequestPasswordResetDocument = new TypedDocumentString(`
    mutation RequestPasswordReset($email: String!) {
  requestPasswordReset(email: $email)
}
    `) as unknown as TypedDocumentString<RequestPasswordResetMutation, RequestPasswordResetMutationVariables>;
export const RequestRegistrationDocument = new TypedDocumentString(`
    mutation RequestRegistration($email: String!) {
  requestRegistration(email: $email)
}
    `) as unknown as TypedDocumentString<RequestRegistrationMutation, RequestRegistrationMutationVariables>;
export const ResetPasswordDocument = new TypedDocumentString(`
    mutation ResetPassword($token: String!, $newPassword: String!) {
  resetPassword(token: $token, newPassword: $newPassword)
}
    `) as unknown as TypedDocumentString<ResetPasswordMutation, ResetPasswordMutationVariables>;
export const ConfirmEmailChangeDocument = new TypedDocumentString(`
    mutation ConfirmEmailChange($token: String!) {
  confirmEmailChange(token: $token)
}
    `) as unknown as TypedDocumentString<ConfirmEmailChangeMutation, ConfirmEmailChangeMutationVariables>;
export const UndoEmailChangeDocument = new TypedDocumentString(`
    mutation UndoEmailChange($token: String!) {
  undoEmailChange(token: $token)
}
    `) as unknown as TypedDocumentString<UndoEmailChangeMutation, UndoEmailChangeMutationVariables>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  me {
    id
    name
    email
    role
    baseCurrency
  }
}
    `) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const PortfoliosDocument = new TypedDocumentString(`
    query Portfolios {
  portfolios(first: 50) {
    nodes {
      id
      name
      baseCurrency
      accounts(first: 100) {
        nodes {
          id
          name
          currency
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PortfoliosQuery, PortfoliosQueryVariables>;
export const BenchmarksDocument = new TypedDocumentString(`
    query Benchmarks {
  instruments(kind: ETF, first: 100) {
    nodes {
      id
      name
      ticker
    }
  }
}
    `) as unknown as TypedDocumentString<BenchmarksQuery, BenchmarksQueryVariables>;
export const ValuationDocument = new TypedDocumentString(`
    query Valuation($portfolioId: ID) {
  valuation(portfolioId: $portfolioId) {
    ...ValuationFields
  }
}
    fragment ValuationFields on Valuation {
  portfolioId
  baseCurrency
  sequence
  asOf
  asOfEarliest
  total
  marketValue
  cash
  costBasis
  unrealisedGain
  dayChange
  dayChangePrice
  dayChangeCurrency
  dayChangeRatio
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
    ...HoldingFields
  }
}
fragment HoldingFields on Holding {
  id
  accountId
  instrumentId
  instrument {
    id
    kind
    name
    ticker
    isin
    schemeCode
  }
  quantity
  costBasis
  costBasisInBase
  price
  previousClose
  currency
  priceKind
  priceObservedAt
  priceDate
  source
  isSimulated
  freshness
  isStale
  value
  unrealisedGain
  unrealisedGainPrice
  unrealisedGainCurrency
  dayChange
  dayChangePrice
  dayChangeCurrency
  dayChangeRatio
}`) as unknown as TypedDocumentString<ValuationQuery, ValuationQueryVariables>;
export const ValuationChangedDocument = new TypedDocumentString(`
    subscription ValuationChanged($portfolioId: ID, $maxRate: Float) {
  valuationChanged(portfolioId: $portfolioId, maxRate: $maxRate) {
    ...ValuationFields
  }
}
    fragment ValuationFields on Valuation {
  portfolioId
  baseCurrency
  sequence
  asOf
  asOfEarliest
  total
  marketValue
  cash
  costBasis
  unrealisedGain
  dayChange
  dayChangePrice
  dayChangeCurrency
  dayChangeRatio
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
    ...HoldingFields
  }
}
fragment HoldingFields on Holding {
  id
  accountId
  instrumentId
  instrument {
    id
    kind
    name
    ticker
    isin
    schemeCode
  }
  quantity
  costBasis
  costBasisInBase
  price
  previousClose
  currency
  priceKind
  priceObservedAt
  priceDate
  source
  isSimulated
  freshness
  isStale
  value
  unrealisedGain
  unrealisedGainPrice
  unrealisedGainCurrency
  dayChange
  dayChangePrice
  dayChangeCurrency
  dayChangeRatio
}`) as unknown as TypedDocumentString<ValuationChangedSubscription, ValuationChangedSubscriptionVariables>;
export const UnreadAlertsDocument = new TypedDocumentString(`
    query UnreadAlerts {
  unreadAlertCount
  alerts(first: 6) {
    nodes {
      ...FiringFields
    }
  }
}
    fragment FiringFields on Alert {
  id
  ruleId
  name
  measure
  condition
  threshold
  setThreshold
  value
  firedAt
  readAt
  portfolioId
  accountId
  instrument {
    id
    name
    currency
  }
}`) as unknown as TypedDocumentString<UnreadAlertsQuery, UnreadAlertsQueryVariables>;
export const AlertFiredDocument = new TypedDocumentString(`
    subscription AlertFired {
  alertFired {
    ...FiringFields
  }
}
    fragment FiringFields on Alert {
  id
  ruleId
  name
  measure
  condition
  threshold
  setThreshold
  value
  firedAt
  readAt
  portfolioId
  accountId
  instrument {
    id
    name
    currency
  }
}`) as unknown as TypedDocumentString<AlertFiredSubscription, AlertFiredSubscriptionVariables>;
export const MarkAlertsReadDocument = new TypedDocumentString(`
    mutation MarkAlertsRead($ids: [ID!]) {
  markAlertsRead(ids: $ids)
}
    `) as unknown as TypedDocumentString<MarkAlertsReadMutation, MarkAlertsReadMutationVariables>;
export const UsersDocument = new TypedDocumentString(`
    query Users($search: String, $after: String) {
  users(first: 50, search: $search, after: $after) {
    nodes {
      ...UserFacts
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment UserFacts on User {
  id
  email
  name
  role
  source
  baseCurrency
  createdAt
  lockedAt
  erasedAt
}`) as unknown as TypedDocumentString<UsersQuery, UsersQueryVariables>;
export const CreateUserDocument = new TypedDocumentString(`
    mutation CreateUser($input: CreateUserInput!) {
  createUser(input: $input) {
    setupLink
    user {
      id
      email
      name
    }
  }
}
    `) as unknown as TypedDocumentString<CreateUserMutation, CreateUserMutationVariables>;
export const SetUserLockedDocument = new TypedDocumentString(`
    mutation SetUserLocked($id: ID!, $isLocked: Boolean!) {
  setUserLocked(id: $id, isLocked: $isLocked) {
    ...UserFacts
  }
}
    fragment UserFacts on User {
  id
  email
  name
  role
  source
  baseCurrency
  createdAt
  lockedAt
  erasedAt
}`) as unknown as TypedDocumentString<SetUserLockedMutation, SetUserLockedMutationVariables>;
export const SetUserRoleDocument = new TypedDocumentString(`
    mutation SetUserRole($id: ID!, $role: Role!) {
  setUserRole(id: $id, role: $role) {
    ...UserFacts
  }
}
    fragment UserFacts on User {
  id
  email
  name
  role
  source
  baseCurrency
  createdAt
  lockedAt
  erasedAt
}`) as unknown as TypedDocumentString<SetUserRoleMutation, SetUserRoleMutationVariables>;
export const ResetUserPasswordDocument = new TypedDocumentString(`
    mutation ResetUserPassword($id: ID!) {
  resetUserPassword(id: $id) {
    setupLink
    user {
      id
      email
    }
  }
}
    `) as unknown as TypedDocumentString<ResetUserPasswordMutation, ResetUserPasswordMutationVariables>;
export const ResetUserSecondFactorDocument = new TypedDocumentString(`
    mutation ResetUserSecondFactor($id: ID!) {
  resetUserSecondFactor(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<ResetUserSecondFactorMutation, ResetUserSecondFactorMutationVariables>;
export const EraseUserDocument = new TypedDocumentString(`
    mutation EraseUser($id: ID!) {
  eraseUser(id: $id) {
    id
    erasedAt
  }
}
    `) as unknown as TypedDocumentString<EraseUserMutation, EraseUserMutationVariables>;
export const InstrumentsDocument = new TypedDocumentString(`
    query Instruments($search: String, $kind: InstrumentKind, $after: String) {
  instruments(first: 50, search: $search, kind: $kind, after: $after) {
    nodes {
      id
      kind
      name
      ticker
      isin
      mic
      schemeCode
      currency
      pinnedSource
      delistedOn
      quote {
        price
        currency
        observedAt
        source
        freshness
        isSimulated
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<InstrumentsQuery, InstrumentsQueryVariables>;
export const InstrumentDocument = new TypedDocumentString(`
    query Instrument($id: ID!) {
  instrument(id: $id) {
    id
    kind
    name
    ticker
    isin
    cusip
    sedol
    figi
    mic
    schemeCode
    currency
    multiplier
    pinnedSource
    delistedOn
    splits {
      exDate
      ratioNew
      ratioOld
      fractionPrice
    }
    quote {
      price
      currency
      kind
      observedAt
      receivedAt
      valueDate
      source
      revision
      freshness
      isSimulated
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
  corporateActions(instrumentId: $id, first: 20) {
    ...ProposalFields
  }
  sourceSymbols(instrumentId: $id) {
    source
    symbol
    isEntered
  }
}
    fragment ProposalFields on CorporateAction {
  id
  kind
  exDate
  status
  ratioNew
  ratioOld
  amount
  currency
  sources
  reason
  proposedAt
  decidedAt
  instrument {
    id
    name
  }
}`) as unknown as TypedDocumentString<InstrumentQuery, InstrumentQueryVariables>;
export const CreateInstrumentDocument = new TypedDocumentString(`
    mutation CreateInstrument($input: CreateInstrumentInput!) {
  createInstrument(input: $input) {
    id
    name
  }
}
    `) as unknown as TypedDocumentString<CreateInstrumentMutation, CreateInstrumentMutationVariables>;
export const SetIdentifiersDocument = new TypedDocumentString(`
    mutation SetIdentifiers($instrumentId: ID!, $input: IdentifiersInput!) {
  setIdentifiers(instrumentId: $instrumentId, input: $input) {
    id
    cusip
    sedol
    figi
  }
}
    `) as unknown as TypedDocumentString<SetIdentifiersMutation, SetIdentifiersMutationVariables>;
export const RenameInstrumentDocument = new TypedDocumentString(`
    mutation RenameInstrument($instrumentId: ID!, $input: RenameInstrumentInput!) {
  renameInstrument(instrumentId: $instrumentId, input: $input) {
    id
    name
    ticker
  }
}
    `) as unknown as TypedDocumentString<RenameInstrumentMutation, RenameInstrumentMutationVariables>;
export const DelistInstrumentDocument = new TypedDocumentString(`
    mutation DelistInstrument($instrumentId: ID!, $delistedOn: Day!) {
  delistInstrument(instrumentId: $instrumentId, delistedOn: $delistedOn) {
    id
    delistedOn
  }
}
    `) as unknown as TypedDocumentString<DelistInstrumentMutation, DelistInstrumentMutationVariables>;
export const WithdrawDelistingDocument = new TypedDocumentString(`
    mutation WithdrawDelisting($instrumentId: ID!) {
  withdrawDelisting(instrumentId: $instrumentId) {
    id
    delistedOn
  }
}
    `) as unknown as TypedDocumentString<WithdrawDelistingMutation, WithdrawDelistingMutationVariables>;
export const RecordSplitDocument = new TypedDocumentString(`
    mutation RecordSplit($instrumentId: ID!, $exDate: Day!, $ratioNew: Int!, $ratioOld: Int!, $fractionPrice: Decimal) {
  recordSplit(
    instrumentId: $instrumentId
    exDate: $exDate
    ratioNew: $ratioNew
    ratioOld: $ratioOld
    fractionPrice: $fractionPrice
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<RecordSplitMutation, RecordSplitMutationVariables>;
export const AmendSplitDocument = new TypedDocumentString(`
    mutation AmendSplit($instrumentId: ID!, $exDate: Day!, $ratioNew: Int!, $ratioOld: Int!, $fractionPrice: Decimal) {
  amendSplit(
    instrumentId: $instrumentId
    exDate: $exDate
    ratioNew: $ratioNew
    ratioOld: $ratioOld
    fractionPrice: $fractionPrice
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<AmendSplitMutation, AmendSplitMutationVariables>;
export const WithdrawSplitDocument = new TypedDocumentString(`
    mutation WithdrawSplit($instrumentId: ID!, $exDate: Day!) {
  withdrawSplit(instrumentId: $instrumentId, exDate: $exDate) {
    id
  }
}
    `) as unknown as TypedDocumentString<WithdrawSplitMutation, WithdrawSplitMutationVariables>;
export const CorrectQuoteDocument = new TypedDocumentString(`
    mutation CorrectQuote($instrumentId: ID!, $revision: SafeInt!, $observedAt: Instant, $price: Decimal!, $reason: String!) {
  correctQuote(
    instrumentId: $instrumentId
    revision: $revision
    observedAt: $observedAt
    price: $price
    reason: $reason
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<CorrectQuoteMutation, CorrectQuoteMutationVariables>;
export const WithdrawQuoteDocument = new TypedDocumentString(`
    mutation WithdrawQuote($instrumentId: ID!, $revision: SafeInt!, $observedAt: Instant, $reason: String!) {
  withdrawQuote(
    instrumentId: $instrumentId
    revision: $revision
    observedAt: $observedAt
    reason: $reason
  ) {
    id
  }
}
    `) as unknown as TypedDocumentString<WithdrawQuoteMutation, WithdrawQuoteMutationVariables>;
export const PinSourceDocument = new TypedDocumentString(`
    mutation PinSource($instrumentId: ID!, $source: String, $reason: String!) {
  pinSource(instrumentId: $instrumentId, source: $source, reason: $reason) {
    id
    pinnedSource
  }
}
    `) as unknown as TypedDocumentString<PinSourceMutation, PinSourceMutationVariables>;
export const StartBackfillDocument = new TypedDocumentString(`
    mutation StartBackfill($input: BackfillInput!) {
  startBackfill(input: $input) {
    id
  }
}
    `) as unknown as TypedDocumentString<StartBackfillMutation, StartBackfillMutationVariables>;
export const SourcesDocument = new TypedDocumentString(`
    query Sources($last: Int!) {
  sources {
    id
    name
    status
    priority
    kinds
    mics
    licence
    commercialUse
    delayMinutes
    hasStream
    hasHistory
    accepted
    rejected
    garbage
    latencyMs
    lastAttemptAt
    lastSuccessAt
    lastFailureAt
    lastFailure
    pausedUntil
    hours(last: $last) {
      startsAt
      successes
      failures
      accepted
      rejected
      latencyMsMax
    }
    events(first: 20) {
      at
      status
      failure
    }
  }
}
    `) as unknown as TypedDocumentString<SourcesQuery, SourcesQueryVariables>;
export const SourceNamesDocument = new TypedDocumentString(`
    query SourceNames {
  sources {
    id
    name
    hasHistory
    kinds
  }
}
    `) as unknown as TypedDocumentString<SourceNamesQuery, SourceNamesQueryVariables>;
export const HeldQuotesDocument = new TypedDocumentString(`
    query HeldQuotes {
  heldQuotes {
    instrumentId
    source
    price
    kind
    observedAt
    receivedAt
    valueDate
    count
    isDiscarded
    instrument {
      id
      name
      currency
      quote {
        price
        observedAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<HeldQuotesQuery, HeldQuotesQueryVariables>;
export const ReleaseQuoteDocument = new TypedDocumentString(`
    mutation ReleaseQuote($instrumentId: ID!) {
  releaseQuote(instrumentId: $instrumentId) {
    outcome
    message
  }
}
    `) as unknown as TypedDocumentString<ReleaseQuoteMutation, ReleaseQuoteMutationVariables>;
export const DiscardHeldQuoteDocument = new TypedDocumentString(`
    mutation DiscardHeldQuote($instrumentId: ID!) {
  discardHeldQuote(instrumentId: $instrumentId) {
    instrumentId
    isDiscarded
  }
}
    `) as unknown as TypedDocumentString<DiscardHeldQuoteMutation, DiscardHeldQuoteMutationVariables>;
export const RejectedQuotesDocument = new TypedDocumentString(`
    query RejectedQuotes($source: String) {
  rejectedQuotes(first: 100, source: $source) {
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
export const DisagreementsDocument = new TypedDocumentString(`
    query Disagreements {
  quoteDisagreements(first: 50) {
    source
    price
    otherSource
    otherPrice
    count
    firstAt
    at
    instrument {
      id
      name
      currency
    }
  }
}
    `) as unknown as TypedDocumentString<DisagreementsQuery, DisagreementsQueryVariables>;
export const DroppedFilesDocument = new TypedDocumentString(`
    query DroppedFiles {
  droppedFiles(first: 50) {
    hash
    name
    at
    lines
    accepted
    refused
    failure
  }
}
    `) as unknown as TypedDocumentString<DroppedFilesQuery, DroppedFilesQueryVariables>;
export const ProposalsDocument = new TypedDocumentString(`
    query Proposals($status: ProposalStatus) {
  corporateActions(first: 100, status: $status) {
    ...ProposalFields
  }
}
    fragment ProposalFields on CorporateAction {
  id
  kind
  exDate
  status
  ratioNew
  ratioOld
  amount
  currency
  sources
  reason
  proposedAt
  decidedAt
  instrument {
    id
    name
  }
}`) as unknown as TypedDocumentString<ProposalsQuery, ProposalsQueryVariables>;
export const AcceptProposalDocument = new TypedDocumentString(`
    mutation AcceptProposal($id: ID!) {
  acceptCorporateAction(id: $id) {
    id
    status
  }
}
    `) as unknown as TypedDocumentString<AcceptProposalMutation, AcceptProposalMutationVariables>;
export const RefuseProposalDocument = new TypedDocumentString(`
    mutation RefuseProposal($id: ID!, $reason: String!) {
  refuseCorporateAction(id: $id, reason: $reason) {
    id
    status
  }
}
    `) as unknown as TypedDocumentString<RefuseProposalMutation, RefuseProposalMutationVariables>;
export const BackfillsDocument = new TypedDocumentString(`
    query Backfills {
  backfills(first: 50) {
    id
    instrumentId
    source
    from
    to
    nextDay
    status
    stored
    attempts
    message
    createdAt
    updatedAt
    instrument {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<BackfillsQuery, BackfillsQueryVariables>;
export const CancelBackfillDocument = new TypedDocumentString(`
    mutation CancelBackfill($id: ID!) {
  cancelBackfill(id: $id) {
    id
    status
  }
}
    `) as unknown as TypedDocumentString<CancelBackfillMutation, CancelBackfillMutationVariables>;
export const FxRatesDocument = new TypedDocumentString(`
    query FxRates($day: Day) {
  fxRates(day: $day) {
    base
    quote
    rate
    revision
    source
    valueDate
    observedAt
    pinnedSource
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
    `) as unknown as TypedDocumentString<FxRatesQuery, FxRatesQueryVariables>;
export const HeldRatesDocument = new TypedDocumentString(`
    query HeldRates {
  heldRates {
    base
    quote
    rate
    source
    observedAt
    count
    isDiscarded
  }
}
    `) as unknown as TypedDocumentString<HeldRatesQuery, HeldRatesQueryVariables>;
export const ReleaseRateDocument = new TypedDocumentString(`
    mutation ReleaseRate($base: Currency!, $quote: Currency!) {
  releaseRate(base: $base, quote: $quote) {
    outcome
    message
  }
}
    `) as unknown as TypedDocumentString<ReleaseRateMutation, ReleaseRateMutationVariables>;
export const DiscardHeldRateDocument = new TypedDocumentString(`
    mutation DiscardHeldRate($base: Currency!, $quote: Currency!) {
  discardHeldRate(base: $base, quote: $quote) {
    isDiscarded
  }
}
    `) as unknown as TypedDocumentString<DiscardHeldRateMutation, DiscardHeldRateMutationVariables>;
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
  }
}
    `) as unknown as TypedDocumentString<CorrectFxRateMutation, CorrectFxRateMutationVariables>;
export const WithdrawFxRateDocument = new TypedDocumentString(`
    mutation WithdrawFxRate($base: Currency!, $quote: Currency!, $revision: SafeInt!, $reason: String!) {
  withdrawFxRate(base: $base, quote: $quote, revision: $revision, reason: $reason) {
    rate
  }
}
    `) as unknown as TypedDocumentString<WithdrawFxRateMutation, WithdrawFxRateMutationVariables>;
export const PinFxSourceDocument = new TypedDocumentString(`
    mutation PinFxSource($base: Currency!, $quote: Currency!, $source: String, $reason: String!) {
  pinFxSource(base: $base, quote: $quote, source: $source, reason: $reason) {
    pinnedSource
  }
}
    `) as unknown as TypedDocumentString<PinFxSourceMutation, PinFxSourceMutationVariables>;
export const SkippedSymbolsDocument = new TypedDocumentString(`
    query SkippedSymbols {
  skippedSymbols(first: 100) {
    instrumentId
    source
    symbol
    kind
    until
    isSuspect
  }
}
    `) as unknown as TypedDocumentString<SkippedSymbolsQuery, SkippedSymbolsQueryVariables>;
export const OutgoingMailDocument = new TypedDocumentString(`
    query OutgoingMail($after: String) {
  outgoingMail(first: 50, after: $after) {
    nodes {
      id
      subject
      attempts
      createdAt
      dueAt
      givenUpAt
      lastError
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<OutgoingMailQuery, OutgoingMailQueryVariables>;
export const JobsDocument = new TypedDocumentString(`
    query Jobs {
  jobs {
    name
    description
    isRunning
    runs
    failuresInARow
    intervalSeconds
    lagSeconds
    lastStartedAt
    lastEndedAt
    lastOutcome
    lastMessage
    lastDurationMs
    nextRunAt
  }
}
    `) as unknown as TypedDocumentString<JobsQuery, JobsQueryVariables>;
export const AuditLogDocument = new TypedDocumentString(`
    query AuditLog($after: String, $userId: ID, $action: String, $from: Instant, $until: Instant) {
  auditLog(
    first: 50
    after: $after
    userId: $userId
    action: $action
    from: $from
    until: $until
  ) {
    nodes {
      id
      sequence
      at
      action
      subject
      actorId
      address
      before
      after
      hash
      actor {
        id
        name
        email
      }
      subjectUser {
        id
        name
        email
      }
      subjectInstrument {
        id
        name
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<AuditLogQuery, AuditLogQueryVariables>;
export const AuditCheckDocument = new TypedDocumentString(`
    query AuditCheck {
  auditCheck {
    first
    entries
    problems
  }
}
    `) as unknown as TypedDocumentString<AuditCheckQuery, AuditCheckQueryVariables>;
export const AlertsDocument = new TypedDocumentString(`
    query Alerts($first: Int!, $after: String, $isUnread: Boolean) {
  alerts(first: $first, after: $after, isUnread: $isUnread) {
    nodes {
      ...AlertFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment FiringFields on Alert {
  id
  ruleId
  name
  measure
  condition
  threshold
  setThreshold
  value
  firedAt
  readAt
  portfolioId
  accountId
  instrument {
    id
    name
    currency
  }
}
fragment AlertFields on Alert {
  ...FiringFields
  deliveries {
    id
    channel
    status
    attempts
    lastError
    deliveredAt
  }
}`) as unknown as TypedDocumentString<AlertsQuery, AlertsQueryVariables>;
export const AlertRulesDocument = new TypedDocumentString(`
    query AlertRules($after: String) {
  alertRules(first: 50, after: $after) {
    nodes {
      ...AlertRuleFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment AlertRuleFields on AlertRule {
  id
  name
  measure
  condition
  threshold
  setThreshold
  hysteresis
  isRepeating
  channels
  note
  status
  reference
  firedCount
  lastFiredAt
  createdAt
  expiresAt
  version
  portfolioId
  accountId
  instrument {
    ...InstrumentChoice
  }
}
fragment InstrumentChoice on Instrument {
  id
  kind
  name
  ticker
  isin
  mic
  schemeCode
  currency
  multiplier
  delistedOn
}`) as unknown as TypedDocumentString<AlertRulesQuery, AlertRulesQueryVariables>;
export const AlertRuleDocument = new TypedDocumentString(`
    query AlertRule($id: ID!) {
  alertRule(id: $id) {
    ...AlertRuleFields
  }
}
    fragment AlertRuleFields on AlertRule {
  id
  name
  measure
  condition
  threshold
  setThreshold
  hysteresis
  isRepeating
  channels
  note
  status
  reference
  firedCount
  lastFiredAt
  createdAt
  expiresAt
  version
  portfolioId
  accountId
  instrument {
    ...InstrumentChoice
  }
}
fragment InstrumentChoice on Instrument {
  id
  kind
  name
  ticker
  isin
  mic
  schemeCode
  currency
  multiplier
  delistedOn
}`) as unknown as TypedDocumentString<AlertRuleQuery, AlertRuleQueryVariables>;
export const CreateAlertRuleDocument = new TypedDocumentString(`
    mutation CreateAlertRule($input: CreateAlertRuleInput!) {
  createAlertRule(input: $input) {
    id
  }
}
    `) as unknown as TypedDocumentString<CreateAlertRuleMutation, CreateAlertRuleMutationVariables>;
export const AmendAlertRuleDocument = new TypedDocumentString(`
    mutation AmendAlertRule($id: ID!, $version: Int!, $input: AlertTermsInput!) {
  amendAlertRule(id: $id, version: $version, input: $input) {
    id
    version
    status
  }
}
    `) as unknown as TypedDocumentString<AmendAlertRuleMutation, AmendAlertRuleMutationVariables>;
export const PauseAlertRuleDocument = new TypedDocumentString(`
    mutation PauseAlertRule($id: ID!) {
  pauseAlertRule(id: $id) {
    id
    status
  }
}
    `) as unknown as TypedDocumentString<PauseAlertRuleMutation, PauseAlertRuleMutationVariables>;
export const ResumeAlertRuleDocument = new TypedDocumentString(`
    mutation ResumeAlertRule($id: ID!) {
  resumeAlertRule(id: $id) {
    id
    status
  }
}
    `) as unknown as TypedDocumentString<ResumeAlertRuleMutation, ResumeAlertRuleMutationVariables>;
export const DeleteAlertRuleDocument = new TypedDocumentString(`
    mutation DeleteAlertRule($id: ID!) {
  deleteAlertRule(id: $id)
}
    `) as unknown as TypedDocumentString<DeleteAlertRuleMutation, DeleteAlertRuleMutationVariables>;
export const EverHeldDocument = new TypedDocumentString(`
    query EverHeld($portfolioId: ID, $accountId: ID) {
  performance(portfolioId: $portfolioId, accountId: $accountId) {
    contributions {
      rows(first: 1) {
        nodes {
          instrumentId
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EverHeldQuery, EverHeldQueryVariables>;
export const InstrumentPageDocument = new TypedDocumentString(`
    query InstrumentPage($id: ID!, $entries: Int!) {
  instrument(id: $id) {
    id
    name
    kind
    currency
    isin
    mic
    ticker
    schemeCode
    isMarketOpen
    delistedOn
    splits {
      exDate
      ratioNew
      ratioOld
    }
    quote {
      ...QuoteStory
    }
  }
  transactions(instrumentId: $id, first: $entries) {
    nodes {
      ...EntryFields
    }
    pageInfo {
      hasNextPage
    }
  }
}
    fragment InstrumentChoice on Instrument {
  id
  kind
  name
  ticker
  isin
  mic
  schemeCode
  currency
  multiplier
  delistedOn
}
fragment EntryFields on Transaction {
  id
  accountId
  kind
  tradeDate
  settlementDate
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
  instrument {
    ...InstrumentChoice
  }
}
fragment QuoteStory on Quote {
  price
  currency
  kind
  source
  isSimulated
  freshness
  observedAt
  receivedAt
  valueDate
  previousClose
  previousCloseDate
  rawPrice
  rawCurrency
  revision
  verdict {
    rule
    message
    losers {
      source
      price
      observedAt
    }
  }
}`) as unknown as TypedDocumentString<InstrumentPageQuery, InstrumentPageQueryVariables>;
export const PricesDocument = new TypedDocumentString(`
    query Prices($id: ID!, $from: Day, $after: String) {
  instrument(id: $id) {
    priceHistory(first: 200, from: $from, after: $after) {
      nodes {
        valueDate
        price
        source
        kind
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PricesQuery, PricesQueryVariables>;
export const HoldingGainsDocument = new TypedDocumentString(`
    query HoldingGains($portfolioId: ID, $accountId: ID, $instrumentId: ID!, $from: Day) {
  performance(
    portfolioId: $portfolioId
    accountId: $accountId
    instrumentId: $instrumentId
  ) {
    baseCurrency
    simpleReturn {
      total {
        value
        absence
      }
    }
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
      priceGain
      currencyGain
      income
      fees
      taxes
      gain
    }
  }
  realisedGains(
    portfolioId: $portfolioId
    accountId: $accountId
    instrumentId: $instrumentId
    from: $from
  ) {
    withoutRate
    totalInBase {
      gain
      gainBeforeFees
      priceGain
      currencyGain
      charges
    }
    rows(first: 100) {
      nodes {
        acquiredOn
        soldOn
        quantity
        currency
        proceeds
        gain
        inBase {
          gain
          priceGain
          currencyGain
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<HoldingGainsQuery, HoldingGainsQueryVariables>;
export const HoldingLotsDocument = new TypedDocumentString(`
    query HoldingLots($holdingId: ID!) {
  explainHolding(holdingId: $holdingId) {
    holding {
      currency
      lots(first: 200) {
        nodes {
          id
          tradeDate
          quantity
          cost
          costBasis
          marketValue
          unrealisedGain
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<HoldingLotsQuery, HoldingLotsQueryVariables>;
export const TrendsDocument = new TypedDocumentString(`
    query Trends($portfolioId: ID, $first: Int!) {
  holdings(portfolioId: $portfolioId, first: $first) {
    nodes {
      instrumentId
      instrument {
        recentPrices(days: 30)
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TrendsQuery, TrendsQueryVariables>;
export const HistoryDocument = new TypedDocumentString(`
    query History($portfolioId: ID, $accountId: ID, $from: Day, $firstDay: Day, $points: Int!, $benchmark: ID) {
  history(
    portfolioId: $portfolioId
    accountId: $accountId
    from: $from
    points: $points
  ) {
    baseCurrency
    points {
      day
      total
      netContribution
      isPartial
    }
  }
  performance(
    portfolioId: $portfolioId
    accountId: $accountId
    from: $firstDay
    benchmarkInstrumentId: $benchmark
  ) {
    isPartial
    start
    simpleReturn {
      total {
        value
        absence
      }
    }
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
    growth(points: $points) {
      day
      value
      benchmark
    }
    risk {
      benchmarkReturn {
        value
        absence
      }
    }
  }
}
    `) as unknown as TypedDocumentString<HistoryQuery, HistoryQueryVariables>;
export const IntradayDocument = new TypedDocumentString(`
    query Intraday($portfolioId: ID, $accountId: ID, $points: Int!) {
  intraday(
    portfolioId: $portfolioId
    accountId: $accountId
    hours: 24
    points: $points
  ) {
    baseCurrency
    points {
      at
      total
      isPartial
    }
  }
}
    `) as unknown as TypedDocumentString<IntradayQuery, IntradayQueryVariables>;
export const IncomeDocument = new TypedDocumentString(`
    query Income($portfolioId: ID, $accountId: ID, $from: Day) {
  income(portfolioId: $portfolioId, accountId: $accountId, from: $from) {
    baseCurrency
    lastTwelveMonths
    yieldOnValue {
      value
      absence
    }
    yieldOnCost {
      value
      absence
    }
    total {
      gross
      tax
      net
      missing
    }
    byMonth {
      month
      gross
      tax
      net
    }
    byInstrument(first: 5) {
      nodes {
        instrumentId
        gross
        net
        instrument {
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<IncomeQuery, IncomeQueryVariables>;
export const AllocationTargetsDocument = new TypedDocumentString(`
    query AllocationTargets($portfolioId: ID!, $by: AllocationBy!) {
  portfolio(id: $portfolioId) {
    id
    targets(by: $by) {
      key
      weight
    }
  }
}
    `) as unknown as TypedDocumentString<AllocationTargetsQuery, AllocationTargetsQueryVariables>;
export const AllocationHistoryDocument = new TypedDocumentString(`
    query AllocationHistory($portfolioId: ID, $accountId: ID, $by: AllocationBy!, $from: Day, $points: Int!) {
  allocationHistory(
    portfolioId: $portfolioId
    accountId: $accountId
    by: $by
    from: $from
    points: $points
  ) {
    days
    totals
    series(first: 200) {
      nodes {
        key
        values
        instrument {
          id
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AllocationHistoryQuery, AllocationHistoryQueryVariables>;
export const PerformanceDocument = new TypedDocumentString(`
    query Performance($portfolioId: ID, $accountId: ID, $from: Day, $benchmark: ID, $points: Int!) {
  performance(
    portfolioId: $portfolioId
    accountId: $accountId
    from: $from
    benchmarkInstrumentId: $benchmark
  ) {
    start
    to
    days
    baseCurrency
    isPartial
    simpleReturn {
      ...Variants
    }
    twr {
      ...Variants
    }
    twrAnnualised {
      ...Variants
    }
    irr {
      ...Variants
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
    byYear {
      year
      value
    }
    risk {
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
    }
    contributions {
      rest {
        value
        absence
      }
      rows(first: 200) {
        nodes {
          instrumentId
          instrument {
            name
          }
          gain
          priceGain
          currencyGain
          income
          fees
          taxes
          contribution {
            value
            absence
          }
        }
      }
    }
  }
}
    fragment Variants on Return {
  total {
    value
    absence
  }
  price {
    value
    absence
  }
}`) as unknown as TypedDocumentString<PerformanceQuery, PerformanceQueryVariables>;
export const RealisedDocument = new TypedDocumentString(`
    query Realised($portfolioId: ID, $accountId: ID, $from: Day, $to: Day) {
  realisedGains(
    portfolioId: $portfolioId
    accountId: $accountId
    from: $from
    to: $to
  ) {
    from
    to
    baseCurrency
    withoutRate
    totalInBase {
      gain
    }
    rows(first: 200) {
      nodes {
        instrumentId
        instrument {
          name
        }
        inBase {
          gain
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RealisedQuery, RealisedQueryVariables>;
export const RealisedCsvDocument = new TypedDocumentString(`
    query RealisedCsv($portfolioId: ID, $accountId: ID, $from: Day, $to: Day) {
  realisedGainsCsv(
    portfolioId: $portfolioId
    accountId: $accountId
    from: $from
    to: $to
  )
}
    `) as unknown as TypedDocumentString<RealisedCsvQuery, RealisedCsvQueryVariables>;
export const ProfileDocument = new TypedDocumentString(`
    query Profile {
  me {
    id
    name
    email
    role
    baseCurrency
    createdAt
  }
}
    `) as unknown as TypedDocumentString<ProfileQuery, ProfileQueryVariables>;
export const ChangeProfileDocument = new TypedDocumentString(`
    mutation ChangeProfile($input: ChangeProfileInput!) {
  changeProfile(input: $input) {
    id
    name
    email
    baseCurrency
  }
}
    `) as unknown as TypedDocumentString<ChangeProfileMutation, ChangeProfileMutationVariables>;
export const RequestEmailChangeDocument = new TypedDocumentString(`
    mutation RequestEmailChange($email: String!, $currentPassword: String!, $totp: String) {
  requestEmailChange(
    email: $email
    currentPassword: $currentPassword
    totp: $totp
  )
}
    `) as unknown as TypedDocumentString<RequestEmailChangeMutation, RequestEmailChangeMutationVariables>;
export const OwnPortfoliosDocument = new TypedDocumentString(`
    query OwnPortfolios {
  portfolios(first: 50) {
    nodes {
      id
      name
      baseCurrency
      accounts(first: 100) {
        nodes {
          ...AccountFacts
        }
      }
    }
  }
}
    fragment AccountFacts on Account {
  id
  portfolioId
  name
  currency
  costMethod
  allowsShort
  fractionRule
  openedAt
  closedAt
}`) as unknown as TypedDocumentString<OwnPortfoliosQuery, OwnPortfoliosQueryVariables>;
export const OpenPortfolioDocument = new TypedDocumentString(`
    mutation OpenPortfolio($input: OpenPortfolioInput!) {
  openPortfolio(input: $input) {
    id
  }
}
    `) as unknown as TypedDocumentString<OpenPortfolioMutation, OpenPortfolioMutationVariables>;
export const ChangePortfolioDocument = new TypedDocumentString(`
    mutation ChangePortfolio($id: ID!, $input: ChangePortfolioInput!) {
  changePortfolio(id: $id, input: $input) {
    id
    name
    baseCurrency
  }
}
    `) as unknown as TypedDocumentString<ChangePortfolioMutation, ChangePortfolioMutationVariables>;
export const OpenAccountDocument = new TypedDocumentString(`
    mutation OpenAccount($input: OpenAccountInput!) {
  openAccount(input: $input) {
    id
  }
}
    `) as unknown as TypedDocumentString<OpenAccountMutation, OpenAccountMutationVariables>;
export const ChangeAccountDocument = new TypedDocumentString(`
    mutation ChangeAccount($id: ID!, $input: ChangeAccountInput!) {
  changeAccount(id: $id, input: $input) {
    ...AccountFacts
  }
}
    fragment AccountFacts on Account {
  id
  portfolioId
  name
  currency
  costMethod
  allowsShort
  fractionRule
  openedAt
  closedAt
}`) as unknown as TypedDocumentString<ChangeAccountMutation, ChangeAccountMutationVariables>;
export const MoveAccountDocument = new TypedDocumentString(`
    mutation MoveAccount($id: ID!, $portfolioId: ID!, $from: Day) {
  moveAccount(id: $id, portfolioId: $portfolioId, from: $from) {
    id
    portfolioId
  }
}
    `) as unknown as TypedDocumentString<MoveAccountMutation, MoveAccountMutationVariables>;
export const TargetsDocument = new TypedDocumentString(`
    query Targets($portfolioId: ID!, $by: AllocationBy!) {
  portfolio(id: $portfolioId) {
    id
    targets(by: $by) {
      key
      weight
    }
  }
  allocation(portfolioId: $portfolioId, by: $by) {
    slices(first: 100) {
      nodes {
        key
        share {
          value
        }
        instrument {
          id
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TargetsQuery, TargetsQueryVariables>;
export const SetTargetsDocument = new TypedDocumentString(`
    mutation SetTargets($portfolioId: ID!, $by: AllocationBy!, $targets: [TargetInput!]!) {
  setTargets(portfolioId: $portfolioId, by: $by, targets: $targets) {
    key
    weight
  }
}
    `) as unknown as TypedDocumentString<SetTargetsMutation, SetTargetsMutationVariables>;
export const ChangePasswordDocument = new TypedDocumentString(`
    mutation ChangePassword($currentPassword: String!, $newPassword: String!) {
  changePassword(currentPassword: $currentPassword, newPassword: $newPassword)
}
    `) as unknown as TypedDocumentString<ChangePasswordMutation, ChangePasswordMutationVariables>;
export const EraseMeDocument = new TypedDocumentString(`
    mutation EraseMe($currentPassword: String!, $totp: String) {
  eraseMe(currentPassword: $currentPassword, totp: $totp)
}
    `) as unknown as TypedDocumentString<EraseMeMutation, EraseMeMutationVariables>;
export const SecondFactorDocument = new TypedDocumentString(`
    query SecondFactor {
  secondFactor {
    confirmedAt
    recoveryCodesLeft
  }
}
    `) as unknown as TypedDocumentString<SecondFactorQuery, SecondFactorQueryVariables>;
export const EnableTotpDocument = new TypedDocumentString(`
    mutation EnableTotp($currentPassword: String!) {
  enableTotp(currentPassword: $currentPassword) {
    secret
    uri
  }
}
    `) as unknown as TypedDocumentString<EnableTotpMutation, EnableTotpMutationVariables>;
export const ConfirmTotpDocument = new TypedDocumentString(`
    mutation ConfirmTotp($code: String!) {
  confirmTotp(code: $code)
}
    `) as unknown as TypedDocumentString<ConfirmTotpMutation, ConfirmTotpMutationVariables>;
export const DisableTotpDocument = new TypedDocumentString(`
    mutation DisableTotp($currentPassword: String!, $code: String!) {
  disableTotp(currentPassword: $currentPassword, code: $code)
}
    `) as unknown as TypedDocumentString<DisableTotpMutation, DisableTotpMutationVariables>;
export const SessionsDocument = new TypedDocumentString(`
    query Sessions {
  sessions(first: 50) {
    nodes {
      id
      createdAt
      lastUsedAt
      expiresAt
      isCurrent
    }
  }
}
    `) as unknown as TypedDocumentString<SessionsQuery, SessionsQueryVariables>;
export const EndSessionDocument = new TypedDocumentString(`
    mutation EndSession($id: ID!) {
  endSession(id: $id)
}
    `) as unknown as TypedDocumentString<EndSessionMutation, EndSessionMutationVariables>;
export const EndOtherSessionsDocument = new TypedDocumentString(`
    mutation EndOtherSessions {
  endOtherSessions
}
    `) as unknown as TypedDocumentString<EndOtherSessionsMutation, EndOtherSessionsMutationVariables>;
export const ApiTokensDocument = new TypedDocumentString(`
    query ApiTokens($userId: ID) {
  apiTokens(first: 50, userId: $userId) {
    nodes {
      id
      name
      scopes
      createdAt
      expiresAt
      lastUsedAt
    }
  }
}
    `) as unknown as TypedDocumentString<ApiTokensQuery, ApiTokensQueryVariables>;
export const CreateApiTokenDocument = new TypedDocumentString(`
    mutation CreateApiToken($input: CreateApiTokenInput!) {
  createApiToken(input: $input) {
    secret
    token {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<CreateApiTokenMutation, CreateApiTokenMutationVariables>;
export const RevokeApiTokenDocument = new TypedDocumentString(`
    mutation RevokeApiToken($id: ID!) {
  revokeApiToken(id: $id)
}
    `) as unknown as TypedDocumentString<RevokeApiTokenMutation, RevokeApiTokenMutationVariables>;
export const WebhooksDocument = new TypedDocumentString(`
    query Webhooks {
  alertWebhooks {
    id
    url
    createdAt
    disabledAt
    failingSince
    lastError
  }
}
    `) as unknown as TypedDocumentString<WebhooksQuery, WebhooksQueryVariables>;
export const CreateWebhookDocument = new TypedDocumentString(`
    mutation CreateWebhook($url: String!) {
  createAlertWebhook(url: $url) {
    secret
    webhook {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<CreateWebhookMutation, CreateWebhookMutationVariables>;
export const RenewWebhookDocument = new TypedDocumentString(`
    mutation RenewWebhook($id: ID!) {
  renewAlertWebhookSecret(id: $id) {
    secret
    webhook {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<RenewWebhookMutation, RenewWebhookMutationVariables>;
export const EnableWebhookDocument = new TypedDocumentString(`
    mutation EnableWebhook($id: ID!) {
  enableAlertWebhook(id: $id) {
    id
    disabledAt
  }
}
    `) as unknown as TypedDocumentString<EnableWebhookMutation, EnableWebhookMutationVariables>;
export const DeleteWebhookDocument = new TypedDocumentString(`
    mutation DeleteWebhook($id: ID!) {
  deleteAlertWebhook(id: $id)
}
    `) as unknown as TypedDocumentString<DeleteWebhookMutation, DeleteWebhookMutationVariables>;
export const TransactionsDocument = new TypedDocumentString(`
    query Transactions($first: Int!, $after: String, $accountId: ID, $instrumentId: ID, $kind: TransactionKind, $from: Day, $to: Day, $search: String) {
  transactions(
    first: $first
    after: $after
    accountId: $accountId
    instrumentId: $instrumentId
    kind: $kind
    from: $from
    to: $to
    search: $search
  ) {
    nodes {
      ...EntryFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment InstrumentChoice on Instrument {
  id
  kind
  name
  ticker
  isin
  mic
  schemeCode
  currency
  multiplier
  delistedOn
}
fragment EntryFields on Transaction {
  id
  accountId
  kind
  tradeDate
  settlementDate
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
  instrument {
    ...InstrumentChoice
  }
}`) as unknown as TypedDocumentString<TransactionsQuery, TransactionsQueryVariables>;
export const TransactionDocument = new TypedDocumentString(`
    query Transaction($id: ID!) {
  transaction(id: $id) {
    ...EntryFields
    revisions(first: 50) {
      nodes {
        version
        recordedAt
        isVoided
        content {
          kind
          tradeDate
          settlementDate
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
          instrument {
            id
            name
          }
        }
      }
      pageInfo {
        hasNextPage
      }
    }
  }
}
    fragment InstrumentChoice on Instrument {
  id
  kind
  name
  ticker
  isin
  mic
  schemeCode
  currency
  multiplier
  delistedOn
}
fragment EntryFields on Transaction {
  id
  accountId
  kind
  tradeDate
  settlementDate
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
  instrument {
    ...InstrumentChoice
  }
}`) as unknown as TypedDocumentString<TransactionQuery, TransactionQueryVariables>;
export const AccountsDocument = new TypedDocumentString(`
    query Accounts {
  accounts(first: 200) {
    nodes {
      id
      portfolioId
      name
      currency
      costMethod
      openedAt
      closedAt
    }
  }
}
    `) as unknown as TypedDocumentString<AccountsQuery, AccountsQueryVariables>;
export const InstrumentSearchDocument = new TypedDocumentString(`
    query InstrumentSearch($search: String) {
  instruments(search: $search, first: 12) {
    nodes {
      ...InstrumentChoice
    }
  }
}
    fragment InstrumentChoice on Instrument {
  id
  kind
  name
  ticker
  isin
  mic
  schemeCode
  currency
  multiplier
  delistedOn
}`) as unknown as TypedDocumentString<InstrumentSearchQuery, InstrumentSearchQueryVariables>;
export const InstrumentNameDocument = new TypedDocumentString(`
    query InstrumentName($id: ID!) {
  instrument(id: $id) {
    id
    name
  }
}
    `) as unknown as TypedDocumentString<InstrumentNameQuery, InstrumentNameQueryVariables>;
export const OpenLotsDocument = new TypedDocumentString(`
    query OpenLots($holdingId: ID!) {
  explainHolding(holdingId: $holdingId) {
    lots {
      id
      quantity
      tradeDate
      cost
      charges
    }
  }
}
    `) as unknown as TypedDocumentString<OpenLotsQuery, OpenLotsQueryVariables>;
export const PreviewTransactionDocument = new TypedDocumentString(`
    query PreviewTransaction($input: RecordTransactionInput!) {
  previewTransaction(input: $input) {
    cash {
      accountId
      currency
      before
      after
    }
    realised(first: 200) {
      nodes {
        gain
        currency
      }
    }
    changesLaterGains
  }
}
    `) as unknown as TypedDocumentString<PreviewTransactionQuery, PreviewTransactionQueryVariables>;
export const RecordTransactionDocument = new TypedDocumentString(`
    mutation RecordTransaction($input: RecordTransactionInput!, $key: String!) {
  recordTransaction(input: $input, idempotencyKey: $key) {
    id
    version
  }
}
    `) as unknown as TypedDocumentString<RecordTransactionMutation, RecordTransactionMutationVariables>;
export const AmendTransactionDocument = new TypedDocumentString(`
    mutation AmendTransaction($id: ID!, $version: Int!, $input: TransactionContentInput!) {
  amendTransaction(id: $id, version: $version, input: $input) {
    id
    version
  }
}
    `) as unknown as TypedDocumentString<AmendTransactionMutation, AmendTransactionMutationVariables>;
export const VoidTransactionDocument = new TypedDocumentString(`
    mutation VoidTransaction($id: ID!, $version: Int!) {
  voidTransaction(id: $id, version: $version) {
    id
    version
    voidedAt
  }
}
    `) as unknown as TypedDocumentString<VoidTransactionMutation, VoidTransactionMutationVariables>;
export const ImportTransactionsDocument = new TypedDocumentString(`
    mutation ImportTransactions($accountId: ID!, $csv: String!, $mapping: ImportMappingInput, $isDryRun: Boolean!) {
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
        fee
        tax
        exchangeRate
        ratioNew
        ratioOld
        counterAccountId
        instrument {
          id
          name
          multiplier
        }
      }
    }
    unusedColumns
  }
}
    `) as unknown as TypedDocumentString<ImportTransactionsMutation, ImportTransactionsMutationVariables>;
export const ImportTemplateDocument = new TypedDocumentString(`
    query ImportTemplate {
  importTemplate
}
    `) as unknown as TypedDocumentString<ImportTemplateQuery, ImportTemplateQueryVariables>;
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
export const OwnDataDocument = new TypedDocumentString(`
    query OwnData($after: String) {
  exportOwnData(after: $after) {
    json
    hasNextPage
    endCursor
  }
}
    `) as unknown as TypedDocumentString<OwnDataQuery, OwnDataQueryVariables>;
export const ExplainHoldingDocument = new TypedDocumentString(`
    query ExplainHolding($holdingId: ID!, $day: Day) {
  explainHolding(holdingId: $holdingId, asOf: $day) {
    baseCurrency
    priceRule
    entryCount
    holding {
      currency
      quantity
      price
      instrumentId
      instrument {
        name
      }
    }
    quote {
      ...QuoteStory
    }
    rates {
      base
      quote
      rate
      earlierRate
      use
      source
      valueDate
      observedAt
    }
    lots {
      id
      quantity
      tradeDate
      cost
      charges
      bookedRate {
        rate
        currency
      }
    }
    splits {
      day
      ratioNew
      ratioOld
    }
    steps {
      name
      result
      scale
      terms {
        name
        use
        value
      }
    }
    gaps {
      message
    }
  }
}
    fragment QuoteStory on Quote {
  price
  currency
  kind
  source
  isSimulated
  freshness
  observedAt
  receivedAt
  valueDate
  previousClose
  previousCloseDate
  rawPrice
  rawCurrency
  revision
  verdict {
    rule
    message
    losers {
      source
      price
      observedAt
    }
  }
}`) as unknown as TypedDocumentString<ExplainHoldingQuery, ExplainHoldingQueryVariables>;
export const ExplainCashDocument = new TypedDocumentString(`
    query ExplainCash($accountId: ID!, $currency: Currency!, $day: Day) {
  explainCash(accountId: $accountId, currency: $currency, asOf: $day) {
    balance {
      amount
      value
      currency
    }
    baseCurrency
    entryCount
    rates {
      base
      quote
      rate
      earlierRate
      use
      source
      valueDate
      observedAt
    }
    steps {
      name
      result
      scale
      terms {
        name
        use
        value
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ExplainCashQuery, ExplainCashQueryVariables>;
export const WhyPriceDocument = new TypedDocumentString(`
    query WhyPrice($instrumentId: ID!) {
  instrument(id: $instrumentId) {
    name
    currency
    quote {
      ...QuoteStory
    }
  }
}
    fragment QuoteStory on Quote {
  price
  currency
  kind
  source
  isSimulated
  freshness
  observedAt
  receivedAt
  valueDate
  previousClose
  previousCloseDate
  rawPrice
  rawCurrency
  revision
  verdict {
    rule
    message
    losers {
      source
      price
      observedAt
    }
  }
}`) as unknown as TypedDocumentString<WhyPriceQuery, WhyPriceQueryVariables>;
export const WhyReturnDocument = new TypedDocumentString(`
    query WhyReturn($portfolioId: ID, $accountId: ID, $instrumentId: ID, $from: Day, $to: Day) {
  performance(
    portfolioId: $portfolioId
    accountId: $accountId
    instrumentId: $instrumentId
    from: $from
    to: $to
  ) {
    baseCurrency
    start
    to
    days
    simpleReturn {
      ...Variants
    }
    twr {
      ...Variants
    }
    twrAnnualised {
      ...Variants
    }
    irr {
      ...Variants
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
    byMonth {
      month
      value
    }
    parts(first: 200, onlyFlows: true) {
      nodes {
        day
        inflow
        outflow
      }
      pageInfo {
        hasNextPage
      }
    }
  }
}
    fragment Variants on Return {
  total {
    value
    absence
  }
  price {
    value
    absence
  }
}`) as unknown as TypedDocumentString<WhyReturnQuery, WhyReturnQueryVariables>;
export const WhyDaysDocument = new TypedDocumentString(`
    query WhyDays($portfolioId: ID, $accountId: ID, $instrumentId: ID, $from: Day, $to: Day) {
  performance(
    portfolioId: $portfolioId
    accountId: $accountId
    instrumentId: $instrumentId
    from: $from
    to: $to
  ) {
    baseCurrency
    start
    parts(first: 100) {
      nodes {
        day
        value
        growth {
          value
          absence
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WhyDaysQuery, WhyDaysQueryVariables>;
export const WhyPeriodDocument = new TypedDocumentString(`
    query WhyPeriod($portfolioId: ID, $accountId: ID, $from: Day, $to: Day) {
  performance(
    portfolioId: $portfolioId
    accountId: $accountId
    from: $from
    to: $to
  ) {
    baseCurrency
    start
    to
    twr {
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
    parts(first: 200, onlyFlows: true) {
      nodes {
        day
        inflow
        outflow
      }
    }
    contributions {
      rest {
        value
        absence
      }
      rows(first: 200) {
        nodes {
          instrumentId
          instrument {
            name
          }
          start
          end
          bought
          sold
          gain
          priceGain
          currencyGain
          income
          fees
          taxes
          contribution {
            value
            absence
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WhyPeriodQuery, WhyPeriodQueryVariables>;
export const WhyWorthDocument = new TypedDocumentString(`
    query WhyWorth($portfolioId: ID, $accountId: ID, $day: Day) {
  allocation(
    by: INSTRUMENT
    portfolioId: $portfolioId
    accountId: $accountId
    asOf: $day
  ) {
    valuation {
      baseCurrency
      total
      marketValue
      cash
      unrealisedGain
      gaps {
        message
      }
      holdings {
        id
        accountId
        instrumentId
        value
        unrealisedGain
        instrument {
          name
        }
      }
      cashBalances {
        accountId
        currency
        amount
        value
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WhyWorthQuery, WhyWorthQueryVariables>;
export const WhyRiskDocument = new TypedDocumentString(`
    query WhyRisk($portfolioId: ID, $accountId: ID, $from: Day, $to: Day, $benchmark: ID) {
  performance(
    portfolioId: $portfolioId
    accountId: $accountId
    from: $from
    to: $to
    benchmarkInstrumentId: $benchmark
  ) {
    start
    to
    twr {
      total {
        value
        absence
      }
    }
    risk {
      volatility {
        value
      }
      sharpe {
        value
      }
      sortino {
        value
      }
      valueAtRisk {
        value
      }
      beta {
        value
      }
      trackingError {
        value
      }
      benchmarkReturn {
        value
      }
      excessReturn {
        value
      }
      maxDrawdown {
        depth
        peakDay
        troughDay
        recoveryDay
      }
    }
    riskSteps {
      name
      result
      scale
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
      pageInfo {
        hasNextPage
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WhyRiskQuery, WhyRiskQueryVariables>;
export const WhyEntriesDocument = new TypedDocumentString(`
    query WhyEntries($accountId: ID, $instrumentId: ID, $from: Day, $to: Day, $first: Int!) {
  transactions(
    accountId: $accountId
    instrumentId: $instrumentId
    from: $from
    to: $to
    first: $first
  ) {
    nodes {
      id
      kind
      tradeDate
      quantity
      price
      amount
      currency
      voidedAt
      accountId
      instrument {
        name
      }
    }
    pageInfo {
      hasNextPage
    }
  }
}
    `) as unknown as TypedDocumentString<WhyEntriesQuery, WhyEntriesQueryVariables>;
export const WhyIncomeDocument = new TypedDocumentString(`
    query WhyIncome($portfolioId: ID, $accountId: ID, $from: Day, $to: Day, $instrumentId: ID) {
  income(portfolioId: $portfolioId, accountId: $accountId, from: $from, to: $to) {
    baseCurrency
    from
    to
    lastTwelveMonths
    yieldOnValue {
      value
    }
    yieldOnCost {
      value
    }
    total {
      gross
      tax
      fee
      net
      missing
    }
    byInstrument(first: 200) {
      nodes {
        instrumentId
        gross
        tax
        fee
        net
      }
    }
    payments(first: 200, instrumentId: $instrumentId) {
      nodes {
        transactionId
        kind
        tradeDate
        instrument {
          name
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
    `) as unknown as TypedDocumentString<WhyIncomeQuery, WhyIncomeQueryVariables>;
export const WhyRealisedDocument = new TypedDocumentString(`
    query WhyRealised($portfolioId: ID, $accountId: ID, $instrumentId: ID, $from: Day, $to: Day) {
  realisedGains(
    portfolioId: $portfolioId
    accountId: $accountId
    instrumentId: $instrumentId
    from: $from
    to: $to
  ) {
    baseCurrency
    from
    to
    withoutRate
    totalInBase {
      gain
      priceGain
      currencyGain
      charges
    }
    rows(first: 200) {
      nodes {
        lotId
        transactionId
        instrument {
          name
        }
        quantity
        acquiredOn
        closedOn
        proceeds
        cost
        charges
        gain
        currency
        inBase {
          gain
          priceGain
          currencyGain
        }
      }
      pageInfo {
        hasNextPage
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WhyRealisedQuery, WhyRealisedQueryVariables>;