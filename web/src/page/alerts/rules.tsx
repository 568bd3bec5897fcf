/** The rules: what each looks at, how far it has come, and what can be done to it. */

import { useState } from 'react';
import { Link, Route, Switch, useLocation } from 'wouter';
import { mutate } from '../../api/mutate.js';
import { useQuery } from '../../api/query.js';
import { dayOfInstant } from '../../format/format.js';
import type { AlertStatus } from '../../gql/graphql.js';
import { Confirm } from '../../kit/confirm.js';
import { Icon } from '../../kit/icon.js';
import { Section } from '../../kit/page-frame.js';
import { Pager, usePages } from '../../kit/pager.js';
import { Empty, Failure, Skeleton } from '../../kit/state.js';
import { toast } from '../../kit/toast.js';
import { useAction } from '../../kit/use-action.js';
import { asSet, CONDITIONS, figureOf, MEASURES } from '../../part/alert-measure.js';
import { When } from '../../part/when.js';
import { subjectOf } from '../../shell/firing.js';
import { useScope } from '../../shell/scope.js';
import type { Rule } from './documents.js';
import { AlertRulesQuery, DeleteAlertRuleMutation, PauseAlertRuleMutation, ResumeAlertRuleMutation } from './documents.js';
import { AmendRule, NewRule } from './rule-editor.js';

export function Rules() {
  const pages = usePages('rules');
  const { data, failure, isFormer, reload } = useQuery(AlertRulesQuery, { after: pages.after });
  const [deleted, setDeleted] = useState<Rule | null>(null);
  const [, navigate] = useLocation();
  const close = () => navigate('/alerts/rules');
  return (
    <Section
      title="Rules"
      id="rules-title"
      actions={
        <span className="row-actions">
          <Link href="/alerts/rules/new" className="button button-small">
            <Icon name="plus" /> New rule
          </Link>
        </span>
      }
    >
      <div className="card" aria-busy={isFormer}>
        {!data && (failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={5} />)}
        {data?.alertRules.nodes.length === 0 && (
          <Empty
            title="No rule yet"
            action={
              <Link href="/alerts/rules/new" className="button">
                Make the first rule
              </Link>
            }
          >
            Say what to look at and when it matters: a price, the move of a day, what your portfolio is worth, how far it has fallen.
          </Empty>
        )}
        <ul className="list">
          {data?.alertRules.nodes.map((rule) => (
            <RuleRow key={rule.id} rule={rule} onDelete={() => setDeleted(rule)} />
          ))}
        </ul>
      </div>
      {data && <Pager pages={pages} info={data.alertRules.pageInfo} isBusy={isFormer} />}
      {deleted && (
        <Confirm
          title={`Delete “${deleted.name}”?`}
          verb="Delete the rule"
          isDangerous
          onConfirm={async () => {
            await mutate(DeleteAlertRuleMutation, { id: deleted.id });
            toast('The rule was deleted.');
          }}
          onClose={() => setDeleted(null)}
        >
          <p>It fires no more. What it has fired so far stays in the inbox.</p>
        </Confirm>
      )}
      <Switch>
        <Route path="/alerts/rules/new">
          <NewRule onClose={close} />
        </Route>
        <Route path="/alerts/rules/:id">{({ id }) => <AmendRule key={id} id={id} onClose={close} />}</Route>
      </Switch>
    </Section>
  );
}

const STATES: Readonly<Record<AlertStatus, { readonly name: string; readonly look: string }>> = {
  ARMED: { name: 'Armed', look: 'good' },
  WAITING: { name: 'Fired, waits to be armed', look: '' },
  DONE: { name: 'Fired, done', look: '' },
  EXPIRED: { name: 'Expired', look: 'warn' },
  PAUSED: { name: 'Paused', look: 'warn' },
};

function RuleRow({ rule, onDelete }: { rule: Rule; onDelete: () => void }) {
  const { name, look } = STATES[rule.status];
  return (
    <li className="list-row" data-testid="alert-rule">
      <div>
        <p className="list-title">
          {rule.name} <span className={`tag ${look}`}>{name}</span>
        </p>
        <p className="alert-message">{useWords(rule)}</p>
        <p className="sub">
          {rule.firedCount > 0 && <span>{rule.firedCount === 1 ? 'Fired once' : `Fired ${rule.firedCount} times`}</span>}
          {rule.lastFiredAt && (
            <span>
              last <When at={rule.lastFiredAt} />
            </span>
          )}
          {rule.expiresAt && <span>until {dayOfInstant(rule.expiresAt)}</span>}
          {rule.channels.map((channel) => (
            <span key={channel}>{channel === 'EMAIL' ? 'by e-mail' : 'by webhook'}</span>
          ))}
        </p>
      </div>
      <div className="row-actions">
        <Link href={`/alerts/rules/${rule.id}`} className="link">
          Change<span className="sr-only"> {rule.name}</span>
        </Link>
        {rule.status === 'ARMED' || rule.status === 'WAITING' || rule.status === 'PAUSED' ? <PauseButton rule={rule} /> : null}
        <button type="button" className="link" onClick={onDelete}>
          Delete<span className="sr-only"> {rule.name}</span>
        </button>
      </div>
    </li>
  );
}

function PauseButton({ rule: { id, name, status } }: { rule: Rule }) {
  const { run, isBusy } = useAction();
  const isPaused = status === 'PAUSED';
  const toggle = () =>
    run(async () => {
      await (isPaused ? mutate(ResumeAlertRuleMutation, { id }) : mutate(PauseAlertRuleMutation, { id }));
      return isPaused ? `“${name}” is armed anew.` : `“${name}” is set aside until you resume it.`;
    });
  return (
    <button type="button" className="link" disabled={isBusy} onClick={toggle}>
      {isPaused ? 'Resume' : 'Pause'}
      <span className="sr-only"> {name}</span>
    </button>
  );
}

/** `Price of Acme: at or above €105.00, each time`. */
function useWords(rule: Rule): string {
  const { measure, condition, threshold, setThreshold, isRepeating } = rule;
  const { portfolios } = useScope();
  const { subject, currency } = subjectOf(rule, portfolios);
  const figure = figureOf(measure, threshold, currency);
  return `${MEASURES[measure].name} of ${subject}: ${CONDITIONS[condition].name.toLowerCase()} ${figure}${asSet(measure, setThreshold, currency)}, ${isRepeating ? 'each time' : 'once'}`;
}
