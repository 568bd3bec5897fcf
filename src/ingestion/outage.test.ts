import { expect, test } from '@jest/globals';
import { Outage } from './outage.js';

test('a failure that goes on is told when it begins, once a minute, and when it is over', () => {
  const said: string[] = [];
  const note = (level: string) => (detail: object, message: string) => {
    const { err: _err, ...cost } = detail as { err?: unknown };
    said.push(`${level} ${message} ${JSON.stringify(cost)}`);
  };
  let nowMs = 0;
  const log = { info: note('info'), warn: note('warn'), error: note('error') };
  const outage = new Outage(log, { failing: 'Not stored.', over: 'Stored again.' }, () => nowMs);
  outage.succeeded();
  for (; nowMs <= 61_000; nowMs += 20) outage.failed(new Error('gone'), 2);
  outage.succeeded();
  outage.succeeded();
  outage.failed(new Error('gone'), 1);
  expect(said).toEqual([
    'error Not stored. {"failures":1,"observations":2,"forS":0}',
    'error Not stored. {"failures":3001,"observations":6002,"forS":60}',
    'info Stored again. {"failures":3051,"observations":6102,"forS":61}',
    'error Not stored. {"failures":1,"observations":1,"forS":0}',
  ]);
});
