/**
 * A user's ledger as it stands now, folded to the last day kept and on to now. The valuation and the series of a dashboard begin
 * from the same, so who asks while it is read waits for it. Invariant: nobody is given one older than his own look at the
 * portfolio; nothing is kept once it is read.
 */
import { addDays, type Day } from '../domain/day.js';
import { withoutReports } from '../domain/history.js';
import type { LedgerState } from '../domain/ledger.js';
import type { Transaction } from '../domain/transaction.js';
import type { Database } from '../storage/database.js';
import { foldInTurns } from '../storage/fold-in-turns.js';
import { type Ledger, loadLedger } from '../storage/query/ledger.js';
import type { PortfolioHead } from './portfolio-head.js';

export interface FoldedLedger {
  readonly ledger: Ledger;
  /** At the end of the last day kept, without reports. */
  readonly evening: LedgerState;
  /** Of the days since. */
  readonly entries: readonly Transaction[];
  /** With them; what splits of these days paid is among its gains. */
  readonly state: LedgerState;
}

export class PresentLedgers {
  private readonly loading = new Map<string, Promise<FoldedLedger>>();

  constructor(private readonly database: Database) {}

  /** @param head read just before: what is being read was begun after a look that saw the same */
  async of({ portfolio, version, ledgerVersion }: PortfolioHead, yesterday: Day): Promise<FoldedLedger> {
    const key = `${portfolio.id} ${version} ${ledgerVersion} ${yesterday}`;
    const begun = this.loading.get(key);
    if (begun) return begun;
    const loading = this.read(portfolio, yesterday).finally(() => this.loading.delete(key));
    this.loading.set(key, loading);
    return loading;
  }

  /** Anew, for who has looked at something else than the whole portfolio. */
  async read({ userId }: PortfolioHead['portfolio'], yesterday: Day): Promise<FoldedLedger> {
    const ledger = await this.database.read((em) => loadLedger(em, userId, { resumeAt: addDays(yesterday, 1) }));
    return foldAround(ledger, yesterday);
  }
}

/** The ledger must begin no later than the day after `yesterday`. */
export async function foldAround(ledger: Ledger, yesterday: Day): Promise<FoldedLedger> {
  const past = ledger.entries.filter(({ tradeDate }) => tradeDate <= yesterday);
  const entries = ledger.entries.filter(({ tradeDate }) => tradeDate > yesterday);
  const evening = withoutReports(await foldInTurns(past, ledger, { from: ledger.from, until: yesterday, hasReports: false }));
  const state = await foldInTurns(entries, ledger, { from: evening });
  return { ledger, evening, entries, state };
}
