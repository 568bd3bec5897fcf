/** Where the base keeps prices and holdings when it is told to: in PostgreSQL, read again for each push. */
import pg from 'pg';

/** A holding with its price, as one push needs it. */
export interface Held {
  readonly id: string;
  readonly instrument: number;
  readonly quantity: number;
  readonly price: number;
  /** Of the price, in milliseconds. */
  readonly time: number;
}

interface World {
  readonly users: readonly {
    readonly holdings: readonly { readonly id: string; readonly instrument: number; readonly quantity: number }[];
  }[];
  readonly prices: readonly number[];
  readonly times: readonly number[];
}

export interface BaseStore {
  put(instrument: number, price: number, time: number): Promise<void>;
  read(user: number): Promise<Held[]>;
}

export async function openStore(url: string, { users, prices, times }: World): Promise<BaseStore> {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  await pool.query('create table price (instrument int primary key, price float8 not null, time float8 not null)');
  await pool.query('create table holding ("user" int, place int, id text, instrument int, quantity float8, primary key ("user", place))');
  const market = prices.map((price, instrument) => ({ instrument, price, time: times[instrument] }));
  await pool.query('insert into price select * from jsonb_to_recordset($1) as row(instrument int, price float8, time float8)', [
    JSON.stringify(market),
  ]);
  const held = users.flatMap(({ holdings }, user) => holdings.map((holding, place) => ({ user, place, ...holding })));
  await pool.query(
    'insert into holding select * from jsonb_to_recordset($1) as row("user" int, place int, id text, instrument int, quantity float8)',
    [JSON.stringify(held)],
  );
  await pool.query('analyze');
  return {
    async put(instrument, price, time) {
      await pool.query('update price set price = $2, time = $3 where instrument = $1 and time < $3', [instrument, price, time]);
    },
    async read(user) {
      const { rows } = await pool.query<Held>(
        'select h.id, h.instrument, h.quantity, p.price, p.time from holding h join price p using (instrument) where h."user" = $1 order by h.place',
        [user],
      );
      return rows;
    },
  };
}
