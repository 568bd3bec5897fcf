import { expect, test } from '@jest/globals';
import { InvalidInput, LedgerRule, placed, RuleBroken } from './errors.js';

test('a placed error is of the same class, and its message names the field where it lies', () => {
  const error = placed(new InvalidInput('tax', 'RANGE', 'tax and fee together must not be more than the amount.'), 'inputs[2]');
  expect(error).toBeInstanceOf(InvalidInput);
  expect(error).toMatchObject({ field: 'inputs[2].tax', message: 'inputs[2].tax and fee together must not be more than the amount.' });
  expect(placed(error, 'batch').message).toMatch(/^batch\.inputs\[2\]\.tax and /);
  expect(placed(new InvalidInput('quantity', 'REQUIRED', 'A BUY needs quantity.'), 'input').message).toBe('A BUY needs input.quantity.');
});

test('behind an article it is a word of the sentence and stays', () => {
  const error = new RuleBroken(LedgerRule.OVERSOLD, 'Record the purchase or correct the quantity.', 'quantity', 'entry');
  expect(placed(error, 'input')).toMatchObject({ field: 'input.quantity', message: error.message, entryId: 'entry' });
});
