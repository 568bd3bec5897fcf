/** Who may sign in: found, made, locked, given another role, helped in when they are locked out. */
import { useState } from 'react';
import { Link, useSearch } from 'wouter';
import { mutate } from '../../api/mutate.js';
import { useQuery } from '../../api/query.js';
import { session } from '../../api/session.js';
import { dayOfInstant } from '../../format/format.js';
import type { Role, UserFactsFragment } from '../../gql/graphql.js';
import { Confirm } from '../../kit/confirm.js';
import { Dialog } from '../../kit/dialog.js';
import { Icon } from '../../kit/icon.js';
import { Menu } from '../../kit/menu.js';
import { Section } from '../../kit/page-frame.js';
import { Pager, usePages } from '../../kit/pager.js';
import { SearchBox } from '../../kit/search-box.js';
import { Secret } from '../../kit/secret.js';
import { Empty, Failure, Notice, Skeleton } from '../../kit/state.js';
import { toast } from '../../kit/toast.js';
import { useSettled } from '../../kit/use-settled.js';
import { SourceTokens, type TokenOwner } from '../settings/tokens.js';
import { CreateUser, type Invitation, ROLES } from './create-user.js';
import {
  EraseUserMutation,
  ResetUserPasswordMutation,
  ResetUserSecondFactorMutation,
  SetUserLockedMutation,
  SetUserRoleMutation,
  UsersQuery,
} from './documents.js';

type User = UserFactsFragment;
type Deed = 'LOCK' | 'UNLOCK' | 'PROMOTE' | 'DEMOTE' | 'PASSWORD' | 'FACTOR' | 'ERASE';

export function UsersPart() {
  const [search, setSearch] = useState(new URLSearchParams(useSearch()).get('search') ?? '');
  const settled = useSettled(search.trim());
  const pages = usePages(settled);
  const { data, failure, isFormer, reload } = useQuery(UsersQuery, { search: settled || null, after: pages.after });
  const [isMaking, setMaking] = useState(false);
  const [asked, setAsked] = useState<{ readonly user: User; readonly deed: Deed } | null>(null);
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [source, setSource] = useState<TokenOwner | null>(null);
  return (
    <Section
      title="Users"
      id="users-title"
      actions={
        <>
          <SearchBox label="Search users" placeholder="Name or e-mail" value={search} onChange={setSearch} />
          <button type="button" className="button button-small" onClick={() => setMaking(true)}>
            <Icon name="plus" /> New user
          </button>
        </>
      }
    >
      <div className="card" aria-busy={isFormer}>
        {!data && (failure ? <Failure failure={failure} onRetry={reload} /> : <Skeleton lines={6} />)}
        {data?.users.nodes.length === 0 && <Empty title="Nobody is called that">Look for a part of a name or an address.</Empty>}
        <ul className="list">
          {data?.users.nodes.map((user) => (
            <UserRow key={user.id} user={user} onAsk={(deed) => setAsked({ user, deed })} onTokens={() => setSource(user)} />
          ))}
        </ul>
      </div>
      {data && <Pager pages={pages} info={data.users.pageInfo} isBusy={isFormer} />}
      {isMaking && <CreateUser onClose={() => setMaking(false)} onMade={setInvitation} onSource={setSource} />}
      {asked && <AskDeed {...asked} onInvite={setInvitation} onClose={() => setAsked(null)} />}
      {source && <SourceTokens owner={source} onClose={() => setSource(null)} />}
      {invitation && <InvitationDialog invitation={invitation} onClose={() => setInvitation(null)} />}
    </Section>
  );
}

interface UserRowProps {
  readonly user: User;
  readonly onAsk: (deed: Deed) => void;
  readonly onTokens: () => void;
}

function UserRow({ user, onAsk, onTokens }: UserRowProps) {
  const state = session.state();
  const isSelf = state.status === 'signedIn' && state.user.id === user.id;
  return (
    <li className="list-row" data-testid="user">
      <div>
        <p className="list-title wrap">
          {user.name} {user.role !== 'USER' && <span className="tag">{ROLES[user.role]}</span>}{' '}
          {user.erasedAt && <span className="tag">Erased</span>}{' '}
          {user.lockedAt && !user.erasedAt && <span className="tag bad">Locked</span>} {isSelf && <span className="tag good">You</span>}
        </p>
        <p className="sub">
          <span>{user.email}</span>
          {user.source && <span>prices as {user.source}</span>}
          <span>since {dayOfInstant(user.createdAt)}</span>
          {user.lockedAt && <span>locked {dayOfInstant(user.lockedAt)}</span>}
        </p>
      </div>
      {!isSelf && !user.erasedAt && (
        <Menu label={`What to do with ${user.email}`} button={<Icon name="more" />}>
          {(close) => (
            <>
              <Link href={`/admin/audit?user=${user.id}`} className="menu-item">
                Audit log
              </Link>
              {user.role === 'SOURCE' && <MenuItem label="API tokens" onChoose={onTokens} onClose={close} />}
              {deedsFor(user).map((deed) => (
                <MenuItem
                  key={deed}
                  label={QUESTIONS[deed].label}
                  isDangerous={deed === 'ERASE'}
                  onChoose={() => onAsk(deed)}
                  onClose={close}
                />
              ))}
            </>
          )}
        </Menu>
      )}
    </li>
  );
}

