/** What each instrument added to a portfolio in a period, and its part of the return of the whole (docs/CALCULATIONS.md, C3). */
import { type Attribution, gainOf, type InstrumentAttribution, instrumentGain } from './attribution.js';
import type { Decimal } from './decimal.js';
import type { InstrumentId } from './ids.js';
import { AbsenceReason, absent, known, type Outcome } from './outcome.js';
import { shareOf, unscaled } from './scaled.js';

export interface Contribution extends Readonly<Record<keyof InstrumentAttribution, Decimal>> {
  readonly instrumentId: InstrumentId;
  readonly gain: Decimal;
  /** Its part of the simple return of the whole. */
  readonly contribution: Outcome<Decimal>;
}

export interface Contributions {
  readonly rows: readonly Contribution[];
  /** What fees of accounts, interest and cash added. */
  readonly rest: Outcome<Decimal>;
}

/**
 * What each instrument added to the simple return: its gain by the capital of the whole. With `rest`, which is what fees
 * of accounts, interest and cash in other currencies added, the shares add up to the return before rounding.
 */
export function contributions(
  attribution: Attribution,
): Outcome<{ readonly byInstrument: ReadonlyMap<InstrumentId, Decimal>; readonly rest: Decimal }> {
  const capital = attribution.start + attribution.inflow;
  if (attribution.lacksRate) return absent(AbsenceReason.NO_RATE);
  if (capital <= 0n) return absent(AbsenceReason.NO_CAPITAL);
  const byInstrument = new Map<InstrumentId, Decimal>();
  let explained = 0n;
  for (const [id, row] of attribution.instruments) {
    const gain = instrumentGain(row);
    byInstrument.set(id, shareOf(gain, capital));
    explained += gain;
  }
  return known({ byInstrument, rest: shareOf(gainOf(attribution) - explained, capital) });
}

/** The most first. */
export function contributionsOf(attribution: Attribution): Contributions {
  const shares = contributions(attribution);
  const rows = [...attribution.instruments].map(([instrumentId, row]): Contribution => {
    const share = shares.value?.byInstrument.get(instrumentId);
    const amounts = Object.fromEntries(Object.entries(row).map(([name, amount]) => [name, unscaled(amount as bigint)]));
    return {
      ...(amounts as { readonly [Name in keyof InstrumentAttribution]: Decimal }),
      instrumentId,
      gain: unscaled(instrumentGain(row)),
      contribution: share ? known(share) : absent(shares.absence ?? AbsenceReason.NO_CAPITAL),
    };
  });
  rows.sort((a, b) => b.gain.comparedTo(a.gain) || (a.instrumentId < b.instrumentId ? -1 : 1));
  return { rows, rest: shares.value ? known(shares.value.rest) : shares };
}
