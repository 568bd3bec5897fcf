import { expect, test } from '@jest/globals';
import { contextFor } from './context.js';

/** Works that are let go by hand, each noting that it has begun. */
function open(names: readonly string[]) {
  const context = contextFor({ actor: null, address: '' }, {} as never);
  const begun: string[] = [];
  const works = names.map((name) => {
    const gate = Promise.withResolvers<string>();
    const answer = context.inTurn(() => {
      begun.push(name);
      return gate.promise;
    });
    return { gate, answer };
  });
  return { context, begun, works: works as [(typeof works)[0], (typeof works)[0], (typeof works)[0]] };
}

test('what the members of a list ask for is asked two at a time, and one that fails keeps no other from it', async () => {
  const { begun, works } = open(['a', 'b', 'c']);
  const [a, b, c] = works;
  expect(begun).toEqual(['a', 'b']);
  a.gate.reject(new Error('of its own'));
  await expect(a.answer).rejects.toThrow('of its own');
  c.gate.resolve('C');
  expect(await c.answer).toBe('C');
  b.gate.resolve('B');
  expect(await b.answer).toBe('B');
  expect(begun).toEqual(['a', 'b', 'c']);
});

test('what has not begun when nobody waits for the operation any more does not begin', async () => {
  const { context, begun, works } = open(['a', 'b', 'c']);
  const [a, b, c] = works;
  context.isGivenUp = () => true;
  for (const { gate } of [a, b]) gate.resolve('late');
  await expect(c.answer).rejects.toThrow('nobody waits');
  expect(begun).toEqual(['a', 'b']);
});
