/** The newest of what a source said of one symbol that was refused for one reason, and how often. As text: it may be anything. */
export interface RejectionSample {
  readonly source: string;
  readonly symbol: string;
  readonly reason: string;
  readonly figure: string;
  readonly message: string;
  readonly count: number;
  readonly at: Date;
}
