import { setImmediate } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { Database } from './database.js';

/** Far more than follow each other within a round of the event loop. */
const STATEMENTS = 1_000;

test('The event loop turns however many statements of the embedded database follow each other', async () => {
  const database = await Database.open({ url: null, folder: null });
  let isOver = false;
  const turned = setImmediate().then(() => isOver);
  for (let asked = 0; asked < STATEMENTS; asked += 1) await database.read((em) => em.execute('select 1'));
  isOver = true;
  expect(await turned).toBe(false);
  await database.close();
});
