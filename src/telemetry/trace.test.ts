// What holds of traces without a collector: off costs nothing and says nothing, a trace ends, and the log names it.
import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { context, propagation } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { NotFound } from '../domain/errors.js';
import { openLog } from '../telemetry.js';
import { at, continued, here, note, received, setTracer, step, traced, traceIds, traceparent } from './trace.js';

const PARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
let exporter: InMemorySpanExporter;

beforeEach(() => {
  exporter = new InMemorySpanExporter();
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  setTracer(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }).getTracer('test'));
});
afterEach(() => {
  setTracer(null);
  context.disable();
  propagation.disable();
});

const names = () => exporter.getFinishedSpans().map(({ name }) => name);

test('without a tracer the work is done and nothing is noted', () => {
  setTracer(null);
  const done = traced('poll', {}, () => step('fetch', {}, () => [here(), traceIds(), traceparent(), received('x', PARENT)]));
  expect(done).toEqual([null, null, null, null]);
  expect(names()).toEqual([]);
});

test('a step belongs to the trace under way, across what is awaited, and is none where there is no trace', async () => {
  await traced('poll', {}, async () => {
    await step('fetch', {}, async () => note({ bytes: 3 }));
    at(null, () => step('of somebody else', {}, () => undefined));
  });
  step('alone', {}, () => undefined);
  expect(names()).toEqual(['fetch', 'poll']);
  const [fetch, poll] = exporter.getFinishedSpans();
  expect([fetch?.parentSpanContext?.spanId, fetch?.attributes]).toEqual([poll?.spanContext().spanId, { bytes: 3 }]);
});

test('a failure is named by its kind, never by its words', async () => {
  const failing = traced('request', {}, () => step('work', {}, async () => Promise.reject(new NotFound('portfolio', 'portfolioId'))));
  await expect(failing).rejects.toThrow(NotFound);
  expect(exporter.getFinishedSpans().map(({ attributes, status }) => [attributes, status])).toEqual([
    [{ 'error.type': 'NOT_FOUND' }, { code: 2 }],
    [{ 'error.type': 'NOT_FOUND' }, { code: 2 }],
  ]);
});

test('what somebody else does not record is not recorded here, yet named', () => {
  const unrecorded = PARENT.replace(/01$/, '00');
  const seen = continued('hear', unrecorded, {}, () => step('apply', {}, () => [here(), traceparent(), traceIds()?.traceId]));
  expect(seen).toEqual([null, null, PARENT.split('-')[1]]);
  expect(names()).toEqual([]);
});

test('a trace gets only so many spans from one process', () => {
  traced('poll', {}, () => {
    for (let index = 0; index < 2_000; index += 1) step('step', {}, () => undefined);
  });
  expect(names().length).toBe(501);
});

test('every line of the log that is written in a trace names it', () => {
  const lines: Record<string, unknown>[] = [];
  const sink = new Writable({
    write(line, _encoding, done) {
      lines.push(JSON.parse(String(line)));
      done();
    },
  });
  const log = openLog('info', sink);
  continued('hear', PARENT, {}, () => log.info('in a trace'));
  log.info('in none');
  expect(lines[0]).toMatchObject({ msg: 'in a trace', traceId: PARENT.split('-')[1], spanId: expect.stringMatching(/^[0-9a-f]{16}$/) });
  expect(Object.keys(lines[1] as object)).toEqual(['level', 'time', 'msg']);
});
