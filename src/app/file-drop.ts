/** The folder of dropped files, when there is one: its mapping is read before anything is opened, and refused there when it is wrong. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, ConfigError } from '../config.js';
import { type FileMapping, readMapping } from '../ingestion/dropped.js';
import { FileDrop } from '../ingestion/file-drop.js';
import type { Pipeline } from '../ingestion/pipeline.js';
import { recallFile, rememberFile } from '../storage/query/dropped-file.js';
import { holdLease } from '../storage/query/lease.js';
import type { Log } from '../telemetry.js';
import { now } from './clock.js';
import type { Core } from './core.js';

export function openFileDrop({
  config,
  mappings,
  core: { database },
  pipeline,
  log,
}: {
  config: Config;
  mappings: readonly FileMapping[];
  core: Core;
  pipeline: Pipeline;
  log: Log;
}): FileDrop | null {
  const { fileDrop: folder } = config;
  if (folder === null) return null;
  const holder = randomUUID();
  const forMs = config.sourceLeaseS * 1000;
  return new FileDrop({
    folder,
    mappings,
    pipeline,
    now,
    log,
    recall: (hash) => database.read((em) => recallFile(em, hash)),
    remember: (file) => database.write((em) => rememberFile(em, file)),
    hold: async () =>
      config.databaseUrl === null ||
      (await database.write((em) => holdLease(em, { name: 'file-drop', holder, forMs: Math.max(forMs, 60_000) }))),
  });
}

/** None without a folder. @throws ConfigError naming the file and the place in it that is wrong */
export function readMappings({ fileDrop: folder }: Config): readonly FileMapping[] {
  if (folder === null) return [];
  const path = join(folder, 'mapping.json');
  try {
    return readMapping(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ConfigError([`FILE_DROP: ${path} ${(error as Error).message}.`]);
  }
}
