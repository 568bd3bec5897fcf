import { approximate, signOf } from '../../format/decimal-text.js';

/** Gain by cost, to look at; null where it means nothing. */
export function ratioText(gain: string | null | undefined, cost: string | null | undefined): string | null {
  if (gain == null || cost == null || signOf(cost) <= 0) return null;
  return (approximate(gain) / approximate(cost)).toFixed(6);
}
