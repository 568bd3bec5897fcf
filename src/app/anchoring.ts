/** Notes the head of the audit chain outside the database, on a beat. */
import type { AuditService } from '../services/audit.js';
import { appendAnchor } from '../storage/anchor-file.js';
import type { Log } from '../telemetry.js';
import { now } from './clock.js';

/** What was written since the last note could be cut off unnoticed. */
const ANCHOR_MS = 30_000;

/** Notes the head of the audit chain outside the database: in a file, and in the log, which leaves this machine. */
export function startAnchoring(audit: AuditService, path: string | null, log: Log): { stop(): Promise<void> } {
  let last = 0;
  const note = async () => {
    try {
      const head = await audit.head();
      if (!head || head.sequence === last) return;
      if (path) appendAnchor(path, head, now());
      log.info({ sequence: head.sequence, hash: head.hash }, 'head of the audit log');
      last = head.sequence;
    } catch (error) {
      log.warn({ err: error }, 'the head of the audit log could not be noted; it is tried again');
    }
  };
  const timer = setInterval(() => void note(), ANCHOR_MS).unref();
  return {
    async stop() {
      clearInterval(timer);
      await note();
    },
  };
}
