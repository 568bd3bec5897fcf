/** What the server says an entry would do, once it can be sent: cash before and after, the gain it realises, or why it would be refused. */
import { useQuery } from '../../api/query.js';
import { sumDecimals } from '../../format/decimal-text.js';
import { money, signedMoney } from '../../format/format.js';
import { useSettled } from '../../kit/use-settled.js';
import { directionOf } from '../../part/change.js';
import type { OwnAccount } from './accounts.js';
import { PreviewQuery } from './documents.js';
import { checkDraft, contentOf, type EntryDraft, today } from './entry-draft.js';

interface EntryPreviewProps {
  readonly draft: EntryDraft;
  readonly account: OwnAccount;
  readonly nameOf: (accountId: string) => string;
}

export function EntryPreview({ draft, account, nameOf }: EntryPreviewProps) {
  const isWhole = Object.keys(checkDraft(draft, { lastDay: today(), accountCurrency: account.currency })).length === 0;
  const input = useSettled(isWhole ? { ...contentOf(draft), accountId: draft.accountId } : null);
  const { data, failure, isLoading } = useQuery(PreviewQuery, isWhole && input ? { input } : null);
  if (!isWhole || !input) return null;
  if (failure) return <p className="warn-text small">{failure.message}</p>;
  const preview = data?.previewTransaction;
  if (!preview) return null;
  const { nodes } = preview.realised;
  // A transfer moves cash in two accounts.
  const isBetween = preview.cash.some(({ accountId }) => accountId !== account.id);
  return (
    <div className="effect-preview" data-testid="preview" aria-busy={isLoading}>
      <dl className="effect">
        {preview.cash.map(({ accountId, currency, before, after }) => (
          <div key={`${accountId} ${currency}`}>
            <dt>
              Cash in {currency}
              {isBetween && `, ${nameOf(accountId)}`}
            </dt>
            <dd>
              {money(before, currency)} → {money(after, currency)}
            </dd>
          </div>
        ))}
        {nodes[0] && (
          <div>
            <dt>Realised by it</dt>
            <dd className={directionOf(sumDecimals(nodes.map(({ gain }) => gain)))}>
              {signedMoney(sumDecimals(nodes.map(({ gain }) => gain)), nodes[0].currency)}
            </dd>
          </div>
        )}
      </dl>
      {preview.changesLaterGains && (
        <p className="warn-text small">Later sales would close other lots, and so realise other gains than they do.</p>
      )}
    </div>
  );
}
