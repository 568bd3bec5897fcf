/** How often something that is limited was tried, by a key such as an account or an address, until the count begins anew. */
export class Attempt {
  readonly key: string;
  readonly used: number;
  readonly resetsAt: Date;

  constructor(props: { key: string; used: number; resetsAt: Date }) {
    this.key = props.key;
    this.used = props.used;
    this.resetsAt = props.resetsAt;
  }
}

/** So many times within so long. */
export interface AttemptLimit {
  readonly times: number;
  readonly withinS: number;
}

/** Wrong passwords of one account, and from one address over all accounts. */
export const SIGN_IN_PER_ACCOUNT: AttemptLimit = { times: 10, withinS: 900 };
export const SIGN_IN_PER_ADDRESS: AttemptLimit = { times: 100, withinS: 900 };
/** Messages to one address, and asked for from one place: nobody's letter box is filled through us. */
export const CONFIRMATIONS_PER_ACCOUNT: AttemptLimit = { times: 3, withinS: 3_600 };
export const CONFIRMATIONS_PER_ADDRESS: AttemptLimit = { times: 30, withinS: 3_600 };
/** Secrets brought back from one place, right or wrong. */
export const CODES_PER_ADDRESS: AttemptLimit = { times: 60, withinS: 900 };
