/** API tokens: what programs sign in with. A token is shown once, does no more than its scopes, and ends by itself. */
import { useState } from 'react';
import { useDraft } from '../../api/draft.js';
import { mutate } from '../../api/mutate.js';
import { useQuery } from '../../api/query.js';
import { dayOfInstant, fullInstant } from '../../format/format.js';
import type { Scope, ApiTokensQuery as TokensResult } from '../../gql/graphql.js';
import { Confirm } from '../../kit/confirm.js';
import { Dialog } from '../../kit/dialog.js';
import { Field, SelectField } from '../../kit/field.js';
import { FormActions } from '../../kit/form-actions.js';
import { FormError } from '../../kit/form-error.js';
import { Icon } from '../../kit/icon.js';
import { Section } from '../../kit/page-frame.js';
import { Secret } from '../../kit/secret.js';
import { Empty, Failure, Notice, Skeleton } from '../../kit/state.js';
import { toast } from '../../kit/toast.js';
import { type Form, placed, useForm } from '../../kit/use-form.js';
import { ApiTokensQuery, CreateApiTokenMutation, ProfileQuery, RevokeApiTokenMutation } from './documents.js';
import { PasswordField, WRONG_PASSWORD } from './password-and-code.js';

type Token = TokensResult['apiTokens']['nodes'][number];

const SCOPES: Readonly<Record<Scope, { readonly name: string; readonly about: string; readonly isForAdministrators: boolean }>> = {
  READ: { name: 'Read', about: 'Your portfolios and entries, and market data', isForAdministrators: false },
  LEDGER: { name: 'Ledger', about: 'Opens accounts and records entries', isForAdministrators: false },
  ALERTS: { name: 'Alerts', about: 'Makes and changes rules of alerts, and reads what fired', isForAdministrators: false },
  PRICES: { name: 'Prices', about: 'Delivers prices and exchange rates', isForAdministrators: true },
  INSTRUMENTS: { name: 'Instruments', about: 'Looks after instruments, splits and sources', isForAdministrators: true },
};

/** Whose tokens an administrator looks after: a machine's, which signs in with nothing else. */
export interface TokenOwner {
  readonly id: string;
  readonly name: string;
}

/** What a source may be given. */
const OF_SOURCE: readonly Scope[] = ['PRICES', 'READ'];

export function TokenSettings() {
  return (
    <Tokens owner={null}>
      {(list, add) => (
        <Section title="API tokens" id="tokens-title" actions={<span className="row-actions">{add}</span>}>
          <div className="card">{list}</div>
        </Section>
      )}
    </Tokens>
  );
}

/** For administrators. */
export function SourceTokens({ owner, onClose }: { owner: TokenOwner; onClose: () => void }) {
  return (
    <Dialog title={`API tokens of ${owner.name}`} form="DRAWER" onClose={onClose}>
      <Tokens owner={owner}>
        {(list, add) => (
          <div className="form">
            <p className="muted">It delivers prices with a token of its own. Each is shown once, when it is made, to be handed over.</p>
            {list}
            <div className="row-actions">{add}</div>
          </div>
        )}
      </Tokens>
    </Dialog>
  );
}

interface TokensProps {
  /** Null for one's own. */
  readonly owner: TokenOwner | null;
  readonly children: (list: React.ReactNode, add: React.ReactNode) => React.ReactNode;
}

function Tokens({ owner, children }: TokensProps) {
  const { data, failure, reload } = useQuery(ApiTokensQuery, { userId: owner?.id ?? null });
  const [isOpen, setOpen] = useState(false);
  const [revoked, setRevoked] = useState<Token | null>(null);
  const add = (
    <button type="button" className="button button-small" onClick={() => setOpen(true)}>
      <Icon name="plus" /> New token
    </button>
  );
  const list = (
    <>
      {!data && (failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={3} />)}
      {data?.apiTokens.nodes.length === 0 && (
        <Empty title="No token yet">
          {owner
            ? 'Without one it cannot deliver anything.'
            : 'A token lets a program of yours use the API without your password: a script that records trades, or a spreadsheet that reads.'}
        </Empty>
      )}
      <ul className="list">
        {data?.apiTokens.nodes.map((token) => (
          <TokenRow key={token.id} token={token} onRevoke={() => setRevoked(token)} />
        ))}
      </ul>
    </>
  );
  return (
    <>
      {children(list, add)}
      {isOpen && <NewToken owner={owner} onClose={() => setOpen(false)} />}
      {revoked && <RevokeToken token={revoked} onClose={() => setRevoked(null)} />}
    </>
  );
}

function TokenRow({ token, onRevoke }: { token: Token; onRevoke: () => void }) {
  return (
    <li className="list-row" data-testid="api-token">
      <div>
        <p className="list-title">
          {token.name}
          {token.scopes.map((scope) => (
            <span key={scope}>
              {' '}
              <span className="tag">{SCOPES[scope].name}</span>
            </span>
          ))}
        </p>
        <p className="sub">
          <span>Ends {dayOfInstant(token.expiresAt)}</span>
          <span>{token.lastUsedAt ? `last used ${fullInstant(token.lastUsedAt)}` : 'never used'}</span>
        </p>
      </div>
      <div className="row-actions">
        <button type="button" className="link" onClick={onRevoke}>
          Revoke<span className="sr-only"> {token.name}</span>
        </button>
      </div>
    </li>
  );
}

