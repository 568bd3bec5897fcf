/** A change with its direction told three ways: an arrow, a sign and a colour. Nothing here is told by colour alone. */
import { memo } from 'react';
import { signOf } from '../format/decimal-text.js';
import { directionShown, signedMoney, signedPercent } from '../format/format.js';

export type Direction = 'up' | 'down' | 'flat';

export function directionOf(amount: string): Direction {
  const sign = signOf(amount);
  return sign > 0 ? 'up' : sign < 0 ? 'down' : 'flat';
}

export const Arrow = memo(function Arrow({ direction }: { direction: Direction }) {
  return (
    <svg className="arrow" viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
      {direction === 'flat' ? <path d="M1.5 5h7" /> : <path d={direction === 'up' ? 'M5 1.5 9 8H1Z' : 'M5 8.5 1 2h8Z'} />}
    </svg>
  );
});

interface ChangeProps {
  readonly amount: string | null | undefined;
  readonly ratio?: string | null | undefined;
  readonly currency: string;
  /** Why there may be none. */
  readonly absent: string;
}

export const Change = memo(function Change({ amount, ratio, currency, absent }: ChangeProps) {
  if (amount == null) return <Absent why={absent} />;
  const text = signedMoney(amount, currency);
  const direction = directionShown(text);
  return (
    <span className={`change ${direction}`}>
      <span className="change-amount">
        <Arrow direction={direction} />
        {text}
      </span>
      {ratio != null && <span className="change-ratio">{signedPercent(ratio)}</span>}
    </span>
  );
});

/** A figure that cannot be given: a dash to the eye, the reason to a pointer or a screen reader. Never a zero. */
export function Absent({ why }: { why: string }) {
  return (
    <span className="absent" title={why}>
      <span aria-hidden="true">–</span>
      <span className="sr-only">{why}</span>
    </span>
  );
}
