/** Symbols that are left out for a while because their source does not know or cover them. */
import type { SourceId } from '../../domain/ids.js';
import type { EntityManager } from '../database.js';

export interface StoredSkip {
  readonly source: SourceId;
  readonly symbol: string;
  /** UNKNOWN_SYMBOL or ENTITLEMENT. */
  readonly kind: string;
  readonly until: Date;
}

export async function writeSkip(em: EntityManager, { source, symbol, kind, until }: StoredSkip): Promise<void> {
  await em.execute(
    `insert into skipped_symbol (source, symbol, kind, until) values (?, left(?, 60), ?, ?::timestamptz)
     on conflict (source, symbol) do update set kind = excluded.kind, until = excluded.until`,
    [source, symbol, kind, until.toISOString()],
  );
}

/** Those whose time is not over, the newest first. */
export async function readSkips(
  em: EntityManager,
  { source, at, limit }: { source: SourceId | null; at: Date; limit: number },
): Promise<StoredSkip[]> {
  const rows: { source: SourceId; symbol: string; kind: string; until_ms: string }[] = await em.execute(
    `select source, symbol, kind, (extract(epoch from until) * 1000)::bigint::text as until_ms from skipped_symbol
     where source = coalesce(?::text, source) and until > ?::timestamptz order by until desc, source, symbol limit ${Math.trunc(limit)}`,
    [source, at.toISOString()],
  );
  return rows.map(({ until_ms, ...row }) => ({ ...row, until: new Date(Number(until_ms)) }));
}

export async function forgetSkip(em: EntityManager, { source, symbol }: { source: string; symbol: string }): Promise<void> {
  await em.execute('delete from skipped_symbol where source = ? and symbol = ?', [source, symbol]);
}
