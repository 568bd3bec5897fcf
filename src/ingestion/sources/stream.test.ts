import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseFrame, parseTime } from './stream.js';

test.each([
  ['2026-11-18T15:30:00Z', '2026-11-18T15:30:00.000Z'],
  ['2026-11-18T15:30:00.123456+01:00', '2026-11-18T14:30:00.123Z'],
  ['1795015800', '2026-11-18T15:30:00.000Z'],
  ['1795015800.5', '2026-11-18T15:30:00.500Z'],
  ['1795015800123', '2026-11-18T15:30:00.123Z'],
  ['2026-11-18T15:30:00', null],
  ['2026-11-18', null],
  ['yesterday', null],
  ['-5', null],
])('the time %s is %s', (text, expected) => {
  expect(parseTime(text)?.toISOString() ?? null).toBe(expected);
});

test('prices come singly or in arrays, as numbers or text, with their digits', () => {
  expect(parseFrame('{"symbol":"AAPL","price":231.4200,"time":1795015800000}')).toMatchObject([
    { symbol: 'AAPL', price: '231.4200', kind: 'LAST', currency: null },
  ]);
  expect(
    parseFrame('[{"symbol":"A","price":"1.5","time":"2026-11-18T15:30:00Z","currency":"GBp"},{"symbol":"B","price":2,"time":1795015800}]'),
  ).toMatchObject([
    { symbol: 'A', price: '1.5', currency: 'GBp' },
    { symbol: 'B', price: '2', observedAt: new Date('2026-11-18T15:30:00Z') },
  ]);
});

test('a rate names its two currencies', () => {
  expect(parseFrame('{"base":"EUR","quote":"USD","rate":1.1604,"time":1795015800}')).toMatchObject([
    { type: 'rate', base: 'EUR', rate: '1.1604' },
  ]);
});

test('in an array the good ones count; alone, garbage is garbage', () => {
  expect(parseFrame('[{"symbol":"A","price":1,"time":1795015800},{"symbol":5},7]')).toHaveLength(1);
  for (const garbage of ['', 'hello', '5', 'null', '"x"', '[1,2]', '{"price":1}', '{"symbol":"A","price":{}}', '[{"symbol":'])
    expect(parseFrame(garbage)).toBeNull();
});

test('an acknowledgement or a heartbeat is neither a price nor garbage', () => {
  expect(parseFrame('{"type":"heartbeat"}')).toEqual([]);
  expect(parseFrame('[]')).toEqual([]);
});

test('reading a frame never throws, whatever it holds', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (frame) => void parseFrame(frame)));
});

const TICK = { symbol: 'A', price: '1.5', time: '1795015800', currency: 'USD', kind: 'MID', date: '2026-11-18', previousClose: '1.4' };

test('what a price may leave out may be null as well, and what we do not know of is passed over', () => {
  const bare = { symbol: 'A', price: '1.5', kind: 'LAST', currency: null, observedAt: null, valueDate: null, previousClose: null };
  expect(parseFrame(JSON.stringify(TICK))).toEqual([
    {
      ...TICK,
      type: 'quote',
      time: undefined,
      date: undefined,
      observedAt: new Date(1795015800000),
      valueDate: '2026-11-18',
      adjustment: 'NONE',
    },
  ]);
  const nulls = { time: null, currency: null, kind: null, date: null, previousClose: null };
  expect(parseFrame(JSON.stringify({ ...TICK, ...nulls }))).toMatchObject([bare]);
  expect(parseFrame('{"symbol":"A","price":"1.5","venue":{"deep":[1]}}')).toMatchObject([bare]);
});

test.each([
  ['symbol', '', 'x'.repeat(65)],
  ['price', 'x'.repeat(81), null],
  ['time', 'x'.repeat(41), true],
  ['currency', 'x'.repeat(9), {}],
  ['kind', 'last', 'OPEN'],
  ['date', '2026-11-180', []],
  ['previousClose', 'x'.repeat(81), false],
])('a price whose %s has another form is none', (field, ...wrong) => {
  for (const value of wrong) expect(parseFrame(JSON.stringify([{ ...TICK, [field]: value }]))).toBeNull();
});

test.each([
  ['base', 'x'.repeat(9), null],
  ['quote', 'x'.repeat(9), undefined],
  ['rate', 'x'.repeat(81), {}],
  ['time', 'x'.repeat(41), []],
])('a rate whose %s has another form is none', (field, ...wrong) => {
  const rate = { base: 'EUR', quote: 'USD', rate: '1.1604', time: '1795015800' };
  expect(parseFrame(JSON.stringify([rate]))).toHaveLength(1);
  for (const value of wrong) expect(parseFrame(JSON.stringify([{ ...rate, [field]: value }]))).toBeNull();
});
