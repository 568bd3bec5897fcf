/** A collector that traces are sent to: takes OTLP over HTTP in JSON, as a real one does, and keeps every span. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from './until.js';

export interface ReceivedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly startNs: bigint;
  readonly endNs: bigint;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly isFailed: boolean;
  /** Of the process it comes from. */
  readonly resource: Readonly<Record<string, unknown>>;
}

export interface TraceReceiver {
  /** What OTEL_EXPORTER_OTLP_ENDPOINT takes. */
  readonly url: string;
  readonly spans: readonly ReceivedSpan[];
  readonly headers: readonly IncomingHttpHeaders[];
  /** The spans of the first trace that has one of each name and meets the condition, awaited. */
  traceWith(names: readonly string[], condition?: (trace: readonly ReceivedSpan[]) => boolean): Promise<readonly ReceivedSpan[]>;
  close(): Promise<void>;
}

export async function startTraceReceiver(): Promise<TraceReceiver> {
  const spans: ReceivedSpan[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    headers.push(request.headers);
    const isTraces = request.method === 'POST' && request.url === '/v1/traces';
    if (isTraces) spans.push(...spansOf(JSON.parse(Buffer.concat(parts).toString('utf8'))));
    response.writeHead(isTraces ? 200 : 404, { 'content-type': 'application/json' }).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const find = (names: readonly string[], condition: (trace: readonly ReceivedSpan[]) => boolean) => {
    const ids = new Set(spans.map(({ traceId }) => traceId));
    const traces = [...ids].map((id) => spans.filter(({ traceId }) => traceId === id));
    return traces.find((trace) => names.every((name) => trace.some((span) => span.name === name)) && condition(trace)) ?? null;
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    headers,
    async traceWith(names, condition = () => true) {
      const found = await until(
        () => find(names, condition),
        (trace) => trace !== null,
      ).catch((error: Error) => {
        const seen = spans.map(({ traceId, name }) => `${traceId.slice(0, 6)} ${name}`);
        throw new Error(`No trace has ${names.join(', ')}. Seen: ${seen.slice(-80).join('; ')}`, { cause: error });
      });
      return found as readonly ReceivedSpan[];
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The names from the span up to the one its trace begins with. */
export function wayTo(span: ReceivedSpan, trace: readonly ReceivedSpan[]): string[] {
  const parent = trace.find(({ spanId }) => spanId === span.parentSpanId);
  return [...(parent ? wayTo(parent, trace) : []), span.name];
}

interface WireAttribute {
  readonly key: string;
  readonly value: { readonly [kind: string]: unknown };
}
interface WireSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes?: readonly WireAttribute[];
  readonly status?: { readonly code?: number };
}
interface Wire {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly WireAttribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly WireSpan[] }[];
  }[];
}

function spansOf({ resourceSpans }: Wire): ReceivedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        name: span.name,
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: span.parentSpanId || null,
        startNs: BigInt(span.startTimeUnixNano),
        endNs: BigInt(span.endTimeUnixNano),
        attributes: attributesOf(span.attributes ?? []),
        isFailed: span.status?.code === 2,
        resource: attributesOf(resource.attributes),
      })),
    ),
  );
}

function attributesOf(attributes: readonly WireAttribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
