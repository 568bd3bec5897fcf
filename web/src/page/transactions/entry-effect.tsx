/** What an entry will do, in words, while it is typed: the cash it moves, and the units before and after. */
import { compareDecimals, negated, signOf, sumDecimals } from '../../format/decimal-text.js';
import { quantity, signedMoney } from '../../format/format.js';
import { useLive } from '../../live/live.js';
import { KINDS } from '../../part/entry-kind.js';
import type { Accounts } from './accounts.js';
import { cashOf } from './entry-cash.js';
import { contentOf, type EntryDraft } from './entry-draft.js';

export function EntryEffect({ draft, accounts }: { draft: EntryDraft; accounts: Accounts }) {
  const account = accounts.find(draft.accountId);
  const content = contentOf(draft);
  const holdingId = `${draft.accountId}:${draft.instrument?.id}`;
  const held = useLive(({ valuation }) => valuation.holdings.find(({ id }) => id === holdingId)?.quantity);
  const cash = account && cashOf({ ...content, instrument: draft.instrument }, account.currency);
  const units = unitsOf(draft, content.quantity ?? null);
  if (!account || (!cash && !units && held === undefined)) return null;
  return (
    <dl className="effect" aria-live="polite">
      {cash && (
        <div>
          <dt>Cash of {account.name}</dt>
          <dd className={signOf(cash.amount) > 0 ? 'up' : undefined}>{signedMoney(cash.amount, cash.currency)}</dd>
        </div>
      )}
      {draft.instrument && (units || held !== undefined) && (
        <div>
          <dt>Units of {draft.instrument.name}</dt>
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
  if (!draft.instrument || !count) return null;
  const direction = draft.kind === 'TRANSFER' && draft.transferOf === 'UNITS' ? 'OUT' : KINDS[draft.kind].units;
  return direction === 'NONE' ? null : direction === 'IN' ? count : negated(count);
}
