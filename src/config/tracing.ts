/** Settings of traces, under the names OpenTelemetry gives them; only what is read here counts, so that a start shows every fault. */

/** Where traces go, and how many. */
export interface Tracing {
  /** The whole address of OTLP over HTTP, with its path. */
  readonly endpoint: string;
  /** Sent along, such as credentials. */
  readonly headers: Readonly<Record<string, string>>;
  readonly serviceName: string;
  /** What the traces of this installation are told by. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Share of the traces begun here that are recorded, from 0 to 1. What comes in recorded goes on recorded. */
  readonly ratio: number;
}

interface Given {
  readonly OTEL_TRACES_EXPORTER: 'none' | 'otlp';
  readonly OTEL_EXPORTER_OTLP_ENDPOINT: string;
  readonly OTEL_EXPORTER_OTLP_HEADERS?: string | undefined;
  readonly OTEL_SERVICE_NAME: string;
  readonly OTEL_RESOURCE_ATTRIBUTES?: string | undefined;
  readonly OTEL_TRACES_SAMPLER_ARG: number;
}

/** Null: nothing is traced. */
export function tracingOf(given: Given): Tracing | null {
  if (given.OTEL_TRACES_EXPORTER === 'none') return null;
  return {
    endpoint: `${given.OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/+$/, '')}/v1/traces`,
    headers: pairsOf(given.OTEL_EXPORTER_OTLP_HEADERS ?? ''),
    serviceName: given.OTEL_SERVICE_NAME,
    attributes: pairsOf(given.OTEL_RESOURCE_ATTRIBUTES ?? ''),
    ratio: given.OTEL_TRACES_SAMPLER_ARG,
  };
}

/** Whether it is a list such as `name=value,other=value`, values percent-encoded. */
export function isPairs(text: string): boolean {
  return text.split(',').every((pair) => /^\s*[^=\s]+=([^%]|%[0-9a-f]{2})*$/i.test(pair));
}

function pairsOf(text: string): Record<string, string> {
  const pairs = text.split(',').filter((pair) => pair.includes('='));
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim())];
    }),
  );
}
