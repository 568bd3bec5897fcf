/**
 * What the sources' symbols are made of. All instruments are read and kept at once, of which there may be tens of thousands: managed
 * entities would bring accessors and a record of changes each, for nothing. So these are plain rows.
 */
import type { InstrumentId } from '../../domain/ids.js';
import type { ListedInstrument } from '../../domain/instrument.js';
import type { InstrumentSplit } from '../../domain/split.js';
import type { EntityManager } from '../database.js';

/** All instruments, without what no symbol or price depends on. */
export async function listedInstruments(em: EntityManager): Promise<ListedInstrument[]> {
  const rows: (Omit<ListedInstrument, 'splits'> & { readonly splits: string | null })[] = await em.execute(
    `select id, kind, currency, isin, cusip, sedol, figi, mic, ticker, scheme_code as "schemeCode", unit_divisor as "unitDivisor",
       nullif(splits::text, '[]') as splits, pinned_source as "pinnedSource", pinned_from::text as "pinnedFrom" from instrument`,
  );
  return rows.map((row) => ({ ...row, splits: row.splits === null ? NO_SPLITS : (JSON.parse(row.splits) as InstrumentSplit[]) }));
}

/** The names that were entered by hand. */
export function enteredSymbols(em: EntityManager): Promise<{ source: string; symbol: string; instrumentId: InstrumentId }[]> {
  return em.execute('select source, symbol, instrument_id as "instrumentId" from source_symbol');
}

const NO_SPLITS: readonly InstrumentSplit[] = [];
