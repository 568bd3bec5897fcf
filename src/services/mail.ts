/**
 * The outbox of mail: letters are written in the unit of work they tell of, and taken away by any worker, each at least once
 * and under the same id. Tried again with growing pauses until what they say is of no more use; administrators see which were not sent.
 */

import { authorise } from '../domain/access.js';
import { isUuid, type UserId } from '../domain/ids.js';
import { type Mail, OutgoingMail } from '../domain/mail.js';
import { badCursor, type Page, type PageArgs, pageSize, readCursor, toPage, writeCursor } from '../domain/page.js';
import { beginningOf } from '../domain/text.js';
import type { Actor } from '../domain/user.js';
import type { Database, EntityManager } from '../storage/database.js';
import type { Mailer } from '../storage/mail.js';
import { newId } from '../storage/new-id.js';
import { claimMails, giveUpMail, mailsWaiting, putOffMail } from '../storage/query/mail.js';
import type { Log, Metrics } from '../telemetry.js';
import { auditEntry } from './audit.js';
import { Rounds } from './rounds.js';

const LOOK_MS = 1_000;
/** Claimed at once, for so long: longer than a mail server may take over all of them. */
const CLAIMED_MAX = 4;
const CLAIM_MS = 120_000;
/** Pauses after a failure: doubled from the first to the last. */
const RETRY_MS = { first: 5_000, last: 600_000 };
const ERROR_MAX = 300;

/** What is said to somebody, and how long it is worth saying. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly goodForMs: number;
}

export class MailService {
  private rounds: Rounds | null = null;

  /** @param mailer null: this server sends no mail, and what would be sent is not written either */
  constructor(
    private readonly database: Database,
    private readonly mailer: Mailer | null,
    private readonly tools: { readonly log: Log; readonly now: () => Date },
  ) {}

  get isSending(): boolean {
    return this.mailer !== null;
  }

  /** Writes a letter in this unit of work. Whoever commits it may say `look()`, so that it leaves at once. */
  put(em: EntityManager, { to, userId, letter }: { to: string; userId: UserId | null; letter: Letter }): void {
    if (!this.mailer) return;
    const { goodForMs, ...content } = letter;
    const createdAt = this.tools.now();
    const expiresAt = new Date(createdAt.getTime() + goodForMs);
    em.persist(new OutgoingMail({ id: newId(createdAt), userId, recipient: to, ...content, createdAt, expiresAt }));
  }

  /** From now on this instance does its share. */
  start(metrics: Metrics): void {
    const { mailer, tools } = this;
    if (!mailer) return;
    this.rounds = new Rounds({
      everyMs: LOOK_MS,
      work: (isOver) => this.work({ mailer, metrics, isOver }),
      failed: (error) => tools.log.warn({ err: error }, 'the mail to be sent could not be read; it is looked for again'),
    });
    this.rounds.start();
  }

  async stop(): Promise<void> {
    await this.rounds?.stop();
  }

  look(): void {
    this.rounds?.look();
  }

  /** What waits and what was given up, newest first, without what stands in it. For administrators, and audited. */
  async list(actor: Actor | null, args: PageArgs): Promise<Page<OutgoingMail>> {
    authorise(actor, 'user:manage');
    const size = pageSize(args.first);
    const [before] = readCursor(args.after, 1) ?? [];
    if (before !== undefined && !isUuid(before)) throw badCursor();
    const { userId, address } = actor;
    const rows = await this.database.write((em) => {
      em.persist(auditEntry(this.tools.now(), { actorId: userId, action: 'mail.list', subject: userId, address }));
      return em.find(OutgoingMail, before ? { id: { $lt: before } } : {}, { orderBy: { id: 'desc' }, limit: size + 1 });
    });
    return toPage(rows, { size, after: args.after, cursorOf: ({ id }) => writeCursor([id]) });
  }

  private async work({ mailer, metrics, isOver }: Sending & { readonly isOver: () => boolean }): Promise<void> {
    const { count, oldestS } = await this.database.read(mailsWaiting);
    metrics.mailsWaiting.set(count);
    metrics.mailLag.set(oldestS);
    while (!isOver()) {
      const due = await this.database.write((em) => claimMails(em, { limit: CLAIMED_MAX, forMs: CLAIM_MS }));
      if (due.length === 0) return;
      await Promise.all(due.map((mail) => this.send(mail, { mailer, metrics })));
    }
  }

  private async send(waiting: OutgoingMail, { mailer, metrics }: Sending): Promise<void> {
    const { id, subject } = waiting;
    const mail = { id, subject, to: waiting.recipient as string, text: waiting.text as string };
    const failure = await this.tryToSend(mailer, waiting, mail);
    const at = this.tools.now();
    const forMs = Math.min(RETRY_MS.last, RETRY_MS.first * 2 ** Math.min(waiting.attempts - 1, 20));
    const isOver = failure !== null && (failure.isFinal || at.getTime() + forMs >= waiting.expiresAt.getTime());
    metrics.mails.inc({ result: failure === null ? 'sent' : isOver ? 'given_up' : 'retried' });
    await this.database.write(async (em) => {
      if (failure === null) await em.nativeDelete(OutgoingMail, { id });
      else if (isOver) await giveUpMail(em, id, { error: failure.reason, at });
      else await putOffMail(em, id, { error: failure.reason, forMs });
    });
    // Neither the address nor the text: a log is read by more people than a letter.
    if (isOver) this.tools.log.warn({ mailId: id, subject, reason: failure.reason }, 'a message could not be sent and was given up');
  }

  private async tryToSend(mailer: Mailer, { expiresAt }: OutgoingMail, mail: Mail): Promise<{ reason: string; isFinal: boolean } | null> {
    if (expiresAt <= this.tools.now()) return { reason: 'What it says is of no more use.', isFinal: true };
    try {
      await mailer.send(mail);
      return null;
    } catch (error) {
      const { message } = error as Error;
      return { reason: beginningOf(message.replaceAll(mail.to, '[address]'), ERROR_MAX), isFinal: mailer.isFinal(error) };
    }
  }
}

interface Sending {
  readonly mailer: Mailer;
  readonly metrics: Metrics;
}
