import { expect, test } from '@jest/globals';
import type { SourceId } from '../domain/ids.js';
import { HealthRecord } from './health.js';
import { type HealthChanges, HealthLog } from './health-log.js';

test('what a source did is written once, and nothing is written of one that did nothing since', async () => {
  const now = () => new Date('2026-11-18T15:30:00Z');
  const written: HealthChanges[] = [];
  const info = { id: 'stream' as SourceId, name: 'Stream', simulated: false, priority: 5 };
  const record: HealthRecord = new HealthRecord(info, now, (health) => log.changed(health));
  const log = new HealthLog({
    read: () => [record.read()],
    write: async (changes) => void written.push(changes),
    now,
    log: { warn() {} },
  });
  record.succeeded(null);
  await log.flush();
  await log.flush();
  record.streamed();
  await log.flush();
  expect(written.map(({ events, sources }) => [events.length, sources.map(({ added }) => added.successes)])).toEqual([
    [1, [1]],
    [0, [0]],
  ]);
});

test('what a source says of its failure is kept as a table accepts it', () => {
  const record = new HealthRecord(
    { id: 'stream' as SourceId, name: 'Stream', simulated: false, priority: 5 },
    () => new Date('2026-11-18T15:30:00Z'),
    () => undefined,
  );
  record.garbage('half of one \ud83d, and \0');
  expect(record.read().lastFailure).toBe('MALFORMED: half of one ?, and ?');
});
