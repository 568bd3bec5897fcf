/** Remembers the answer to a request that carried a key, so that sending it again changes nothing. */
import type { UserId } from './ids.js';

export class IdempotencyRecord {
  readonly userId: UserId;
  readonly key: string;
  /** SHA-256 of the request's content, in hex: the same key with other content is a conflict. */
  readonly contentHash: string;
  /** Ids of what the first request created, in its order. */
  readonly resultIds: readonly string[];
  readonly createdAt: Date;

  constructor(props: { userId: UserId; key: string; contentHash: string; resultIds: readonly string[]; createdAt: Date }) {
    this.userId = props.userId;
    this.key = props.key;
    this.contentHash = props.contentHash;
    this.resultIds = props.resultIds;
    this.createdAt = props.createdAt;
  }
}
