/**
 * What stands where nothing is held. Of who never held anything: the three steps to a figure that moves, those that are done ticked,
 * the next one with its buttons. Of who did: where what is past can be seen.
 */
import { useState } from 'react';
import { Link } from 'wouter';
import { useQuery } from '../api/query.js';
import { graphql } from '../gql/gql.js';
import { Icon } from '../kit/icon.js';
import { Empty } from '../kit/state.js';
import { useLive } from '../live/live.js';
import { useScope } from '../shell/scope.js';
import '../style/first-steps.css';
import '../style/form.css';
import { AccountDialog } from './settings/account-dialog.js';

const EverHeldQuery = graphql(`
  query EverHeld($portfolioId: ID, $accountId: ID) {
    performance(portfolioId: $portfolioId, accountId: $accountId) {
      contributions { rows(first: 1) { nodes { instrumentId } } }
    }
  }
`);

/** Whether anything was ever held in what is looked at; null while that is not known. Asked only where nothing is. */
export function useEverHeld(isNothingHeld: boolean): boolean | null {
  const { variables } = useScope();
  const { data, failure } = useQuery(EverHeldQuery, isNothingHeld ? variables : null);
  if (failure && !data) return false;
  return data && (data.performance?.contributions.rows.nodes.length ?? 0) > 0;
}

export function NothingHeldNow() {
  return (
    <section className="card">
      <Empty
        title="Nothing is held now"
        action={
          <>
            <Link href="/performance" className="button">
              See how it did
            </Link>
            <Link href="/transactions/new" className="button button-second">
              Record a purchase
            </Link>
          </>
        }
      >
        All of it was sold or went elsewhere. What it gained stays in the figures.
      </Empty>
    </section>
  );
}

/** @param title what there is nothing of yet, in the words of the page */
export function FirstSteps({ title = 'Nothing held yet' }: { title?: string }) {
  const { portfolio, accounts } = useScope();
  const hasAccount = accounts.length > 0;
  const hasMoney = useLive(({ valuation }) => valuation.cashBalances.length > 0 || valuation.holdings.length > 0) ?? false;
  const [isOpening, setOpening] = useState(false);
  const next = !hasAccount ? 1 : !hasMoney ? 2 : 3;
  return (
    <section className="card first-steps" aria-labelledby="first-steps-title">
      <h2 id="first-steps-title">{title}</h2>
      <ol>
        <Step
          number={1}
          next={next}
          title="Open an account"
          actions={
            <button type="button" className="button" onClick={() => setOpening(true)}>
              Open an account
            </button>
          }
        >
          Where your units and your cash lie: a bank, a broker or a fund house.
        </Step>
        <Step
          number={2}
          next={next}
          title="Deposit or import"
          actions={
            <>
              <Link href="/transactions/new?as=DEPOSIT" className="button">
                Record a deposit
              </Link>
              <Link href="/transactions/import" className="button button-second">
                Import a file
              </Link>
            </>
          }
        >
          Say what came in, or bring the file of your broker with everything at once.
        </Step>
        <Step
          number={3}
          next={next}
          title="Buy, and watch"
          actions={
            <Link href="/transactions/new" className="button">
              Record a purchase
            </Link>
          }
        >
          What you hold is valued anew with every price that arrives, here and without a reload.
        </Step>
      </ol>
      {isOpening && portfolio && <AccountDialog portfolio={portfolio} account={null} onClose={() => setOpening(false)} />}
    </section>
  );
}

interface StepProps {
  readonly number: number;
  /** The number of the first step that is not done. */
  readonly next: number;
  readonly title: string;
  readonly actions: React.ReactNode;
  readonly children: string;
}

function Step({ number, next, title, actions, children }: StepProps) {
  const isDone = number < next;
  return (
    <li className={isDone ? 'first-step step-done' : 'first-step'} aria-current={number === next ? 'step' : undefined}>
      <span className="step-mark">
        {isDone ? <Icon name="check" /> : <span aria-hidden="true">{number}</span>}
        {isDone && <span className="sr-only">Done:</span>}
      </span>
      <div>
        <h3>{title}</h3>
        <p>{children}</p>
        {number === next && <div className="step-actions">{actions}</div>}
      </div>
    </li>
  );
}
