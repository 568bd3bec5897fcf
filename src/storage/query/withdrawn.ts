/** Which prices and rates that are said again an administrator has taken back or corrected: nothing comes of them. */
import type { CandidateRate } from '../../domain/fx.js';
import type { CandidateQuote } from '../../domain/quote.js';
import type { EntityManager } from '../database.js';
import { SET_ASIDE } from './quote.js';

export async function withdrawnQuotes<Candidate extends CandidateQuote>(
  em: EntityManager,
  candidates: readonly Candidate[],
): Promise<Candidate[]> {
  const said = candidates.map((candidate, place) => ({
    ...momentOf(candidate),
    place,
    instrument_id: candidate.instrumentId,
    figure: candidate.price.toFixed(),
  }));
  const same = 'known.instrument_id = said.instrument_id';
  return find(em, candidates, { said, table: 'quote', columns: 'instrument_id uuid', figure: 'price', same });
}

export async function withdrawnRates<Candidate extends CandidateRate>(
  em: EntityManager,
  candidates: readonly Candidate[],
): Promise<Candidate[]> {
  const said = candidates.map((candidate, place) => ({
    ...momentOf(candidate),
    place,
    base: candidate.base,
    quote: candidate.quote,
    figure: candidate.rate.toFixed(),
  }));
  const same = 'known.base = said.base and known.quote = said.quote';
  return find(em, candidates, { said, table: 'fx_rate', columns: 'base text, quote text', figure: 'rate', same });
}

function momentOf({ source, observedAt, valueDate }: CandidateQuote | CandidateRate) {
  return { source, observed_at: observedAt.toISOString(), value_date: valueDate };
}

interface Asked {
  readonly said: readonly object[];
  readonly table: string;
  readonly columns: string;
  readonly figure: string;
  readonly same: string;
}

/** Looked up for each of them: as `exists` it could become a join, for which whole months of prices are read. */
async function find<Candidate>(
  em: EntityManager,
  candidates: readonly Candidate[],
  { said, table, columns, figure, same }: Asked,
): Promise<Candidate[]> {
  if (said.length === 0) return [];
  const rows = await em.execute<{ place: number }[]>(
    `select said.place from jsonb_to_recordset(?::jsonb) as said(place int, ${columns}, source text, observed_at timestamptz(3), value_date date, figure numeric)
     where (select true from ${table} known where ${same} and known.value_date = said.value_date and known.observed_at = said.observed_at
       and known.source = said.source and known.${figure} = said.figure and known.withdrawn_at is not null
       and known.withdrawn_reason <> '${SET_ASIDE}' limit 1)`,
    [JSON.stringify(said)],
  );
  return rows.map(({ place }) => candidates[place] as Candidate);
}
