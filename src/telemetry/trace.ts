/**
 * Traces: one price from its source to the sockets, one request to its SQL. Plain functions over OpenTelemetry's API, which do
 * nothing but the work they are given until `tracing.ts` has set a tracer. Invariant: a trace gets no spans an age after it
 * began, and only so many, so that work which goes on in its shadow (a timer, a queue) does not fill it for ever.
 */
import {
  type Attributes,
  type Context,
  context,
  createContextKey,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  type SpanOptions,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api';

/** A place in a trace, to go on from in another turn. */
export type Place = Context;
export { type Attributes, SpanKind };

const AGE_MS_MAX = 60_000;
/** In one process; a trace may go on in others. */
const SPANS_MAX = 500;
/** W3C: version, trace, span, flags. */
const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

const ALLOWANCE = createContextKey('what a trace may still get');
interface Allowance {
  readonly untilMs: number;
  left: number;
}

let tracer: Tracer | null = null;

/** Null: nothing is traced. */
export function setTracer(next: Tracer | null): void {
  tracer = next;
}

export function isTracing(): boolean {
  return tracer !== null;
}

/** Does the work as the first span of a new trace. */
export function traced<T>(name: string, attributes: Attributes, work: () => T): T {
  return tracer ? inSpan(received(name, null, { attributes }), work) : work();
}

/** Does the work as a span of the trace under way; where none is recorded, just does it. */
export function step<T>(name: string, attributes: Attributes, work: () => T): T {
  const place = here();
  return place ? inSpan(open(name, place, attributes), work) : work();
}

/** More about the span under way. */
export function note(attributes: Attributes): void {
  if (tracer && here()) trace.getActiveSpan()?.setAttributes(attributes);
}

/** Where the trace under way stands, if it is recorded and may go on. */
export function here(): Place | null {
  if (!tracer) return null;
  const place = context.active();
  const allowance = place.getValue(ALLOWANCE) as Allowance | undefined;
  if (!allowance || allowance.left <= 0 || performance.now() > allowance.untilMs) return null;
  const isRecorded = ((trace.getSpanContext(place)?.traceFlags ?? 0) & TraceFlags.SAMPLED) !== 0;
  return isRecorded ? place : null;
}

/** Does the work at that place; null: in no trace at all, whoever calls. */
export function at<T>(place: Place | null, work: () => T): T {
  return tracer ? context.with(place ?? ROOT_CONTEXT, work) : work();
}

/** What another process needs to go on with the trace under way; null when none is recorded. */
export function traceparent(): string | null {
  const place = here();
  if (!place) return null;
  const carrier: { traceparent?: string } = {};
  propagation.inject(place, carrier);
  return carrier.traceparent ?? null;
}

/** The trace and span under way, recorded or not, for logs and errors. */
export function traceIds(): { readonly traceId: string; readonly spanId: string } | null {
  const span = tracer && trace.getActiveSpan()?.spanContext();
  return span ? { traceId: span.traceId, spanId: span.spanId } : null;
}

/** A span that ends when it is said, for work that is no one function. */
export interface OpenSpan {
  readonly place: Place;
  note(attributes: Attributes): void;
  /** The first time counts. @param error what it failed with */
  end(error?: unknown): void;
}

/**
 * What somebody elsewhere began, or a new trace where he does not say so; null when nothing is traced.
 * @param parent a W3C traceparent; what is none is passed over
 */
export function received(name: string, parent: unknown, options: Pick<SpanOptions, 'kind' | 'attributes'> = {}): OpenSpan | null {
  if (!tracer) return null;
  const isParent = typeof parent === 'string' && TRACEPARENT.test(parent);
  const from = isParent ? propagation.extract(ROOT_CONTEXT, { traceparent: parent }) : ROOT_CONTEXT;
  return opened(tracer.startSpan(name, options, from), from);
}

/** A span of the trace at that place; null when nothing is traced. */
export function open(name: string, place: Place, attributes: Attributes = {}): OpenSpan | null {
  return tracer ? opened(tracer.startSpan(name, { attributes }, place), place) : null;
}

/** Does the work as somebody elsewhere asked for it. */
export function continued<T>(name: string, parent: string, attributes: Attributes, work: () => T): T {
  return inSpan(received(name, parent, { attributes }), work);
}

/** Notes what has been done already, at instants of `performance.now()`. */
export function noteDone(name: string, options: SpanOptions, { startMs, error }: { startMs: number; error?: unknown }): void {
  const place = here();
  if (!tracer || !place) return;
  const span = tracer.startSpan(name, { ...options, startTime: epochMs(startMs) }, spent(place));
  if (error !== undefined) fail(span, error);
  span.end(epochMs(performance.now()));
}

/** Ends the span when the work is done, or its promise settled. */
export function ending<T>(span: OpenSpan, work: () => T): T {
  let result: T;
  try {
    result = work();
  } catch (error) {
    span.end(error);
    throw error;
  }
  if (!(result instanceof Promise)) {
    span.end();
    return result;
  }
  const ended = result.then(
    (value: unknown) => {
      span.end();
      return value;
    },
    (error: unknown) => {
      span.end(error);
      throw error;
    },
  );
  return ended as T;
}

function inSpan<T>(span: OpenSpan | null, work: () => T): T {
  return span ? ending(span, () => context.with(span.place, work)) : work();
}

function opened(span: Span, parent: Context): OpenSpan {
  const known = parent.getValue(ALLOWANCE) as Allowance | undefined;
  const place = trace.setSpan(known ? spent(parent) : allowed(parent), span);
  let isOpen = true;
  return {
    place,
    note: (attributes) => void span.setAttributes(attributes),
    end: (error) => {
      if (!isOpen) return;
      isOpen = false;
      if (error !== undefined) fail(span, error);
      span.end();
    },
  };
}

function allowed(place: Context): Context {
  const allowance: Allowance = { untilMs: performance.now() + AGE_MS_MAX, left: SPANS_MAX };
  return place.setValue(ALLOWANCE, allowance);
}

function spent(place: Context): Context {
  const allowance = place.getValue(ALLOWANCE) as Allowance | undefined;
  if (allowance) allowance.left -= 1;
  return place;
}

/** Its kind alone: messages may hold what people wrote. */
function fail(span: Span, error: unknown): void {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  span.setAttribute('error.type', String(code ?? name ?? 'unknown'));
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** By the clock of the wall, which the monotonic one leaves in the course of days. */
function epochMs(ms: number): number {
  return Date.now() + ms - performance.now();
}
