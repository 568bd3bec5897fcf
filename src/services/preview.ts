/** Tells what an entry would do, with the checks and the booking that recording it has; nothing is written. */
import { authorise } from '../domain/access.js';
import { fold } from '../domain/fold.js';
import { type Preview, previewOf } from '../domain/preview.js';
import { type RealisedGainRow, reportRealisedGains } from '../domain/realised-gain.js';
import type { Actor } from '../domain/user.js';
import type { Database, EntityManager } from '../storage/database.js';
import { ownAccount, ownPortfolio } from './account.js';
import { crossesOf } from './realised-gain.js';
import type { NewEntry, TransactionService } from './transaction.js';

export interface TransactionPreview extends Preview {
  /** In the base currency of the account's portfolio as well. */
  readonly gains: readonly RealisedGainRow[];
}

export class PreviewService {
  constructor(
    private readonly database: Database,
    private readonly transactions: TransactionService,
  ) {}

  /** @throws whatever `TransactionService.record` throws for this entry */
  async preview(actor: Actor | null, given: NewEntry): Promise<TransactionPreview> {
    authorise(actor, 'transaction:read');
    return this.database.readAside(async (em) => {
      const { ledger, entry } = await this.transactions.plan(em, actor, given);
      const { from } = ledger;
      const [before, after] = [fold(ledger.entries, ledger, { from }), fold([...ledger.entries, entry], ledger, { from })];
      const preview = previewOf(entry, before, after);
      return { ...preview, gains: await this.gainsInBase(em, actor, given.accountId, preview) };
    });
  }

  private async gainsInBase(
    em: EntityManager,
    actor: Actor,
    accountId: string,
    { realised }: Preview,
  ): Promise<readonly RealisedGainRow[]> {
    const [first] = realised;
    if (!first) return [];
    const account = await ownAccount(em, actor, accountId);
    const { baseCurrency } = await ownPortfolio(em, actor, account.portfolioId);
    const booked = realised.flatMap(({ acquiredRate, soldRate }) => [acquiredRate, soldRate]).flatMap((rate) => rate?.currency ?? []);
    const currencies = [baseCurrency, first.currency, ...booked];
    const crossOn = await crossesOf(em, realised, { currencies, until: first.tradeDate, knownAt: null });
    return reportRealisedGains(realised, { from: first.tradeDate, to: first.tradeDate, baseCurrency, crossOn }).rows;
  }
}
