/** A rule while it is being typed, what is wrong with it, and what it says to the API. */
import { signOf } from '../../format/decimal-text.js';
import { readNumber } from '../../format/typed-number.js';
import type { AlertChannel, AlertCondition, AlertMeasure, AlertTermsInput, CreateAlertRuleInput } from '../../gql/graphql.js';
import type { Errors } from '../../kit/use-form.js';
import { CONDITIONS, fromTyped, MEASURES } from '../../part/alert-measure.js';
import type { ChosenInstrument } from '../transactions/entry-draft.js';

const NAME_MAX = 120;

export interface RuleDraft {
  readonly measure: AlertMeasure;
  readonly instrument: ChosenInstrument | null;
  /** What stands in its field while none is chosen. */
  readonly instrumentTyped: string;
  /** Of a portfolio or an account: `portfolioId` or `portfolioId:accountId`. */
  readonly whole: string;
  readonly condition: AlertCondition;
  /** In per cent where the measure is a ratio. */
  readonly threshold: string;
  readonly isRepeating: boolean;
  readonly hysteresis: string;
  readonly name: string;
  readonly note: string;
  readonly channels: readonly AlertChannel[];
  /** A day; empty for never. */
  readonly expiresOn: string;
}

export function checkRule(draft: RuleDraft, today: string): Errors<keyof RuleDraft> {
  const { of, unit, mayBeNegative } = MEASURES[draft.measure];
  const errors: Errors<keyof RuleDraft> = {};
  if (of === 'INSTRUMENT' && !draft.instrument) errors.instrument = 'Type a name, ticker or ISIN, and choose from the list.';
  if (of === 'PORTFOLIO' && draft.whole === '') errors.whole = 'Choose what to look at.';
  const threshold = checkNumber(draft.threshold, `Enter the ${unit === 'RATIO' ? 'per cent' : 'figure'} at which it fires.`);
  if (threshold.problem) errors.threshold = threshold.problem;
  else if (threshold.value && signOf(threshold.value) < 0 && !mayBeNegative)
    errors.threshold = 'This never falls below 0. Enter 0 or more.';
  if (draft.isRepeating && draft.hysteresis.trim() !== '') {
    const hysteresis = checkNumber(draft.hysteresis, '');
    if (hysteresis.problem) errors.hysteresis = hysteresis.problem;
    else if (hysteresis.value && signOf(hysteresis.value) < 0) errors.hysteresis = 'Enter 0 or more.';
  }
  if (draft.name.trim().length > NAME_MAX) errors.name = `Shorten it by ${draft.name.trim().length - NAME_MAX} characters.`;
  if (draft.note.length > 500) errors.note = `Shorten the note by ${draft.note.length - 500} characters.`;
  if (draft.expiresOn !== '' && draft.expiresOn <= today) errors.expiresOn = 'Choose a day to come, or leave it empty.';
  return errors;
}

function checkNumber(typed: string, missing: string): { readonly value?: string; readonly problem?: string } {
  return typed.trim() === '' ? { problem: missing } : readNumber(typed);
}

/** What it is called: as it was named, or else after what it looks at and when it fires. */
export function nameOf({ name, measure, condition, threshold }: RuleDraft, subject: string): string {
  if (name.trim() !== '') return name.trim();
  const { name: what, unit } = MEASURES[measure];
  const when = `${what.toLowerCase()} ${CONDITIONS[condition].name.toLowerCase()} ${threshold.trim()}${unit === 'RATIO' ? '%' : ''}`;
  return `${subject.slice(0, NAME_MAX - when.length - 2)}, ${when}`;
}

export function termsOf(draft: RuleDraft, subject: string): AlertTermsInput {
  return {
    name: nameOf(draft, subject),
    condition: draft.condition,
    threshold: numberOf(draft, draft.threshold) ?? '0',
    isRepeating: draft.isRepeating,
    hysteresis: draft.isRepeating ? numberOf(draft, draft.hysteresis) : null,
    channels: [...draft.channels],
    note: draft.note.trim() === '' ? null : draft.note.trim(),
    // To the end of the day, wherever the reader is.
    expiresAt: draft.expiresOn === '' ? null : new Date(`${draft.expiresOn}T23:59:59`).toISOString(),
  };
}

export function ruleOf(draft: RuleDraft, subject: string): CreateAlertRuleInput {
  const [portfolioId, accountId] = draft.whole.split(':');
  const isOfInstrument = MEASURES[draft.measure].of === 'INSTRUMENT';
  const whole = accountId ? { accountId } : { portfolioId };
  return { ...termsOf(draft, subject), measure: draft.measure, ...(isOfInstrument ? { instrumentId: draft.instrument?.id } : whole) };
}

function numberOf({ measure }: RuleDraft, typed: string): string | null {
  const read = typed.trim() === '' ? null : readNumber(typed);
  return read && 'value' in read ? fromTyped(measure, read.value) : null;
}
