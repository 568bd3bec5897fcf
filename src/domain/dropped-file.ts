/** A file of prices that was put into the folder for them, and what became of its lines. */
export interface DroppedFile {
  /** SHA-256 of its content, in hex. */
  readonly hash: string;
  readonly name: string;
  readonly at: Date;
  readonly lines: number;
  readonly accepted: number;
  readonly refused: number;
  /** Why it could not be read; null when it was. */
  readonly failure: string | null;
}
