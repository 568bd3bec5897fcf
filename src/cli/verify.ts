/** `tidemark verify`, `tidemark audit verify` and `tidemark keys rotate`. */
import type { Command } from 'commander';
import { readConfig } from '../config.js';
import type { VerificationProgress, VerificationReport } from '../services/verification.js';
import { readAnchors, readOwnAnchors } from '../storage/anchor-file.js';
import { answer, Exit, example, openCommandCore, openReadingCore, requireDatabase, seldom, withOpen } from './command.js';

export function addVerifyCommands(program: Command): void {
  const verify = program
    .command('verify')
    .description('work out again everything that is stored although it could be derived, and report what differs; reads only')
    .option('--json', 'print the report as JSON')
    .action(verifyAll);
  example(verify, 'tidemark verify', 'tidemark verify --json > report.json || echo "look at report.json"');

  const audit = program.command('audit').description('the audit log');
  const verifyLog = audit
    .command('verify')
    .description('compare the whole log with its chain and with the heads noted outside the database; reads only')
    .option('--anchors <files...>', 'files of noted heads, of every instance; the one in DATA_DIR when not given')
    .option('--json', 'print the result as JSON')
    .action(verifyAudit);
  example(verifyLog, 'tidemark audit verify --anchors /safe/instance-1.anchors /safe/instance-2.anchors');

  const keys = program.command('keys').description('the keys fields of the database are encrypted under');
  const rotate = keys
    .command('rotate')
    .description('encrypt everything anew that lies under an older key of DATA_KEYS; afterwards only the newest is needed')
    .option('--json', 'print the result as JSON')
    .action(rotateKeys);
  example(rotate, 'DATA_KEYS="2:$NEW,1:$OLD" tidemark keys rotate');
}

async function verifyAll({ json }: { json?: boolean }): Promise<void> {
  const { VerificationService } = await import('../services/verification.js');
  const report = await withOpen(openReadingCore(readConfig()), (core) =>
    new VerificationService(core.database).verify(verificationPrinter()),
  );
  answer(json, report, reportLines(report));
  if (report.differenceCount > 0) process.exitCode = Exit.FOUND;
}

async function verifyAudit({ anchors, json }: { anchors?: string[]; json?: boolean }): Promise<void> {
  const config = readConfig();
  // Read first: what a running server notes meanwhile lies beyond the copy that is looked at.
  const noted = anchors?.flatMap(readAnchors) ?? readOwnAnchors(config.dataDir);
  let checked = 0;
  const print = seldom(() => `audit log: ${checked} entries`);
  const report = await withOpen(openReadingCore(config), (core) =>
    core.audit.verify(noted, null, (entries) => {
      checked = entries;
      print();
    }),
  );
  const counted = `${report.entries} entries, head ${report.head?.hash ?? 'none'}, compared with ${report.anchors} noted heads.`;
  answer(json, report, [counted, ...(report.problems.length === 0 ? ['The log is what was written.'] : report.problems)]);
  if (report.problems.length > 0) process.exitCode = Exit.FOUND;
}

async function rotateKeys({ json }: { json?: boolean }): Promise<void> {
  const { rotateDataKeys } = await import('../services/data-key.js');
  const config = readConfig();
  requireDatabase(config);
  let count = 0;
  const print = seldom(() => `encrypted anew: ${count} fields`);
  const done = await withOpen(openCommandCore(config), (core) =>
    rotateDataKeys(
      core.database,
      () => new Date(),
      (fields) => {
        count = fields;
        print();
      },
    ),
  );
  const { fields, forgotten } = done;
  const rest = forgotten.length === 0 ? 'There is no older key.' : `Keys ${forgotten.join(', ')} may be taken out of DATA_KEYS.`;
  answer(json, done, [`${fields} fields were encrypted anew. ${rest}`]);
}

function verificationPrinter(): (progress: VerificationProgress) => void {
  let last: VerificationProgress | null = null;
  const print = seldom(() => `${last?.part}: ${last?.done} of ${last?.total}`);
  return (progress) => {
    last = progress;
    print();
  };
}

function reportLines({ checked, differences, differenceCount }: VerificationReport): string[] {
  const what = Object.entries(checked).map(([name, count]) => `${count} ${name}`);
  const lines = differences.map(({ check, subject, field, kept, expected, message }) => {
    const figures = kept === null && expected === null ? '' : ` Kept ${kept ?? 'nothing'}, expected ${expected ?? 'nothing'}.`;
    return `${check} ${subject}${field === null ? '' : ` ${field}`}: ${message}${figures}`;
  });
  const more = differenceCount > differences.length ? [`... and ${differenceCount - differences.length} more.`] : [];
  const verdict = differenceCount === 0 ? 'Everything is as it should be.' : `${differenceCount} differences.`;
  return [...lines, ...more, `Checked ${what.join(', ')}. ${verdict}`];
}
