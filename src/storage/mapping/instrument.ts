/** Tables of instruments and of the names sources have for them. */
import { EntitySchema } from '@mikro-orm/core';
import { Instrument, InstrumentKind, SourceSymbol } from '../../domain/instrument.js';
import { day, instant, price, references } from '../columns.js';

export const InstrumentSchema = new EntitySchema({
  class: Instrument,
  tableName: 'instrument',
  properties: {
    id: { type: 'uuid', primary: true },
    kind: { enum: true, items: () => Object.values(InstrumentKind), type: 'string' },
    name: { type: 'string', length: 200 },
    currency: { type: 'string', length: 3 },
    isin: { type: 'string', length: 12, nullable: true },
    cusip: { type: 'string', length: 9, nullable: true, index: true },
    sedol: { type: 'string', length: 7, nullable: true, index: true },
    figi: { type: 'string', length: 12, nullable: true, unique: true },
    mic: { type: 'string', length: 4, nullable: true },
    ticker: { type: 'string', length: 20, nullable: true },
    schemeCode: { type: 'string', length: 12, nullable: true, unique: true },
    multiplier: { type: price() },
    unitDivisor: { type: 'integer' },
    createdAt: { ...instant },
    splits: { type: 'json', default: '[]' },
    withdrawnSplits: { type: 'json', default: '[]' },
    pinnedSource: { type: 'string', length: 40, nullable: true },
    pinnedFrom: { type: day(), nullable: true },
    delistedOn: { type: day(), nullable: true },
  },
  // A listing is an ISIN on a venue in a currency; a venue uses each ticker once.
  uniques: [
    { name: 'instrument_listing_unique', properties: ['isin', 'mic', 'currency'] },
    { name: 'instrument_ticker_unique', properties: ['mic', 'ticker'] },
  ],
  checks: [
    { name: 'instrument_multiplier_check', expression: 'multiplier > 0' },
    { name: 'instrument_unit_divisor_check', expression: 'unit_divisor in (1, 100, 1000)' },
  ],
});

export const SourceSymbolSchema = new EntitySchema({
  class: SourceSymbol,
  tableName: 'source_symbol',
  properties: {
    source: { type: 'string', length: 40, primary: true },
    symbol: { type: 'string', length: 60, primary: true },
    instrumentId: { ...references(() => Instrument), fieldName: 'instrument_id', deleteRule: 'cascade', index: true },
  },
});
