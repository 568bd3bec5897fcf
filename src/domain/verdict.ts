/** Why a price stands: the rule that decided, and the candidates that lost to it. The words the arbiter, the table and the API share. */

export const Rule = {
  FIRST: 'FIRST',
  OLDER: 'OLDER',
  SAME: 'SAME',
  CORRECTION: 'CORRECTION',
  PRIORITY: 'PRIORITY',
  HYSTERESIS: 'HYSTERESIS',
  NEWER: 'NEWER',
  UNIT_MIX_UP: 'UNIT_MIX_UP',
  OUTLIER: 'OUTLIER',
  CONFIRMED_BY_SOURCE: 'CONFIRMED_BY_SOURCE',
  CONFIRMED_BY_REPETITION: 'CONFIRMED_BY_REPETITION',
  CONFIRMED_BY_ADMINISTRATOR: 'CONFIRMED_BY_ADMINISTRATOR',
  CORRECTED_BY_ADMINISTRATOR: 'CORRECTED_BY_ADMINISTRATOR',
  PINNED: 'PINNED',
  SPLIT: 'SPLIT',
  SPLIT_PROPOSED: 'SPLIT_PROPOSED',
  OUTVOTED: 'OUTVOTED',
} as const;
export type Rule = (typeof Rule)[keyof typeof Rule];

/** Each rule in one sentence for a person. */
export const RULE_MESSAGES: Readonly<Record<Rule, string>> = {
  FIRST: 'The first one known.',
  OLDER: 'Observed before the current one.',
  SAME: 'The current one again.',
  CORRECTION: 'A correction of the same moment.',
  PRIORITY: 'The more trusted of two sources stands for the same moment.',
  HYSTERESIS: 'A more trusted source reported at most 12 minutes earlier.',
  NEWER: 'Observed later than the one before.',
  UNIT_MIX_UP:
    'About 100 or 1000 times off: this looks like another unit. A second source that says the same, or an administrator, can confirm it.',
  OUTLIER: 'The jump is too large to be believed at once: held until it is confirmed.',
  CONFIRMED_BY_SOURCE: 'A second source agrees.',
  CONFIRMED_BY_REPETITION: 'Observed three times in a row.',
  CONFIRMED_BY_ADMINISTRATOR: 'Confirmed by an administrator.',
  CORRECTED_BY_ADMINISTRATOR: 'Corrected by an administrator.',
  PINNED: 'An administrator has pinned the source: only what it says counts.',
  SPLIT: 'A split that was entered explains the jump.',
  SPLIT_PROPOSED: 'It looks like a split that nobody has decided about yet: held until somebody has.',
  OUTVOTED: 'Two other sources agree on another price of the same minutes.',
};

/** What another source said at the time, as text: it is kept with the price and only shown. */
export interface Loser {
  readonly source: string;
  readonly price: string;
  /** ISO 8601. */
  readonly observedAt: string;
}

export interface QuoteVerdict {
  readonly rule: Rule;
  /** The newest of each other source; a few at most. */
  readonly losers: readonly Loser[];
}

/** Ranks the prices of a pinned source before all others; the database tells a pinned price by it. */
export const PRIORITY_PINNED = -1;

/** Losers kept with a price. */
export const LOSERS_MAX = 5;
