/** Two sources that differ by more than they should, as it is gathered. */
export interface Disagreement {
  /** An instrument's id, or a pair such as EURUSD. */
  readonly subject: string;
  readonly source: string;
  /** Whose figure stood then. */
  readonly otherSource: string;
  readonly price: string;
  readonly otherPrice: string;
  readonly count: number;
  readonly at: Date;
}
