/** A candidate with its source's place in the order of trust, which the database needs to speak the last word. */
import type { QuoteVerdict } from './verdict.js';

export type Ranked<Candidate> = Candidate & {
  readonly priority: number;
  readonly verdict?: QuoteVerdict;
  /** It counts for nothing: another source is pinned. */
  readonly isSetAside?: boolean;
};
