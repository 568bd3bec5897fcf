/** Splits and dividends that sources propose, to be accepted or refused; and past prices that are being fetched. */
import { useState } from 'react';
import { mutate } from '../../api/mutate.js';
import { useQuery } from '../../api/query.js';
import { fullDay, money, quantity } from '../../format/format.js';
import type { BackfillStatus, BackfillsQuery as BackfillsResult, ProposalFieldsFragment, ProposalStatus } from '../../gql/graphql.js';
import { Confirm } from '../../kit/confirm.js';
import { Section } from '../../kit/page-frame.js';
import { ReasonDialog } from '../../kit/reason-dialog.js';
import { Segments } from '../../kit/segments.js';
import { Empty, Failure, Skeleton } from '../../kit/state.js';
import { toast } from '../../kit/toast.js';
import { useAction } from '../../kit/use-action.js';
import { sourceName } from '../../part/words.js';
import { AcceptProposalMutation, BackfillsQuery, CancelBackfillMutation, ProposalsQuery, RefuseProposalMutation } from './documents.js';

type Proposal = ProposalFieldsFragment;

const STATES: readonly { readonly key: ProposalStatus; readonly label: string }[] = [
  { key: 'PROPOSED', label: 'Open' },
  { key: 'ACCEPTED', label: 'Accepted' },
  { key: 'REFUSED', label: 'Refused' },
];

export function ProposalsPart() {
  const [status, setStatus] = useState<ProposalStatus>('PROPOSED');
  const { data, failure, isFormer, reload } = useQuery(ProposalsQuery, { status });
  return (
    <>
      <Section
        title="Splits and dividends"
        id="proposals-title"
        actions={<Segments label="Which" options={STATES} chosen={status} onChoose={setStatus} />}
      >
        <div className="card" aria-busy={isFormer}>
          {!data && (failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={4} />)}
          {data?.corporateActions.length === 0 && (
            <Empty title="Nothing here">What sources say of splits and dividends waits here for somebody to look at it.</Empty>
          )}
          {data && <ProposalList proposals={data.corporateActions} />}
        </div>
      </Section>
      <Backfills />
    </>
  );
}

