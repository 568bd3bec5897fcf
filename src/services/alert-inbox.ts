/**
 * What has fired: read, counted and marked by whom it is for, and handed to their open screens. The table is the truth; a
 * subscription is told by the bus, and reads the table again whenever messages may have been lost.
 */
import { authorise } from '../domain/access.js';
import { Alert, AlertDelivery } from '../domain/alert.js';
import { InvalidInput } from '../domain/errors.js';
import { type AlertId, type AlertRuleId, isUuid, type UserId } from '../domain/ids.js';
import { badCursor, type Page, type PageArgs, pageSize, readCursor, toPage, writeCursor } from '../domain/page.js';
import type { Actor } from '../domain/user.js';
import type { Bus } from '../storage/bus.js';
import type { Database } from '../storage/database.js';
import { firstId } from '../storage/new-id.js';
import { alertsSince, markAlertsRead, unreadAlerts } from '../storage/query/alert.js';
import type { Log } from '../telemetry.js';
import { Mailbox } from './mailbox.js';

const MARKED_MAX = 200;
/** Of each person in one reading again; one with more reads the inbox. */
const CAUGHT_UP_MAX = 200;
/** How long before the newest an alert may have been committed after it. */
const OVERLAP_MS = 10_000;
const RECHECK_MS = 60_000;
/** How long before a look an alert may have fired that was committed after it. */
const LATE_MS = 60_000;
const USERS_PER_READING = 500;

interface Reader {
  readonly box: Mailbox<Alert>;
  /** Given already, newest last; bounded by what is caught up with. */
  readonly given: Set<AlertId>;
  sinceMs: number;
}

export class AlertInbox {
  private readonly readers = new Map<UserId, Set<Reader>>();
  private timer: NodeJS.Timeout | null = null;
  private unsubscribe: (() => void) | null = null;
  private lookedMs = 0;

  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly tools: { readonly log: Log; readonly now: () => Date },
  ) {}

  async start(): Promise<void> {
    this.lookedMs = this.tools.now().getTime();
    this.unsubscribe = await this.bus.subscribe('alerts', ({ fired }) => {
      const ours = fired.filter(({ userId }) => this.readers.has(userId));
      if (ours.length > 0) void this.offer(ours.map(({ id }) => id));
    });
    this.bus.onMissed(() => void this.catchUp());
    this.timer = setInterval(() => void this.catchUp(), RECHECK_MS).unref();
  }

  stop(): void {
    this.unsubscribe?.();
    if (this.timer) clearInterval(this.timer);
    for (const readers of [...this.readers.values()]) for (const { box } of [...readers]) box.close();
  }

  /** The actor's alerts, newest first. */
  async list(actor: Actor | null, args: PageArgs & { isUnread?: boolean | null; ruleId?: string | null }): Promise<Page<Alert>> {
    authorise(actor, 'alert:manage-own');
    const size = pageSize(args.first);
    const [before] = readCursor(args.after, 1) ?? [];
    if (before !== undefined && !isUuid(before)) throw badCursor();
    const { ruleId, isUnread } = args;
    const isOfNobody = typeof ruleId === 'string' && !isUuid(ruleId);
    const rows = isOfNobody
      ? []
      : await this.database.read((em) =>
          em.find(
            Alert,
            {
              userId: actor.userId,
              ...(before && { id: { $lt: before as AlertId } }),
              ...(ruleId && { ruleId: ruleId as AlertRuleId }),
              ...(typeof isUnread === 'boolean' && { readAt: isUnread ? null : { $ne: null } }),
            },
            { orderBy: { id: 'desc' }, limit: size + 1 },
          ),
        );
    return toPage(rows, { size, after: args.after, cursorOf: ({ id }) => writeCursor([id]) });
  }

  async unreadCount(actor: Actor | null): Promise<number> {
    authorise(actor, 'alert:manage-own');
    return this.database.read((em) => unreadAlerts(em, actor.userId));
  }

  /** Marks these, or all, as read; ids that are nobody's or somebody else's change nothing. Returns how many are unread then. */
  async markRead(actor: Actor | null, ids: readonly string[] | null): Promise<number> {
    authorise(actor, 'alert:manage-own');
    if (ids && (ids.length < 1 || ids.length > MARKED_MAX)) {
      throw new InvalidInput('ids', 'LENGTH', `ids must hold 1 to ${MARKED_MAX} ids; leave it out for all.`);
    }
    return this.database.write(async (em) => {
      await markAlertsRead(em, { userId: actor.userId, ids: ids?.filter(isUuid) ?? null, at: this.tools.now() });
      return unreadAlerts(em, actor.userId);
    });
  }

  /** Where each of the actor's alerts went besides the inbox, in the order asked. */
  async deliveries(actor: Actor | null, alertIds: readonly AlertId[]): Promise<AlertDelivery[][]> {
    authorise(actor, 'alert:manage-own');
    const found = await this.database.read((em) =>
      em.find(AlertDelivery, { userId: actor.userId, alertId: { $in: [...alertIds] } }, { orderBy: { id: 'asc' } }),
    );
    return alertIds.map((id) => found.filter(({ alertId }) => alertId === id));
  }

  /** Every alert of the actor's from now on, each once. */
  async watch(actor: Actor | null): Promise<Mailbox<Alert>> {
    authorise(actor, 'alert:manage-own');
    const { userId } = actor;
    const readers = this.readers.get(userId) ?? new Set<Reader>();
    const box = new Mailbox<Alert>(
      ({ id }) => id,
      () => {
        readers.delete(reader);
        if (readers.size === 0) this.readers.delete(userId);
      },
    );
    const reader: Reader = { box, given: new Set(), sinceMs: this.tools.now().getTime() };
    this.readers.set(userId, readers.add(reader));
    return box;
  }

  private async offer(ids: readonly AlertId[]): Promise<void> {
    try {
      this.give(await this.database.read((em) => em.find(Alert, { id: { $in: [...ids] } }, { orderBy: { id: 'asc' } })));
    } catch (error) {
      this.tools.log.warn({ err: error }, 'alerts could not be read for who watches; they are read again');
    }
  }

  /** Messages may have been lost: gives what has fired since it was looked last. */
  private async catchUp(): Promise<void> {
    const lookMs = this.tools.now().getTime();
    const since = firstId<AlertId>(new Date(this.lookedMs - LATE_MS));
    const userIds = [...this.readers.keys()];
    try {
      for (let start = 0; start < userIds.length; start += USERS_PER_READING) {
        const some = userIds.slice(start, start + USERS_PER_READING);
        const missed = await this.database.read(async (em) => {
          const ids = await alertsSince(em, { userIds: some, since, limit: CAUGHT_UP_MAX });
          return ids.length > 0 ? em.find(Alert, { id: { $in: ids } }, { orderBy: { id: 'asc' } }) : [];
        });
        this.give(missed);
      }
      this.lookedMs = lookMs;
    } catch (error) {
      this.tools.log.warn({ err: error }, 'missed alerts could not be read; they are read again');
    }
  }

  private give(alerts: readonly Alert[]): void {
    for (const alert of alerts) {
      for (const reader of this.readers.get(alert.userId) ?? []) {
        // What fired before it began to watch is in the inbox.
        const firedMs = alert.firedAt.getTime();
        if (reader.given.has(alert.id) || firedMs < reader.sinceMs - OVERLAP_MS) continue;
        reader.given.add(alert.id);
        reader.box.put(alert);
        for (const id of reader.given) {
          if (reader.given.size <= 2 * CAUGHT_UP_MAX) break;
          reader.given.delete(id);
        }
      }
    }
  }
}