function RevokeToken({ token: { id, name }, onClose }: { token: Token; onClose: () => void }) {
  const revoke = async () => {
    await mutate(RevokeApiTokenMutation, { id });
    toast('The token was revoked.');
  };
  return (
    <Confirm title={`Revoke ${name}?`} verb="Revoke the token" isDangerous onConfirm={revoke} onClose={onClose}>
      <p>Whatever uses it is shut out at once. It cannot be brought back.</p>
    </Confirm>
  );
}

const LIVES = [
  { key: '7', label: 'A week' },
  { key: '30', label: '30 days' },
  { key: '90', label: '90 days' },
  { key: '366', label: 'A year' },
];

interface TokenValues {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresInDays: string;
  readonly currentPassword: string;
}

const NO_TOKEN: TokenValues = { name: '', scopes: ['READ'], expiresInDays: '30', currentPassword: '' };
const SECRET = ['currentPassword'] as const;

function NewToken({ owner, onClose }: Pick<TokensProps, 'owner'> & { onClose: () => void }) {
  const [secret, setSecret] = useState<string | null>(null);
  return secret ? <MadeToken secret={secret} onClose={onClose} /> : <TokenForm owner={owner} onDone={setSecret} onClose={onClose} />;
}

function MadeToken({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Dialog title="The token" onClose={onClose}>
      <div className="form">
        <Notice kind="warn">Copy it now: it is shown this once. Send it as “Authorization: Bearer …”.</Notice>
        <Secret label="The token" text={secret} />
        <div className="form-actions">
          <button type="button" className="button" onClick={onClose}>
            I have kept it
          </button>
        </div>
      </div>
    </Dialog>
  );
}

interface TokenFormProps extends Pick<TokensProps, 'owner'> {
  readonly onDone: (secret: string) => void;
  readonly onClose: () => void;
}

function TokenForm({ owner, onDone, onClose }: TokenFormProps) {
  const { values, form } = useTokenForm(owner, onDone);
  return (
    <Dialog title={owner ? `New API token of ${owner.name}` : 'New API token'} onClose={onClose}>
      <form {...form.props} className="form">
        <Field name="name" label="What it is for" value={values.name} error={form.errors.name} onChange={(name) => form.set({ name })} />
        <Scopes form={form} chosen={values.scopes} isOfSource={owner !== null} />
        <SelectField
          name="expiresInDays"
          label="Good for"
          value={values.expiresInDays}
          options={LIVES}
          onChange={(expiresInDays) => form.set({ expiresInDays })}
        />
        <PasswordField form={form} value={values.currentPassword} />
        <FormError text={form.errors.form} />
        <FormActions verb="Make the token" isBusy={form.isBusy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

function useTokenForm(owner: TokenOwner | null, onDone: (secret: string) => void) {
  const empty = owner ? { ...NO_TOKEN, scopes: OF_SOURCE } : NO_TOKEN;
  const { values, change, clear } = useDraft<TokenValues>(owner ? `api-token.${owner.id}` : 'api-token', empty, SECRET);
  const form = useForm<TokenValues>({
    values,
    change,
    check: ({ name, scopes, currentPassword }) => ({
      ...(name.trim() === '' && { name: 'Say what it is for, such as “Spreadsheet at home”.' }),
      ...(name.trim().length > 100 && { name: 'Shorten it to 100 characters.' }),
      ...(scopes.length === 0 && { scopes: 'Choose at least one thing it may do.' }),
      ...(currentPassword === '' && { currentPassword: 'Enter your password: a token outlives this session.' }),
    }),
    send: async ({ name, scopes, expiresInDays, currentPassword }) => {
      const input = {
        name: name.trim(),
        scopes: [...scopes],
        expiresInDays: Number(expiresInDays),
        currentPassword,
        userId: owner?.id ?? null,
      };
      const { createApiToken } = await mutate(CreateApiTokenMutation, { input });
      clear(empty);
      onDone(createApiToken.secret);
    },
    explain: (failure) =>
      failure.rule === 'WRONG' ? WRONG_PASSWORD : placed(failure, ['name', 'scopes', 'currentPassword', 'expiresInDays']),
  });
  return { values, form };
}

interface ScopesProps {
  readonly form: Form<TokenValues>;
  readonly chosen: readonly Scope[];
  readonly isOfSource: boolean;
}

function Scopes({ form, chosen, isOfSource }: ScopesProps) {
  const me = useQuery(ProfileQuery, {});
  const isAdministrator = me.data?.me?.role === 'ADMIN';
  const error = form.errors.scopes;
  const toggle = (scope: Scope) =>
    form.set({ scopes: chosen.includes(scope) ? chosen.filter((each) => each !== scope) : [...chosen, scope] });
  return (
    <fieldset className={error ? 'field has-error' : 'field'} aria-describedby={error ? 'scopes-note' : undefined}>
      <legend>What it may do</legend>
      {(Object.keys(SCOPES) as Scope[])
        .filter((scope) => (isOfSource ? OF_SOURCE.includes(scope) : isAdministrator || !SCOPES[scope].isForAdministrators))
        .map((scope) => (
          <label key={scope} className="check">
            <input type="checkbox" checked={chosen.includes(scope)} onChange={() => toggle(scope)} />
            <span>
              {SCOPES[scope].name}{' '}
              <span className="muted">{isOfSource && scope === 'READ' ? 'Instruments and exchange rates' : SCOPES[scope].about}</span>
            </span>
          </label>
        ))}
      {error && (
        <p id="scopes-note" className="field-error">
          {error}
        </p>
      )}
    </fieldset>
  );
}
