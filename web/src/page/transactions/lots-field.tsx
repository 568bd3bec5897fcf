/** Which acquisitions a disposal closes, where the account wants them named: in the order they are ticked. */
import { useQuery } from '../../api/query.js';
import { fullDay, money, quantity } from '../../format/format.js';
import { Failure, Skeleton } from '../../kit/state.js';
import { OpenLotsQuery } from './documents.js';
import type { EntryDraft } from './entry-draft.js';

interface LotsFieldProps {
  readonly draft: EntryDraft;
  readonly error: string | undefined;
  readonly onChange: (lotIds: readonly string[]) => void;
}

export function LotsField({ draft, error, onChange }: LotsFieldProps) {
  const { data, failure, reload } = useQuery(OpenLotsQuery, { holdingId: `${draft.accountId}:${draft.instrument?.id}` });
  const toggle = (id: string) => onChange(draft.lotIds.includes(id) ? draft.lotIds.filter((each) => each !== id) : [...draft.lotIds, id]);
  return (
    <fieldset
      className={error ? 'field lots has-error' : 'field lots'}
      aria-describedby="lots-note"
      aria-invalid={error ? true : undefined}
      tabIndex={-1}
    >
      <legend>Lots to close, in this order</legend>
      {failure && !data && <Failure failure={failure} onRetry={reload} />}
      {!data && !failure && <Skeleton lines={2} />}
      {data?.explainHolding.lots.map(({ id, quantity: units, tradeDate, cost }) => {
        const place = draft.lotIds.indexOf(id);
        return (
          <label key={id} className="check">
            <input type="checkbox" checked={place >= 0} onChange={() => toggle(id)} />
            <span>
              {quantity(units)} of {fullDay(tradeDate)}
              <span className="muted"> for {money(cost, draft.instrument?.currency ?? draft.currency)}</span>
              {place >= 0 && <span className="tag"> {place + 1}</span>}
            </span>
          </label>
        );
      })}
      <p id="lots-note" className={error ? 'field-error' : 'hint'}>
        {error ?? 'This account names the lots of each sale.'}
      </p>
    </fieldset>
  );
}
