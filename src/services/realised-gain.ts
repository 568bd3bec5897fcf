/** Realised gains by lot, for tax returns: by the accounts' own cost methods, or by the one asked for. */
import { authorise } from '../domain/access.js';
import type { CostMethod } from '../domain/account.js';
import { escapeFormula, writeCsv } from '../domain/csv.js';
import type { Currency } from '../domain/currency.js';
import { type Day, dayIn } from '../domain/day.js';
import { type Decimal, formatDecimal } from '../domain/decimal.js';
import { InvalidInput } from '../domain/errors.js';
import { withCostMethod } from '../domain/ledger.js';
import { type RealisedGain, type RealisedGainReport, reportRealisedGains } from '../domain/realised-gain.js';
import type { Actor } from '../domain/user.js';
import type { Database, EntityManager } from '../storage/database.js';
import { foldInTurns } from '../storage/fold-in-turns.js';
import { loadMarketSeries } from '../storage/query/market-series.js';
import { currenciesOf, dayRange, knownAtOf, loadScope, type Scope, type ScopeInput } from './scope.js';

export interface RealisedGainsInput extends ScopeInput {
  /** Or from and to; this year when neither is given. */
  readonly year?: number | null;
  readonly from?: Day | null;
  readonly to?: Day | null;
  /** Instead of each account's own. */
  readonly costMethod?: CostMethod | null;
  readonly knownAt?: Date | null;
  /** One instrument alone. */
  readonly instrumentId?: string | null;
}

/** Rows of one CSV text; beyond it the period must be cut. */
export const CSV_ROWS_MAX = 50_000;

export class RealisedGainService {
  constructor(
    private readonly database: Database,
    private readonly now: () => Date,
  ) {}

  async report(actor: Actor | null, input: RealisedGainsInput): Promise<RealisedGainReport> {
    authorise(actor, 'transaction:read');
    return this.database.readAside(async (em) => (await this.load(em, actor, input)).report);
  }

  /** The same rows as a table for spreadsheets. */
  async csv(actor: Actor | null, input: RealisedGainsInput): Promise<string> {
    authorise(actor, 'transaction:read');
    const { report, scope } = await this.database.readAside((em) => this.load(em, actor, input));
    if (report.rows.length > CSV_ROWS_MAX) {
      throw new InvalidInput('from', 'RANGE', `This period has more than ${CSV_ROWS_MAX} rows. Ask for a shorter one.`);
    }
    return csvOf(report, scope);
  }

  private async load(em: EntityManager, actor: Actor, input: RealisedGainsInput): Promise<{ report: RealisedGainReport; scope: Scope }> {
    const knownAt = knownAtOf(input.knownAt, this.now());
    const today = dayIn('UTC', knownAt ?? this.now());
    const { from, to } = dayRange(input, { from: `${(input.to ?? today).slice(0, 4)}-01-01` as Day, to: today });
    // What was realised before needs no folding: it goes on from a checkpoint, unless lots are to be closed in another order.
    const options = { until: to, ...(!input.costMethod && { resumeAt: from }) };
    const scope = await loadScope(em, actor, input, knownAt ? { knownAt } : options);
    const books = withCostMethod(scope.ledger, input.costMethod ?? null);
    const sales = [...(await foldInTurns(scope.ledger.entries, books, { from: scope.ledger.from, until: to })).values()]
      .flatMap(({ realised }) => realised.filter((gain) => gain.tradeDate >= from && scope.members.has(gain)))
      .filter(({ instrumentId }) => (input.instrumentId ?? instrumentId) === instrumentId);
    const crossOn = await crossesOf(em, sales, { currencies: currenciesOf(scope), until: to, knownAt });
    const { baseCurrency } = scope.portfolio;
    return { scope, report: reportRealisedGains(sales, { from, to, baseCurrency, crossOn }) };
  }
}

/** The conversions of the days on which these lots were opened and closed. */
export async function crossesOf(
  em: EntityManager,
  sales: readonly RealisedGain[],
  { currencies, until, knownAt }: { currencies: Iterable<Currency>; until: Day; knownAt: Date | null },
) {
  const days = sales.flatMap(({ acquiredOn, soldOn }) => [acquiredOn, soldOn]);
  const from = days.reduce((first, day) => (day < first ? day : first), until);
  const series = await loadMarketSeries(em, { instrumentIds: [], currencies, from, until, knownAt });
  return (...[day, own, base]: Parameters<Parameters<typeof reportRealisedGains>[1]['crossOn']>) => series.on(day).cross(own, base);
}

const COLUMNS = [
  'account',
  'instrument',
  'isin',
  'acquired on',
  'sold on',
  'holding days',
  'quantity',
  'currency',
  'proceeds',
  'cost',
  'charges',
  'gain before fees',
  'gain',
];
const BASE_COLUMNS = ['proceeds', 'cost', 'charges', 'gain before fees', 'gain', 'price gain', 'currency gain'];

function csvOf(report: RealisedGainReport, { ledger }: Scope): string {
  const head = [...COLUMNS, ...BASE_COLUMNS.map((name) => `${name} ${report.baseCurrency}`), 'side', 'acquired rate', 'sold rate'];
  const rows = report.rows.map(({ sale, holdingDays, inBase, rates, ...own }) => {
    const instrument = ledger.instrument(sale.instrumentId);
    return [
      escapeFormula(ledger.account(sale.accountId)?.name ?? ''),
      escapeFormula(instrument?.name ?? ''),
      instrument?.isin ?? '',
      sale.acquiredOn,
      sale.soldOn,
      String(holdingDays),
      formatDecimal(sale.quantity),
      sale.currency,
      ...[own.proceeds, own.cost, own.charges, own.gainBeforeFees, own.gain].map(formatDecimal),
      ...(inBase
        ? [inBase.proceeds, inBase.cost, inBase.charges, inBase.gainBeforeFees, inBase.gain, inBase.priceGain, inBase.currencyGain]
        : BASE_COLUMNS.map(() => null)
      ).map((amount: Decimal | null) => (amount ? formatDecimal(amount) : '')),
      sale.isShort ? 'SHORT' : 'LONG',
      ...[rates.acquired, rates.sold].map((rate) => (rate ? formatDecimal(rate) : '')),
    ];
  });
  return writeCsv([head, ...rows]);
}
