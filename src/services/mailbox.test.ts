import { expect, test } from '@jest/globals';
import { Mailbox } from './mailbox.js';

function open() {
  let closed = 0;
  const box = new Mailbox<{ key: string; value: number }>(
    ({ key }) => key,
    () => {
      closed += 1;
    },
  );
  return { box, closed: () => closed };
}

test('a slow reader finds the newest value of each key, and no backlog', async () => {
  const { box } = open();
  for (let value = 1; value <= 1000; value += 1) box.put({ key: value % 2 ? 'odd' : 'even', value });
  expect((await box.next()).value).toEqual({ key: 'odd', value: 999 });
  expect((await box.next()).value).toEqual({ key: 'even', value: 1000 });
});

test('a waiting reader gets the next value at once', async () => {
  const { box } = open();
  const read = box.next();
  box.put({ key: 'a', value: 1 });
  expect(await read).toEqual({ value: { key: 'a', value: 1 }, done: false });
});

test('closing ends a pending read at once and tells its owner once', async () => {
  const { box, closed } = open();
  const read = box.next();
  await box.return();
  await box.return();
  expect((await read).done).toBe(true);
  expect(closed()).toBe(1);
  box.put({ key: 'a', value: 1 });
  expect((await box.next()).done).toBe(true);
});