export function ProposalList({ proposals }: { proposals: readonly Proposal[] }) {
  const [accepted, setAccepted] = useState<Proposal | null>(null);
  const [refused, setRefused] = useState<Proposal | null>(null);
  return (
    <>
      <ul className="list">
        {proposals.map((proposal) => (
          <li key={proposal.id} className="list-row" data-testid="proposal">
            <div>
              <p className="list-title">
                {aboutOf(proposal)} <span className={`tag ${LOOKS[proposal.status]}`}>{WORDS[proposal.status]}</span>
              </p>
              <p className="sub">
                <span>{fullDay(proposal.exDate)}</span>
                <span>says {proposal.sources.map(sourceName).join(', ')}</span>
                {proposal.reason && <span>{proposal.reason}</span>}
              </p>
            </div>
            {proposal.status === 'PROPOSED' && (
              <div className="row-actions">
                <button type="button" className="link" onClick={() => setAccepted(proposal)}>
                  Accept<span className="sr-only"> {aboutOf(proposal)}</span>
                </button>
                <button type="button" className="link" onClick={() => setRefused(proposal)}>
                  Refuse<span className="sr-only"> {aboutOf(proposal)}</span>
                </button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {accepted && <Acceptance proposal={accepted} onClose={() => setAccepted(null)} />}
      {refused && (
        <ReasonDialog
          title="Refuse what is proposed?"
          draft={`admin.refuse.${refused.id}`}
          verb="Refuse it"
          isDangerous
          more={{}}
          onConfirm={async ({ reason }) => {
            await mutate(RefuseProposalMutation, { id: refused.id, reason });
            toast('It was refused, and is not proposed again.');
          }}
          onClose={() => setRefused(null)}
        >
          <p>
            {aboutOf(refused)} on {fullDay(refused.exDate)}.
          </p>
        </ReasonDialog>
      )}
    </>
  );
}

/** Says what accepting does, which of a split is something for everybody, and asks once. */
function Acceptance({ proposal, onClose }: { proposal: Proposal; onClose: () => void }) {
  const { id, kind, exDate, instrument, ratioNew, ratioOld } = proposal;
  const isSplit = kind === 'SPLIT';
  const accept = async () => {
    await mutate(AcceptProposalMutation, { id });
    toast(isSplit ? 'The split was entered for everybody who held it.' : 'It is noted as right.');
  };
  return (
    <Confirm
      title={isSplit ? 'Enter this split?' : 'Is this dividend right?'}
      verb={isSplit ? 'Enter it' : 'It is right'}
      onConfirm={accept}
      onClose={onClose}
    >
      <p>
        {aboutOf(proposal)} on {fullDay(exDate)}, says {proposal.sources.map(sourceName).join(', ')}.
      </p>
      {isSplit ? (
        <p>
          Everybody who held {instrument?.name ?? 'it'} before that day has {ratioNew} units for each {ratioOld === 1 ? 'one' : ratioOld}{' '}
          from then on, and figures are worked out again. An account with an entry of its own for this split keeps to it.
        </p>
      ) : (
        <p>Nothing is booked: what was paid is for the ledger of each owner to say.</p>
      )}
    </Confirm>
  );
}

const WORDS = { PROPOSED: 'Open', ACCEPTED: 'Accepted', REFUSED: 'Refused' } as const;
const LOOKS = { PROPOSED: 'warn', ACCEPTED: 'good', REFUSED: '' } as const;

function wordsOf({ kind, ratioNew, ratioOld, amount, currency }: Proposal): string {
  if (kind === 'SPLIT') return `split, ${ratioNew} for ${ratioOld}`;
  return amount && currency ? `dividend of ${money(amount, currency)} per unit` : 'dividend';
}

function aboutOf(proposal: Proposal): string {
  return `${proposal.instrument?.name ?? 'An instrument'}: ${wordsOf(proposal)}`;
}

type Backfill = BackfillsResult['backfills'][number];
const BACKFILL_LOOKS: Readonly<Record<BackfillStatus, string>> = {
  WAITING: '',
  RUNNING: 'warn',
  DONE: 'good',
  FAILED: 'bad',
  CANCELLED: '',
};
const BACKFILL_WORDS: Readonly<Record<BackfillStatus, string>> = {
  WAITING: 'Waiting',
  RUNNING: 'Running',
  DONE: 'Done',
  FAILED: 'Failed',
  CANCELLED: 'Cancelled',
};

function Backfills() {
  const { data, failure, reload } = useQuery(BackfillsQuery, {}, { everyMs: 5_000 });
  return (
    <Section title="Past prices being fetched" id="backfills-title">
      <div className="card">
        {!data && (failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={3} />)}
        {data?.backfills.length === 0 && <Empty title="Nothing is being fetched">Ask for past prices where an instrument is.</Empty>}
        <ul className="list">
          {data?.backfills.map((backfill) => (
            <BackfillRow key={backfill.id} backfill={backfill} />
          ))}
        </ul>
      </div>
    </Section>
  );
}

function BackfillRow({ backfill: { id, instrument, source, from, to, nextDay, status, stored, message } }: { backfill: Backfill }) {
  const { run, isBusy } = useAction();
  const isUnderWay = status === 'RUNNING' || status === 'WAITING';
  return (
    <li className="list-row" data-testid="backfill">
      <div>
        <p className="list-title">
          {instrument?.name} from {sourceName(source)} <span className={`tag ${BACKFILL_LOOKS[status]}`}>{BACKFILL_WORDS[status]}</span>
        </p>
        <p className="sub">
          <span>
            {fullDay(from)} to {fullDay(to)}
          </span>
          {isUnderWay && <span>done before {fullDay(nextDay)}</span>}
          <span>{stored === 1 ? '1 price' : `${quantity(String(stored))} prices`}</span>
          {message && <span className="warn-text">{message}</span>}
        </p>
      </div>
      {isUnderWay && (
        <button
          type="button"
          className="link"
          disabled={isBusy}
          onClick={() =>
            run(async () => {
              await mutate(CancelBackfillMutation, { id });
              return 'It was cancelled. What it has stored stays.';
            })
          }
        >
          Cancel<span className="sr-only"> the prices of {instrument?.name}</span>
        </button>
      )}
    </li>
  );
}
