/** Positions and cash of a user at the end of a day, kept so that a fold can go on from there instead of from the beginning. */
import type { Currency } from '../../domain/currency.js';
import type { Day } from '../../domain/day.js';
import { Decimal } from '../../domain/decimal.js';
import type { AccountId, InstrumentId, UserId } from '../../domain/ids.js';
import type { AccountState, LedgerState } from '../../domain/ledger.js';
import type { BookedRate, Lot } from '../../domain/lot.js';
import type { Position } from '../../domain/position.js';
import type { EntityManager } from '../database.js';
import { Turns } from '../turns.js';

export interface Checkpoint {
  readonly untilDay: Day;
  /** Without the lists of realised gains and income, which only reports need and which begin anew here. */
  readonly state: LedgerState;
}

/** The latest checkpoint of a day up to `latest`, or the latest of all; null when there is none. */
export async function loadCheckpoint(em: EntityManager, userId: UserId, latest: Day | null): Promise<Checkpoint | null> {
  const rows: { until_day: Day; state: WireState }[] = await em.execute(
    `select until_day::text, state from ledger_checkpoint where user_id = ? and until_day <= coalesce(?::date, '9999-12-31')
     order by until_day desc limit 1`,
    [userId, latest],
  );
  const [row] = rows;
  return row ? { untilDay: row.until_day, state: await decode(row.state) } : null;
}

/** The latest checkpoint of each user who has one. */
export async function loadCheckpoints(em: EntityManager, userIds: readonly UserId[]): Promise<Map<UserId, Checkpoint>> {
  const rows: { user_id: UserId; until_day: Day; state: WireState }[] = await em.execute(
    `select distinct on (user_id) user_id, until_day::text, state from ledger_checkpoint
     where user_id in (select jsonb_array_elements_text(?::jsonb)::uuid) order by user_id, until_day desc`,
    [JSON.stringify(userIds)],
  );
  const checkpoints = new Map<UserId, Checkpoint>();
  for (const { user_id, until_day, state } of rows) checkpoints.set(user_id, { untilDay: until_day, state: await decode(state) });
  return checkpoints;
}

export async function saveCheckpoint(em: EntityManager, userId: UserId, { untilDay, state }: Checkpoint): Promise<void> {
  await em.execute(
    'insert into ledger_checkpoint (user_id, until_day, state) values (?, ?, ?::jsonb) on conflict (user_id, until_day) do update set state = excluded.state',
    [userId, untilDay, JSON.stringify(encode(state))],
  );
}

/** Something changed on `from`: what was kept of that day and later days no longer holds. */
export async function dropCheckpoints(em: EntityManager, userId: UserId, from: Day): Promise<void> {
  await em.execute('delete from ledger_checkpoint where user_id = ? and until_day >= ?::date', [userId, from]);
}

type WireState = readonly {
  readonly accountId: AccountId;
  readonly lastDay: Day | null;
  readonly cash: readonly (readonly [Currency, string])[];
  readonly positions: readonly WirePosition[];
}[];
type Wire<T> = { readonly [K in keyof T]: T[K] extends Decimal ? string : T[K] extends Decimal | null ? string | null : T[K] };
type WireLot = Omit<Wire<Lot>, 'bookedRate'> & { readonly bookedRate: Wire<BookedRate> | null };
type WirePosition = Omit<Wire<Position>, 'lots' | 'recentTrades'> & {
  readonly lots: readonly WireLot[];
  readonly recentTrades: readonly Wire<Position['recentTrades'][number]>[];
};

function encode(state: LedgerState) {
  return [...state.values()].map(({ accountId, lastDay, cash, positions }) => ({
    accountId,
    lastDay,
    cash: [...cash],
    positions: [...positions.values()],
  }));
}

/** There may be tens of thousands of lots. */
async function decode(wire: WireState): Promise<LedgerState> {
  const turns = new Turns();
  const states = new Map<AccountId, AccountState>();
  for (const { accountId, lastDay, cash, positions: written } of wire) {
    const positions = new Map<InstrumentId, Position>();
    for (const position of written) {
      positions.set(position.instrumentId, decodePosition(position));
      if (turns.isOver()) await turns.next();
    }
    const amounts = new Map(cash.map(([currency, amount]) => [currency, new Decimal(amount)]));
    states.set(accountId, { accountId, lastDay, positions, cash: amounts, realised: [], income: [] });
  }
  return states;
}

function decodePosition(wire: WirePosition): Position {
  return {
    ...wire,
    quantity: new Decimal(wire.quantity),
    costBasis: new Decimal(wire.costBasis),
    costBasisWithoutFees: new Decimal(wire.costBasisWithoutFees),
    lastTradePrice: wire.lastTradePrice === null ? null : new Decimal(wire.lastTradePrice),
    lots: wire.lots.map((lot) => ({
      ...lot,
      quantity: new Decimal(lot.quantity),
      cost: new Decimal(lot.cost),
      charges: new Decimal(lot.charges),
      bookedRate: lot.bookedRate && { ...lot.bookedRate, rate: new Decimal(lot.bookedRate.rate) },
    })),
    recentTrades: wire.recentTrades.map((trades) => ({
      ...trades,
      quantity: new Decimal(trades.quantity),
      amount: new Decimal(trades.amount),
    })),
  };
}
