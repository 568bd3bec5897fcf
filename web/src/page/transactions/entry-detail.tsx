/** One entry: what it says, what it did, and what it said before. Here it is amended or voided. */
import { useState } from 'react';
import { Link } from 'wouter';
import { mutate } from '../../api/mutate.js';
import { useQuery } from '../../api/query.js';
import { fullInstant } from '../../format/format.js';
import type { TransactionQuery as TransactionResult } from '../../gql/graphql.js';
import { AwaitedDrawer } from '../../kit/awaited-drawer.js';
import { Confirm } from '../../kit/confirm.js';
import { Dialog } from '../../kit/dialog.js';
import { Icon } from '../../kit/icon.js';
import { Notice } from '../../kit/state.js';
import { toast } from '../../kit/toast.js';
import type { Accounts } from './accounts.js';
import { TransactionQuery, VoidTransactionMutation } from './documents.js';
import { NO_ENTRY } from './entry-editor.js';
import { changesBetween, EntryCash, factsOf, titleOf } from './entry-facts.js';

type Entry = NonNullable<TransactionResult['transaction']>;

interface EntryDetailProps {
  readonly id: string;
  readonly accounts: Accounts;
  readonly amendPath: string;
  readonly onClose: () => void;
}

export function EntryDetail({ id, accounts, amendPath, onClose }: EntryDetailProps) {
  const { data, failure, reload } = useQuery(TransactionQuery, { id });
  const [isAsking, setAsking] = useState(false);
  const entry = data?.transaction;
  if (!entry) return <AwaitedDrawer {...NO_ENTRY} title="Entry" onClose={onClose} answer={{ failure, reload }} />;
  const account = accounts.find(entry.accountId);
  return (
    <Dialog
      title={titleOf(entry)}
      form="DRAWER"
      onClose={onClose}
      actions={
        entry.voidedAt ? undefined : (
          <>
            <button type="button" className="button button-second" onClick={() => setAsking(true)}>
              <Icon name="trash" /> Void
            </button>
            <Link href={amendPath} className="button">
              <Icon name="edit" /> Amend
            </Link>
          </>
        )
      }
    >
      <div className="form">
        {entry.voidedAt && <Notice kind="warn">Voided on {fullInstant(entry.voidedAt)}. It counts for nothing and stays readable.</Notice>}
        <dl className="facts">
          <div>
            <dt>Account</dt>
            <dd>{account?.name ?? '–'}</dd>
          </div>
          {factsOf(entry, accounts.nameOf).map(({ label, text }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
          <div className="facts-sum">
            <dt>Cash moved</dt>
            <dd>
              <EntryCash entry={entry} accountCurrency={account?.currency ?? entry.currency} />
            </dd>
          </div>
        </dl>
        <Revisions entry={entry} accounts={accounts} />
      </div>
      {isAsking && <VoidEntry entry={entry} onClose={() => setAsking(false)} />}
    </Dialog>
  );
}

function VoidEntry({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const run = async () => {
    await mutate(VoidTransactionMutation, { id: entry.id, version: entry.version });
    toast('The entry was voided.');
  };
  return (
    <Confirm title="Void this entry?" verb="Void the entry" isDangerous onConfirm={run} onClose={onClose}>
      <p>
        “{titleOf(entry)}” is taken out of the ledger, and every figure since its day is worked out again without it. It stays readable with
        its history, and cannot be brought back.
      </p>
    </Confirm>
  );
}

function Revisions({ entry, accounts }: { entry: Entry; accounts: Accounts }) {
  const { nodes } = entry.revisions;
  return (
    <section aria-labelledby="revisions-title">
      <h3 id="revisions-title">History</h3>
      <ol className="revisions">
        {nodes.map((revision, index) => {
          const before = nodes[index + 1];
          const changes = before && changesBetween(factsOf(before.content, accounts.nameOf), factsOf(revision.content, accounts.nameOf));
          return (
            <li key={revision.version}>
              <p>
                <strong>{revision.isVoided ? 'Voided' : revision.version === 1 ? 'Recorded' : 'Amended'}</strong>{' '}
                <time className="muted" dateTime={revision.recordedAt}>
                  {fullInstant(revision.recordedAt)}
                </time>
              </p>
              {changes && changes.length > 0 && (
                <ul>
                  {changes.map((change) => (
                    <li key={change.label}>
                      {change.label}: <del>{change.before}</del> <span aria-hidden="true">→</span>
                      <span className="sr-only"> became </span> <ins>{change.after}</ins>
                    </li>
                  ))}
                </ul>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
