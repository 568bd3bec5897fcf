/**
 * Each SQL statement as a span, by the hooks the mapper offers: one is asked before a statement is sent, the other told when it is
 * answered. The text has places for the parameters; what stands in them never leaves the process.
 */
import { DefaultLogger, type LogContext, type LoggerOptions, type Options } from '@mikro-orm/core';
import { isTracing, noteDone, SpanKind } from '../telemetry/trace.js';

const TEXT_LENGTH_MAX = 2_000;
/** When each was sent, by its parameters: they are the same object in both hooks, and no other statement's. */
const sentMs = new WeakMap<object, number>();

/** Settings of the mapper; none when nothing is traced. */
export function statementTracing(): Partial<Pick<Options, 'loggerFactory' | 'onQuery'>> {
  if (!isTracing()) return {};
  return {
    loggerFactory: (options: LoggerOptions) => new StatementLogger(options),
    onQuery(sql, params) {
      sentMs.set(params, performance.now());
      return sql;
    },
  };
}

class StatementLogger extends DefaultLogger {
  override logQuery({ query, params, level, took, results, affected }: LogContext & { query: string }): void {
    const nowMs = performance.now();
    const startMs = (params && sentMs.get(params)) ?? nowMs - (took ?? 0);
    const rows = results ?? affected;
    const attributes = {
      'db.system.name': 'postgresql',
      'db.query.text': query.slice(0, TEXT_LENGTH_MAX),
      ...(rows !== undefined && { 'db.response.returned_rows': rows }),
    };
    const options = { kind: SpanKind.CLIENT, attributes };
    noteDone(summaryOf(query), options, { startMs, ...(level === 'error' && { error: { name: 'QueryFailed' } }) });
  }
}

/** `insert quote`: what it writes, or else reads, and the first table of that. */
function summaryOf(query: string): string {
  const written = /\b(insert)\s+into\s+"?([a-z_]+)|\b(update)\s+"?([a-z_]+)"?\s+(?:as\s+\w+\s+)?set|\b(delete)\s+from\s+"?([a-z_]+)/i.exec(
    query,
  );
  const [verb, table] = written?.slice(1).filter((part) => part !== undefined) ?? [];
  if (verb) return `${verb.toLowerCase()} ${table}`;
  const [first = 'statement'] = /[a-z]+/i.exec(query) ?? [];
  const read = /\bfrom\s+"?([a-z_]+)/i.exec(query)?.[1];
  return read ? `${first.toLowerCase()} ${read}` : first.toLowerCase();
}
