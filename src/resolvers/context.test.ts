import { expect, test } from '@jest/globals';
import { contextFor } from './context.js';

test('What members of a list ask for is asked one after another, and one that fails keeps no other from it', async () => {
  const { inTurn } = contextFor({ actor: null, address: '' }, {} as never);
  const begun: string[] = [];
  const asked = ['a', 'b', 'c'].map((name) => {
    const gate = Promise.withResolvers<string>();
    const work = () => {
      begun.push(name);
      return gate.promise;
    };
    return { gate, answer: inTurn(work) };
  });
  const [a, b, c] = asked as [(typeof asked)[0], (typeof asked)[0], (typeof asked)[0]];
  expect(begun).toEqual(['a']);
  a.gate.reject(new Error('of its own'));
  await expect(a.answer).rejects.toThrow('of its own');
  b.gate.resolve('B');
  expect(await b.answer).toBe('B');
  c.gate.resolve('C');
  expect(await c.answer).toBe('C');
  expect(begun).toEqual(['a', 'b', 'c']);
});