function deedsFor({ role, lockedAt }: User): readonly Deed[] {
  const lock = lockedAt ? 'UNLOCK' : 'LOCK';
  if (role === 'SOURCE') return [lock];
  return ['PASSWORD', 'FACTOR', role === 'ADMIN' ? 'DEMOTE' : 'PROMOTE', lock, 'ERASE'];
}

interface MenuItemProps {
  readonly label: string;
  readonly isDangerous?: boolean;
  readonly onChoose: () => void;
  readonly onClose: () => void;
}

function MenuItem({ label, isDangerous = false, onChoose, onClose }: MenuItemProps) {
  const choose = () => {
    // Closed first, so that the dialog gives the focus back to what opened the menu.
    onClose();
    onChoose();
  };
  return (
    <button type="button" className={isDangerous ? 'menu-item danger' : 'menu-item'} onClick={choose}>
      {label}
    </button>
  );
}

interface AskDeedProps {
  readonly user: User;
  readonly deed: Deed;
  readonly onInvite: (invitation: Invitation) => void;
  readonly onClose: () => void;
}

interface Question {
  readonly label: string;
  readonly title: (name: string) => string;
  readonly verb: string;
  readonly text: string;
}

const QUESTIONS: Readonly<Record<Deed, Question>> = {
  LOCK: {
    label: 'Lock',
    title: (name) => `Lock ${name} out?`,
    verb: 'Lock out',
    text: 'They are signed out everywhere at once, and cannot sign in until they are unlocked.',
  },
  UNLOCK: {
    label: 'Unlock',
    title: (name) => `Let ${name} in again?`,
    verb: 'Unlock',
    text: 'They can sign in again with their password.',
  },
  PROMOTE: {
    label: 'Make administrator',
    title: (name) => `Make ${name} an administrator?`,
    verb: 'Make administrator',
    text: 'They can see and change everything here: users, instruments, prices, the audit log. Their sessions end.',
  },
  DEMOTE: {
    label: 'Make ordinary',
    title: (name) => `Make ${name} an ordinary user?`,
    verb: 'Make ordinary',
    text: 'They keep their own portfolios and nothing else. Their sessions end.',
  },
  PASSWORD: {
    label: 'Reset password',
    title: (name) => `Reset the password of ${name}?`,
    verb: 'Reset it',
    text: 'The password they have is good no more. They set a new one with a link that is good once.',
  },
  ERASE: {
    label: 'Erase',
    title: (name) => `Erase ${name}?`,
    verb: 'Erase for good',
    text: 'Their name, address, sign-in, alerts and what they wrote are gone at once, and nobody can bring them back. Figures stay, under an id that means nobody.',
  },
  FACTOR: {
    label: 'Reset second factor',
    title: (name) => `Take the second factor off ${name}?`,
    verb: 'Take it off',
    text: 'For who lost their phone and their recovery codes: make sure it is them who asks. Their sessions end.',
  },
};

function AskDeed({ user, deed, onInvite, onClose }: AskDeedProps) {
  const { title, verb, text } = QUESTIONS[deed];
  const { id, email } = user;
  const setRole = (role: Role) => mutate(SetUserRoleMutation, { id, role });
  const run = async () => {
    if (deed === 'LOCK' || deed === 'UNLOCK') await mutate(SetUserLockedMutation, { id, isLocked: deed === 'LOCK' });
    else if (deed === 'PROMOTE') await setRole('ADMIN');
    else if (deed === 'DEMOTE') await setRole('USER');
    else if (deed === 'ERASE') await mutate(EraseUserMutation, { id });
    else if (deed === 'FACTOR') await mutate(ResetUserSecondFactorMutation, { id });
    else onInvite({ email, link: (await mutate(ResetUserPasswordMutation, { id })).resetUserPassword.setupLink ?? null });
    toast('Done. It is in the audit log.');
  };
  return (
    <Confirm title={title(user.name)} verb={verb} isDangerous={deed !== 'UNLOCK'} onConfirm={run} onClose={onClose}>
      <p>{text}</p>
    </Confirm>
  );
}

function InvitationDialog({ invitation: { email, link }, onClose }: { invitation: Invitation; onClose: () => void }) {
  return (
    <Dialog title="The way in" onClose={onClose}>
      <div className="form">
        {link ? (
          <>
            <Notice kind="warn">
              This server sends no mail: hand this link to {email} yourself. It is good once, for 72 hours, and shown this once.
            </Notice>
            <Secret label="The link" text={link} />
          </>
        ) : (
          <p>A link to set a password was sent to {email}.</p>
        )}
        <div className="form-actions">
          <button type="button" className="button" onClick={onClose}>
            Close
          </button>
        </div>
      </div>
    </Dialog>
  );
}
