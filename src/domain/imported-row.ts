/** That a row of a file became an entry: what makes importing the same file again add nothing. Kept for ever, like the entry. */
import type { TransactionId, UserId } from './ids.js';

export class ImportedRow {
  readonly userId: UserId;
  /** Made of the account and the row's reference; without one, of what the row says and how often it has said so before. */
  readonly key: string;
  readonly transactionId: TransactionId;
  readonly reference: string | null;
  /** Of what the row says, to tell a row sent again from another with the same reference. */
  readonly contentHash: string;
  readonly importedAt: Date;

  constructor(props: {
    userId: UserId;
    key: string;
    transactionId: TransactionId;
    reference: string | null;
    contentHash: string;
    importedAt: Date;
  }) {
    this.userId = props.userId;
    this.key = props.key;
    this.transactionId = props.transactionId;
    this.reference = props.reference;
    this.contentHash = props.contentHash;
    this.importedAt = props.importedAt;
  }
}
