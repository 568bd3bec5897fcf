/**
 * What each kind of ledger entry must say, may say and must not say. Strict on purpose: a field its kind does not use is
 * refused, because somebody meant something by it.
 */
import { assert } from './assert.js';
import { Decimal, INTEGER_DIGITS, MONEY_SCALE, PRICE_SCALE, QUANTITY_SCALE, RATE_SCALE } from './decimal.js';
import { InvalidInput, LedgerRule, RuleBroken } from './errors.js';
import type { Instrument } from './instrument.js';
import { checkRatioSide } from './split.js';
import { type TransactionContent, TransactionKind } from './transaction.js';

/** The most lots one disposal may name. */
export const LOT_IDS_MAX = 1_000;

type Field = Exclude<keyof TransactionContent, 'kind' | 'tradeDate' | 'currency' | 'note'>;
type Use = 'required' | 'optional';
type Shape = Partial<Record<Field, Use>>;

const charged: Shape = { fee: 'optional', tax: 'optional' };
const booked: Shape = { exchangeRate: 'optional', settlementDate: 'optional' };
const trade: Shape = { instrumentId: 'required', quantity: 'required', price: 'required', ...charged, ...booked };
const cash: Shape = { amount: 'required', ...booked };
const unitsOut: Shape = { instrumentId: 'required', quantity: 'required', lotIds: 'optional', settlementDate: 'optional' };

const SHAPES: Readonly<Record<Exclude<TransactionKind, 'TRANSFER'>, Shape>> = {
  BUY: trade,
  SELL: { ...trade, lotIds: 'optional' },
  DEPOSIT: cash,
  WITHDRAWAL: cash,
  DIVIDEND: { instrumentId: 'required', ...cash, ...charged },
  DIVIDEND_PAID: { instrumentId: 'required', ...cash },
  REINVESTMENT: { ...trade, amount: 'required' },
  INTEREST: { ...cash, tax: 'optional' },
  FEE: cash,
  FEE_REFUND: cash,
  TAX: cash,
  TAX_REFUND: cash,
  SPLIT: { instrumentId: 'required', ratioNew: 'required', ratioOld: 'required', price: 'optional' },
  DELIVERY_IN: { instrumentId: 'required', quantity: 'required', price: 'required', ...booked },
  DELIVERY_OUT: unitsOut,
};
const TRANSFER_UNITS: Shape = { ...unitsOut, counterAccountId: 'required' };
const TRANSFER_CASH: Shape = { amount: 'required', counterAccountId: 'required', settlementDate: 'optional' };

const FIELDS: readonly Field[] = [
  'instrumentId',
  'quantity',
  'price',
  'amount',
  'fee',
  'tax',
  'exchangeRate',
  'ratioNew',
  'ratioOld',
  'counterAccountId',
  'lotIds',
  'settlementDate',
];

/**
 * @param instrument the instrument the entry names; null when it names none or there is no such instrument
 * @throws InvalidInput naming the field and the rule (REQUIRED, NOT_USED, POSITIVE, NOT_NEGATIVE, SCALE, RANGE, RATIO, ...)
 * @throws RuleBroken CURRENCY_MISMATCH when the trade is in another currency than the instrument and has no exchangeRate
 */
export function checkEntry(content: TransactionContent, instrument: Instrument | null): void {
  const shape = shapeOf(content);
  for (const field of FIELDS) checkUse(content, field, shape[field]);
  if (content.instrumentId !== null) {
    if (!instrument) throw new InvalidInput('instrumentId', 'UNKNOWN', 'instrumentId names no instrument.');
    assert(instrument.id === content.instrumentId, 'the instrument given is the one the entry names');
  }
  checkNumbers(content);
  checkRatio(content);
  if (content.settlementDate !== null && content.settlementDate < content.tradeDate) {
    throw new InvalidInput('settlementDate', 'ORDER', 'settlementDate must not be before tradeDate.');
  }
  checkLotIds(content);
  if (instrument && content.price !== null && content.currency !== instrument.currency && content.exchangeRate === null) {
    throw new RuleBroken(
      LedgerRule.CURRENCY_MISMATCH,
      `The instrument is quoted in ${instrument.currency} and the entry is in ${content.currency}: ` +
        `give the exchange rate it was booked at, or amounts in ${instrument.currency}.`,
      'currency',
    );
  }
}

function shapeOf(content: TransactionContent): Shape {
  if (content.kind !== TransactionKind.TRANSFER) return SHAPES[content.kind];
  return content.instrumentId !== null || content.quantity !== null ? TRANSFER_UNITS : TRANSFER_CASH;
}

function checkUse(content: TransactionContent, field: Field, use: Use | undefined): void {
  const value = content[field];
  // Fee and tax are always there; zero is their absence.
  const given = value !== null && !(value instanceof Decimal && (field === 'fee' || field === 'tax') && value.isZero());
  if (use === 'required' && !given) {
    throw new InvalidInput(field, 'REQUIRED', `A ${content.kind} needs ${field}.`);
  }
  if (use === undefined && given) {
    throw new InvalidInput(field, 'NOT_USED', `A ${content.kind}${variant(content)} has no ${field}: leave it out.`);
  }
}

