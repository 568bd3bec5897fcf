/**
 * What the sources' symbols are made of. All instruments are read and kept at once, of which there may be tens of thousands: managed
 * entities would bring accessors and a record of changes each, for nothing. So these are plain rows.
 */
import { type InstrumentId, isUuid, type SourceId } from '../../domain/ids.js';
import type { ListedInstrument } from '../../domain/instrument.js';
import type { InstrumentSplit } from '../../domain/split.js';
import { clean } from '../../domain/text.js';
import type { EntityManager } from '../database.js';

/** These instruments, or all, without what no symbol or price depends on. */
export async function listedInstruments(em: EntityManager, ids: readonly InstrumentId[] | null): Promise<ListedInstrument[]> {
  const rows: (Omit<ListedInstrument, 'splits'> & { readonly splits: string | null })[] = await em.execute(
    `select id, kind, currency, isin, cusip, sedol, figi, mic, ticker, scheme_code as "schemeCode", unit_divisor as "unitDivisor",
       nullif(splits::text, '[]') as splits, pinned_source as "pinnedSource", pinned_from::text as "pinnedFrom",
       delisted_on::text as "delistedOn" from instrument${ids ? among('id') : ''}`,
    ids ? [JSON.stringify(ids)] : [],
  );
  return rows.map((row) => ({ ...row, splits: row.splits === null ? NO_SPLITS : (JSON.parse(row.splits) as InstrumentSplit[]) }));
}

/** The names that were entered by hand, of these instruments or of all. */
export function enteredSymbols(
  em: EntityManager,
  ids: readonly InstrumentId[] | null,
): Promise<{ source: string; symbol: string; instrumentId: InstrumentId }[]> {
  return em.execute(
    `select source, symbol, instrument_id as "instrumentId" from source_symbol${ids ? among('instrument_id') : ''}`,
    ids ? [JSON.stringify(ids)] : [],
  );
}

/** The instruments that are meant by these names, entered by hand for one of the sources, or ids of ours. */
export async function instrumentsNamed(
  em: EntityManager,
  { sources, names }: { sources: readonly SourceId[]; names: readonly string[] },
): Promise<InstrumentId[]> {
  // Of others no table can have one.
  const sayable = names.filter((name) => clean(name) === name);
  const rows = await em.execute<{ id: InstrumentId }[]>(
    `select id from instrument${among('id')}
     union select instrument_id from source_symbol
       where source in (select jsonb_array_elements_text(?::jsonb)) and symbol in (select jsonb_array_elements_text(?::jsonb))`,
    [JSON.stringify(names.filter(isUuid)), JSON.stringify(sources), JSON.stringify(sayable)],
  );
  return rows.map(({ id }) => id);
}

function among(column: string): string {
  return ` where ${column} in (select jsonb_array_elements_text(?::jsonb)::uuid)`;
}

const NO_SPLITS: readonly InstrumentSplit[] = [];
