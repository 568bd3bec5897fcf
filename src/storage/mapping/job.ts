/** Periodic work: when it is due, who runs it, how it went. Written by the statements in `query/job.ts`, by the database's clock. */
import { EntitySchema } from '@mikro-orm/core';
import { Job, JobOutcome } from '../../domain/job.js';
import { instant, safeInteger } from '../columns.js';

export const JobSchema = new EntitySchema({
  class: Job,
  tableName: 'job',
  properties: {
    name: { type: 'string', length: 60, primary: true },
    intervalMs: { type: safeInteger() },
    nextAt: { ...instant },
    holder: { type: 'string', length: 80, nullable: true },
    until: { ...instant, nullable: true },
    startedAt: { ...instant, nullable: true },
    endedAt: { ...instant, nullable: true },
    outcome: { enum: true, items: () => Object.values(JobOutcome), type: 'string', nullable: true },
    message: { type: 'string', length: 500, nullable: true },
    durationMs: { type: safeInteger(), nullable: true },
    runs: { type: safeInteger() },
    failures: { type: 'integer' },
  },
});
