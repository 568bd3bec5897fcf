/**
 * Requests and socket operations as traces: where they begin or are gone on with, and a span for each field that is resolved by
 * work of its own. Nothing of it is set up unless something is traced.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type GraphQLField, type GraphQLSchema, getNamedType, isCompositeType, isObjectType, type OperationDefinitionNode } from 'graphql';
import { isTracing, type OpenSpan, type Place, received, SpanKind, step } from '../telemetry/trace.js';

/** Fields named in the name of an operation's span. */
const FIELDS_NAMED_MAX = 3;

/** HTTP requests that are traced, by their span. */
export class RequestTraces {
  private readonly spans = new WeakMap<FastifyRequest, OpenSpan>();

  /** Where the request stands in its trace, or in that of its `traceparent`; null when nothing is traced. */
  placeOf(request: FastifyRequest, reply: FastifyReply): Place | null {
    if (!isTracing()) return null;
    const known = this.spans.get(request);
    if (known) return known.place;
    const attributes = { 'http.request.method': request.method, 'http.route': '/graphql' };
    const span = received(`${request.method} /graphql`, request.headers.traceparent, { kind: SpanKind.SERVER, attributes });
    if (!span) return null;
    this.spans.set(request, span);
    reply.raw.once('close', () => {
      span.note({ 'http.response.status_code': reply.raw.statusCode });
      span.end();
    });
    return span.place;
  }
}

/** An operation that came over a socket; its client may name a trace in the message's extensions. */
export function receivedOperation(extensions: unknown): OpenSpan | null {
  const parent = typeof extensions === 'object' && extensions !== null ? (extensions as { traceparent?: unknown }).traceparent : undefined;
  return received('message /graphql', parent, { kind: SpanKind.SERVER, attributes: { 'network.protocol.name': 'websocket' } });
}

/** Carries an operation out as a span, named by what it asks for rather than by what its client calls it. */
export function asOperation<T>({ operation, selectionSet }: OperationDefinitionNode, work: () => T): T {
  if (!isTracing()) return work();
  const fields = selectionSet.selections.flatMap((selection) => (selection.kind === 'Field' ? [selection.name.value] : []));
  return step(`${operation} ${fields.slice(0, FIELDS_NAMED_MAX).join(' ')}`, { 'graphql.operation.type': operation }, work);
}

/**
 * From now on the fields of the root are spans, and those below that lead to objects: the others are read off. Not those of lists, which
 * would be too many.
 */
export function traceFields(schema: GraphQLSchema): void {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (roots.includes(type) || isCompositeType(getNamedType(field.type))) traceField(`${type.name}.${field.name}`, field);
    }
  }
}

function traceField(name: string, field: GraphQLField<unknown, unknown>): void {
  const { resolve, subscribe } = field;
  if (resolve && !subscribe) {
    field.resolve = (source, args, context, info) => {
      const resolved = () => resolve(source, args, context, info);
      return typeof info.path.prev?.key === 'number' ? resolved() : step(name, {}, resolved);
    };
  }
  if (subscribe) field.subscribe = (source, args, context, info) => step(name, {}, () => subscribe(source, args, context, info));
}
