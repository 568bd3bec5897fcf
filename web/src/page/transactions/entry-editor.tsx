/** The drawers in which an entry is added or amended. What is typed is kept until it is sent. */
import { useState } from 'react';
import { useDraft } from '../../api/draft.js';
import { ApiFailure } from '../../api/failure.js';
import { mutate } from '../../api/mutate.js';
import { useQuery } from '../../api/query.js';
import { typedNumber } from '../../format/typed-number.js';
import type { TransactionKind } from '../../gql/graphql.js';
import { AwaitedDrawer } from '../../kit/awaited-drawer.js';
import { Dialog } from '../../kit/dialog.js';
import { Notice } from '../../kit/state.js';
import { toast } from '../../kit/toast.js';
import { useScope } from '../../shell/scope.js';
import type { Accounts } from './accounts.js';
import { AmendTransactionMutation, RecordTransactionMutation, TransactionQuery, VoidTransactionMutation } from './documents.js';
import { contentOf, type EntryDraft, today } from './entry-draft.js';
import { type Entry, titleOf } from './entry-facts.js';
import { EntryForm } from './entry-form.js';

interface NewEntryProps {
  readonly accounts: Accounts;
  readonly onClose: () => void;
}

export function NewEntry({ accounts, kind, onClose }: NewEntryProps & { kind: TransactionKind }) {
  if (!accounts.accounts) return <AwaitedDrawer {...NO_ENTRY} title="Add entry" onClose={onClose} answer={accounts.answer} />;
  return <NewEntryForm accounts={accounts} kind={kind} onClose={onClose} />;
}

/** @param kind what it begins as: the kind that is looked at, where one is */
function NewEntryForm({ accounts, kind, onClose }: NewEntryProps & { kind: TransactionKind }) {
  const { account: looked } = useScope();
  const account = accounts.find(looked?.id) ?? accounts.open[0] ?? null;
  const { values, change, clear } = useDraft<EntryDraft>('transaction', {
    ...emptyDraft(account?.id ?? '', account?.currency ?? 'EUR'),
    kind,
  });
  /** What the next entry begins with. */
  const [staysOpen, setStaysOpen] = useState(false);
  const send = async (draft: EntryDraft) => {
    const input = { ...contentOf(draft), accountId: draft.accountId };
    const { recordTransaction } = await mutate(RecordTransactionMutation, { input, key: draft.key });
    const { id, version } = recordTransaction;
    const undo = () =>
      mutate(VoidTransactionMutation, { id, version }).then(
        () => toast('The entry was voided.'),
        (cause) => toast(cause instanceof ApiFailure ? cause.message : 'The entry could not be voided.', { isError: true }),
      );
    const instrument = input.instrumentId ? draft.instrument : null;
    toast(`${titleOf({ kind: draft.kind, instrument })} was recorded.`, {
      action: { label: 'Undo', run: () => void undo() },
    });
    clear({ ...emptyDraft(draft.accountId, draft.currency), kind: draft.kind, tradeDate: draft.tradeDate });
    if (!staysOpen) onClose();
  };
  return (
    <Dialog title="Add entry" form="DRAWER" onClose={onClose}>
      <EntryForm
        draft={values}
        change={change}
        accounts={accounts}
        send={send}
        verb="Record"
        onCancel={onClose}
        more={
          <label className="check">
            <input type="checkbox" checked={staysOpen} onChange={(event) => setStaysOpen(event.target.checked)} />
            Stay here to add another
          </label>
        }
      />
    </Dialog>
  );
}

/** @param onLeave to the ledger, where there is no such entry to go back to */
export function AmendEntry({ id, accounts, onClose, onLeave }: NewEntryProps & { id: string; onLeave: () => void }) {
  const { data, failure, reload } = useQuery(TransactionQuery, { id });
  const entry = data?.transaction;
  if (!entry || !accounts.accounts) return <AwaitedDrawer {...NO_ENTRY} title="Amend" onClose={onLeave} answer={{ failure, reload }} />;
  if (entry.voidedAt) {
    return (
      <Dialog title={titleOf(entry)} form="DRAWER" onClose={onClose}>
        <Notice kind="warn">This entry was voided and can no longer be changed. Add a new one instead.</Notice>
      </Dialog>
    );
  }
  return <AmendForm entry={entry} accounts={accounts} onClose={onClose} />;
}

function AmendForm({ entry, accounts, onClose }: { entry: Entry; accounts: Accounts; onClose: () => void }) {
  // A draft belongs to the version it was begun on: what somebody else changed meanwhile is not written over unseen.
  const { values, change, clear } = useDraft<EntryDraft>(`amend.${entry.id}.${entry.version}`, draftOf(entry));
  const send = async (draft: EntryDraft) => {
    await mutate(AmendTransactionMutation, { id: entry.id, version: entry.version, input: contentOf(draft) });
    clear(draft);
    toast('The entry was amended. What it said before is kept.');
    onClose();
  };
  return (
    <Dialog title={`Amend: ${titleOf(entry)}`} form="DRAWER" onClose={onClose}>
      <EntryForm
        draft={values}
        change={change}
        accounts={accounts}
        send={send}
        verb="Save the amendment"
        onCancel={() => {
          clear(draftOf(entry));
          onClose();
        }}
        isAccountFixed
      />
    </Dialog>
  );
}

export const NO_ENTRY = { missing: 'There is no such entry', back: 'All entries' } as const;

function emptyDraft(accountId: string, currency: string): EntryDraft {
  return {
    accountId,
    kind: 'BUY',
    transferOf: 'UNITS',
    tradeDate: today(),
    settlementDate: '',
    instrument: null,
    instrumentTyped: '',
    quantity: '',
    price: '',
    amount: '',
    currency,
    fee: '',
    tax: '',
    exchangeRate: '',
    ratioNew: '',
    ratioOld: '1',
    counterAccountId: '',
    lotIds: [],
    note: '',
    key: crypto.randomUUID(),
  };
}

function draftOf(entry: Entry): EntryDraft {
  return {
    ...emptyDraft(entry.accountId, entry.currency),
    kind: entry.kind,
    transferOf: entry.instrument ? 'UNITS' : 'CASH',
    tradeDate: entry.tradeDate,
    settlementDate: entry.settlementDate ?? '',
    instrument: entry.instrument ?? null,
    quantity: typedNumber(entry.quantity ?? ''),
    price: typedNumber(entry.price ?? ''),
    amount: typedNumber(entry.amount ?? ''),
    fee: entry.fee === '0' ? '' : typedNumber(entry.fee),
    tax: entry.tax === '0' ? '' : typedNumber(entry.tax),
    exchangeRate: typedNumber(entry.exchangeRate ?? ''),
    ratioNew: entry.ratioNew?.toString() ?? '',
    ratioOld: entry.ratioOld?.toString() ?? '1',
    counterAccountId: entry.counterAccountId ?? '',
    lotIds: entry.lotIds ?? [],
    note: entry.note ?? '',
  };
}
