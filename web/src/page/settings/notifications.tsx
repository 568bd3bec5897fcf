/** Where alerts go besides the inbox: mail, and webhooks of one's own programs. */
import { useState } from 'react';
import { Link } from 'wouter';
import { useDraft } from '../../api/draft.js';
import { asFailure, mutate } from '../../api/mutate.js';
import { useQuery } from '../../api/query.js';
import { useService } from '../../api/service.js';
import { session } from '../../api/session.js';
import { dayOfInstant } from '../../format/format.js';
import type { WebhooksQuery as WebhooksResult } from '../../gql/graphql.js';
import { Confirm } from '../../kit/confirm.js';
import { Dialog } from '../../kit/dialog.js';
import { Field } from '../../kit/field.js';
import { FormActions } from '../../kit/form-actions.js';
import { FormError } from '../../kit/form-error.js';
import { Icon } from '../../kit/icon.js';
import { Section } from '../../kit/page-frame.js';
import { Secret } from '../../kit/secret.js';
import { Empty, Failure, Notice, Skeleton } from '../../kit/state.js';
import { toast } from '../../kit/toast.js';
import { useForm } from '../../kit/use-form.js';
import { CreateWebhookMutation, DeleteWebhookMutation, EnableWebhookMutation, RenewWebhookMutation, WebhooksQuery } from './documents.js';

type Webhook = WebhooksResult['alertWebhooks'][number];

export function NotificationSettings() {
  const service = useService();
  const state = session.state();
  const email = state.status === 'signedIn' ? state.user.email : '';
  return (
    <>
      <Section title="E-mail" id="mail-title">
        <div className="card card-body">
          <p>
            {service?.isMailing === false
              ? 'This server sends no mail. Alerts come to your inbox here, and to webhooks.'
              : `Alerts that ask for it go to ${email}.`}{' '}
            Which ones do is set with each <Link href="/alerts/rules">alert rule</Link>.
          </p>
        </div>
      </Section>
      <Webhooks />
    </>
  );
}

function Webhooks() {
  const { data, failure, reload } = useQuery(WebhooksQuery, {});
  const [isOpen, setOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const [removed, setRemoved] = useState<Webhook | null>(null);
  return (
    <Section
      title="Webhooks"
      id="webhooks-title"
      actions={
        <span className="row-actions">
          <button type="button" className="button button-small" onClick={() => setOpen(true)}>
            <Icon name="plus" /> Add a webhook
          </button>
        </span>
      }
    >
      <div className="card">
        {!data && (failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={3} />)}
        {data?.alertWebhooks.length === 0 && (
          <Empty title="No webhook yet">An address of yours that is called, signed, each time an alert that asks for it fires.</Empty>
        )}
        <ul className="list">
          {data?.alertWebhooks.map((webhook) => (
            <WebhookRow key={webhook.id} webhook={webhook} onSecret={setSecret} onRemove={() => setRemoved(webhook)} />
          ))}
        </ul>
      </div>
      {isOpen && (
        <NewWebhook
          onClose={() => setOpen(false)}
          onDone={(made) => {
            setOpen(false);
            setSecret(made);
          }}
        />
      )}
      {secret && <WebhookSecret secret={secret} onClose={() => setSecret(null)} />}
      {removed && (
        <Confirm
          title="Remove this webhook?"
          verb="Remove it"
          isDangerous
          onConfirm={async () => {
            await mutate(DeleteWebhookMutation, { id: removed.id });
            toast('The webhook was removed.');
          }}
          onClose={() => setRemoved(null)}
        >
          <p>{removed.url} is called no more; what was on its way there is dropped.</p>
        </Confirm>
      )}
    </Section>
  );
}

interface WebhookRowProps {
  readonly webhook: Webhook;
  readonly onSecret: (secret: string) => void;
  readonly onRemove: () => void;
}

function WebhookRow({ webhook: { id, url, createdAt, disabledAt, failingSince, lastError }, onSecret, onRemove }: WebhookRowProps) {
  const run = (work: () => Promise<void>) => void work().catch((cause) => toast(asFailure(cause).message, { isError: true }));
  return (
    <li className="list-row" data-testid="webhook">
      <div>
        <p className="list-title wrap">
          {url}{' '}
          {disabledAt ? (
            <span className="tag bad">Off</span>
          ) : failingSince ? (
            <span className="tag warn">Failing</span>
          ) : (
            <span className="tag good">On</span>
          )}
        </p>
        <p className="sub">
          <span>Since {dayOfInstant(createdAt)}</span>
          {lastError && <span>{lastError}</span>}
        </p>
      </div>
      <div className="row-actions">
        {disabledAt && (
          <button
            type="button"
            className="link"
            onClick={() =>
              run(async () => {
                await mutate(EnableWebhookMutation, { id });
                toast('The webhook is on again.');
              })
            }
          >
            Turn on<span className="sr-only"> {url}</span>
          </button>
        )}
        <button
          type="button"
          className="link"
          onClick={() => run(async () => onSecret((await mutate(RenewWebhookMutation, { id })).renewAlertWebhookSecret.secret))}
        >
          New secret<span className="sr-only"> of {url}</span>
        </button>
        <button type="button" className="link" onClick={onRemove}>
          Remove<span className="sr-only"> {url}</span>
        </button>
      </div>
    </li>
  );
}

function NewWebhook({ onClose, onDone }: { onClose: () => void; onDone: (secret: string) => void }) {
  const { values, change, clear } = useDraft('webhook', { url: '' });
  const form = useForm({
    values,
    change,
    check: ({ url }) =>
      URL.canParse(url.trim()) && /^https?:/.test(url.trim()) ? {} : { url: 'Enter a whole address, such as https://example.org/alerts.' },
    send: async ({ url }) => {
      const { createAlertWebhook } = await mutate(CreateWebhookMutation, { url: url.trim() });
      clear({ url: '' });
      onDone(createAlertWebhook.secret);
    },
  });
  return (
    <Dialog title="Add a webhook" onClose={onClose}>
      <form {...form.props} className="form">
        <Field
          name="url"
          label="Address"
          placeholder="https://example.org/alerts"
          value={values.url}
          error={form.errors.url}
          hint="It is called with POST and a JSON body, signed with a secret that you get next."
          onChange={(url) => form.set({ url })}
        />
        <FormError text={form.errors.form} />
        <FormActions verb="Add it" isBusy={form.isBusy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

function WebhookSecret({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Dialog title="The secret of the webhook" onClose={onClose}>
      <div className="form">
        <Notice kind="warn">Copy it now: it is shown this once. With it your program checks that a call comes from here.</Notice>
        <Secret label="The secret" text={secret} />
        <div className="form-actions">
          <button type="button" className="button" onClick={onClose}>
            I have kept it
          </button>
        </div>
      </div>
    </Dialog>
  );
}
