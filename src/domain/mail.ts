/** A message to one person by e-mail: plain text, so that nothing in it can be more than what it says. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}
