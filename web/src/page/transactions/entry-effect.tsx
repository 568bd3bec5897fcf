/**
 * What an entry will do, in words, while it is typed: the cash it moves, and the units before and after. Of an entry that is
 * amended no before is told, since what is held now has it in already.
 */
import { compareDecimals, negated, signOf, sumDecimals } from '../../format/decimal-text.js';
import { quantity, signedMoney } from '../../format/format.js';
import { useLive } from '../../live/live.js';
import { KINDS } from '../../part/entry-kind.js';
import type { Accounts } from './accounts.js';
import { cashOf } from './entry-cash.js';
import { contentOf, type EntryDraft } from './entry-draft.js';

export function EntryEffect({ draft, accounts, isNew }: { draft: EntryDraft; accounts: Accounts; isNew: boolean }) {
  const account = accounts.find(draft.accountId);
  const content = contentOf(draft);
  // One that was chosen for another kind before has no part in this one.
  const instrument = content.instrumentId ? draft.instrument : null;
  const holdingId = `${draft.accountId}:${instrument?.id}`;
  const held = useLive(({ valuation }) => (isNew ? valuation.holdings.find(({ id }) => id === holdingId)?.quantity : undefined));
  const cash = account && cashOf({ ...content, instrument }, account.currency);
  const units = unitsOf(draft, instrument ? (content.quantity ?? null) : null);
  if (!account || (!cash && !units && held === undefined)) return null;
  return (
    <dl className="effect" aria-live="polite">
      {cash && (
        <div>
          <dt>Cash of {account.name}</dt>
          <dd className={signOf(cash.amount) > 0 ? 'up' : undefined}>{signedMoney(cash.amount, cash.currency)}</dd>
        </div>
      )}
      {instrument && (units || held !== undefined) && (
        <div>
          <dt>Units of {instrument.name}</dt>
          <dd>{units ? <UnitsMove units={units} held={held} /> : `${quantity(held ?? '0')} held now`}</dd>
        </div>
      )}
    </dl>
  );
}

function UnitsMove({ units, held }: { units: string; held: string | undefined }) {
  const after = held === undefined ? null : sumDecimals([held, units]);
  const sign = signOf(units) > 0 ? '+' : '−';
  return (
    <>
      {sign}
      {quantity(units.replace('-', ''))}
      {held !== undefined && after !== null && compareDecimals(after, '0') >= 0 && (
        <span className="muted">
          {' '}
          ({quantity(held)} → {quantity(after)})
        </span>
      )}
      {after !== null && compareDecimals(after, '0') < 0 && (
        <span className="warn-text"> more than the {quantity(held ?? '0')} held now</span>
      )}
    </>
  );
}

function unitsOf(draft: EntryDraft, count: string | null): string | null {
  if (!count) return null;
  const direction = draft.kind === 'TRANSFER' && draft.transferOf === 'UNITS' ? 'OUT' : KINDS[draft.kind].units;
  return direction === 'NONE' ? null : direction === 'IN' ? count : negated(count);
}
