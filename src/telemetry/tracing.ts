/**
 * Sends traces by OTLP over HTTP. The SDK is loaded only when there is somewhere to send them: without it, tracing costs a
 * comparison with null. What cannot be sent is dropped; nobody waits for it.
 */
import { randomUUID } from 'node:crypto';
import { context, DiagLogLevel, diag, propagation } from '@opentelemetry/api';
import type { Tracing } from '../config/tracing.js';
import type { Log } from '../telemetry.js';
import { at, setTracer } from './trace.js';

/** Finished spans that wait to be sent; more are dropped. */
const QUEUE_MAX = 2_048;
const SEND_EACH_MS = 1_000;
const SEND_MS_MAX = 5_000;
/** What waits at the end is sent within this, or lost. */
const STOP_MS_MAX = 2_000;
const REPORT_MS = 60_000;
const WHY_MAX = 300;

/** Starts to trace, if that is wanted; returns how to end it. */
export async function startTracing(
  settings: Tracing | null,
  about: { version: string; roles: string },
  log: Log,
): Promise<() => Promise<void>> {
  if (!settings) return async () => undefined;
  const [{ AsyncLocalStorageContextManager }, { W3CTraceContextPropagator }, { resourceFromAttributes }, sdk, { OTLPTraceExporter }] =
    await Promise.all([
      import('@opentelemetry/context-async-hooks'),
      import('@opentelemetry/core'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/exporter-trace-otlp-http'),
    ]);
  diag.setLogger(seldom(log), { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  const { endpoint, headers, serviceName, attributes, ratio } = settings;
  const exporter = new OTLPTraceExporter({ url: endpoint, headers: { ...headers }, timeoutMillis: SEND_MS_MAX });
  const processor = new sdk.BatchSpanProcessor({
    exporter,
    maxQueueSize: QUEUE_MAX,
    scheduledDelayMillis: SEND_EACH_MS,
    exportTimeoutMillis: SEND_MS_MAX,
  });
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({
      ...attributes,
      'service.name': serviceName,
      'service.version': about.version,
      'service.instance.id': randomUUID(),
      'tidemark.roles': about.roles,
    }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [processor],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  setTracer(provider.getTracer('tidemark', about.version));
  log.info({ endpoint: new URL(endpoint).origin, ratio }, 'traces are sent');
  return async () => {
    setTracer(null);
    await Promise.race([provider.shutdown().catch(() => undefined), new Promise((resolve) => setTimeout(resolve, STOP_MS_MAX).unref())]);
    diag.disable();
    context.disable();
    propagation.disable();
  };
}

/** A collector that is away would be reported every second. */
function seldom(log: Log) {
  let lastMs = Number.NEGATIVE_INFINITY;
  const report = (message: string, ...more: unknown[]) => {
    if (performance.now() - lastMs < REPORT_MS) return;
    lastMs = performance.now();
    const why = wordsOf(message) || more.map(String).join(' ');
    at(null, () => log.warn({ why: why.slice(0, WHY_MAX) }, 'traces could not be sent; they are dropped'));
  };
  return { error: report, warn: report, info: () => undefined, debug: () => undefined, verbose: () => undefined };
}

/** The SDK says some failures as JSON with a stack in it. */
function wordsOf(message: string): string {
  if (!message.startsWith('{')) return message;
  try {
    return String((JSON.parse(message) as { message?: unknown }).message ?? message);
  } catch {
    return message;
  }
}