function variant(content: TransactionContent): string {
  if (content.kind !== TransactionKind.TRANSFER) return '';
  return shapeOf(content) === TRANSFER_UNITS ? ' of units' : ' of cash';
}

const SCALES = {
  quantity: QUANTITY_SCALE,
  price: PRICE_SCALE,
  amount: MONEY_SCALE,
  fee: MONEY_SCALE,
  tax: MONEY_SCALE,
  exchangeRate: RATE_SCALE,
} as const;

/** Units may come free of cost, as bonus shares do, and go for nothing, as those of a bankrupt do. */
const FREE: ReadonlySet<TransactionKind> = new Set([TransactionKind.DELIVERY_IN, TransactionKind.SELL]);

function checkNumbers(content: TransactionContent): void {
  for (const field of Object.keys(SCALES) as (keyof typeof SCALES)[]) {
    const value = content[field];
    if (value === null) continue;
    const mayBeZero = field === 'fee' || field === 'tax' || (field === 'price' && FREE.has(content.kind));
    if (!value.isFinite()) throw new InvalidInput(field, 'DECIMAL', `${field} must be a number.`);
    if (mayBeZero && value.lt(0)) throw new InvalidInput(field, 'NOT_NEGATIVE', `${field} must be 0 or more.`);
    if (!mayBeZero && value.lte(0)) throw new InvalidInput(field, 'POSITIVE', `${field} must be greater than 0.`);
    const scale = SCALES[field];
    if (value.decimalPlaces() > scale) throw new InvalidInput(field, 'SCALE', `${field} has more than ${scale} decimal places.`);
    if (value.gte(new Decimal(10).pow(INTEGER_DIGITS))) {
      throw new InvalidInput(field, 'RANGE', `${field} has more than ${INTEGER_DIGITS} digits before the decimal point.`);
    }
  }
  if (content.amount && content.fee.plus(content.tax).gt(content.amount)) {
    throw new InvalidInput('tax', 'RANGE', 'tax and fee together must not be more than the amount they are taken from.');
  }
}

function checkRatio(content: TransactionContent): void {
  for (const field of ['ratioNew', 'ratioOld'] as const) {
    const value = content[field];
    if (value !== null) checkRatioSide(field, value);
  }
}

/** What is no id at all names nothing, and a column of JSON may not take it. */
const LOT_ID = /^[\w-]{1,64}$/;

/** Kinds that open lots; a sale opens short ones. */
const OPENING: ReadonlySet<TransactionKind> = new Set([
  TransactionKind.BUY,
  TransactionKind.DELIVERY_IN,
  TransactionKind.REINVESTMENT,
  TransactionKind.SELL,
]);

/** Whether the entry can be meant by who names a lot of the instrument. */
export function isAcquisition(
  entry: (Pick<TransactionContent, 'kind' | 'instrumentId'> & { readonly voidedAt?: Date | null }) | undefined,
  instrumentId: TransactionContent['instrumentId'],
): boolean {
  return entry !== undefined && !entry.voidedAt && OPENING.has(entry.kind) && entry.instrumentId === instrumentId;
}

/**
 * Whatever the account's cost method: it may be changed, and reports ask for another one, so a name that means nothing is a mistake at once.
 * @param acquired the entries of the ledger that are named
 * @throws InvalidInput LOT
 */
export function checkNamedLots(
  { lotIds, instrumentId }: TransactionContent,
  acquired: ReadonlyMap<string, Parameters<typeof isAcquisition>[0]>,
): void {
  const odd = lotIds?.findIndex((id) => !isAcquisition(acquired.get(id), instrumentId)) ?? -1;
  if (odd < 0) return;
  const message = `lotIds[${odd}] names no acquisition of this instrument in your ledger: give the ids of its lots, as the lots of a holding give them.`;
  throw new InvalidInput(`lotIds[${odd}]`, 'LOT', message);
}

function checkLotIds({ lotIds }: TransactionContent): void {
  if (lotIds === null) return;
  if (lotIds.length === 0) throw new InvalidInput('lotIds', 'REQUIRED', 'lotIds must name at least one lot, or be left out.');
  if (lotIds.length > LOT_IDS_MAX) throw new InvalidInput('lotIds', 'RANGE', `lotIds may name at most ${LOT_IDS_MAX} lots.`);
  if (new Set(lotIds).size !== lotIds.length) throw new InvalidInput('lotIds', 'UNIQUE', 'lotIds names a lot twice.');
  const odd = lotIds.findIndex((id) => !LOT_ID.test(id));
  if (odd >= 0) throw new InvalidInput(`lotIds[${odd}]`, 'ID', `lotIds[${odd}] must be the id of a lot, as the lots of a holding give it.`);
}
