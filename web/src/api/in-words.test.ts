import { expect, test } from '@jest/globals';
import { inWords } from './in-words.js';

test('what is to blame is named in words, and so is what is named beside it', () => {
  const order = { message: 'input.settlementDate must not be before tradeDate.', field: 'input.settlementDate' };
  expect(inWords(order)).toBe('Settlement date must not be before trade date.');
  expect(inWords({ message: 'ratioNew and ratioOld must differ.', field: 'ratioNew' })).toBe('New units and old units must differ.');
  expect(inWords({ message: 'currentPassword is not your password.', field: 'currentPassword' })).toBe(
    'Current password is not your password.',
  );
  const sale = { message: 'A SELL needs settlementDate.', field: 'input.settlementDate' };
  expect(inWords(sale)).toBe('“Sell” needs settlement date.');
  const lots = { message: 'inputs[3].lotIds[2] must be the id of a lot.', field: 'inputs[3].lotIds[2]' };
  expect(inWords(lots)).toBe('Choice of lots must be the id of a lot.');
});

test('what people have called something is left as it is', () => {
  const held = { message: 'iShares eBay Fund was never held in this account: there is nothing to report.', field: 'instrumentId' };
  expect(inWords(held)).toBe('iShares eBay Fund was never held in this account: there is nothing to report.');
});

test('days are written as the reader writes them, instants and examples are not touched', () => {
  const split = 'This instrument has a split of 2026-11-20 already: it is not applied twice.';
  expect(inWords({ message: split, rule: 'SPLIT_EXISTS' })).toMatch(/^This instrument has a split of Nov 20, 2026 already/);
  expect(inWords({ message: 'asOf must be an existing day, written YYYY-MM-DD.', field: 'asOf' })).toBe(
    'Day must be an existing day, written YYYY-MM-DD.',
  );
});

test('advice for programs is not given to people', () => {
  const away = 'The database is not reachable at the moment. Try again shortly; with the same idempotency key nothing happens twice.';
  expect(inWords({ message: away, code: 'UNAVAILABLE' })).toBe('The server cannot do this at the moment.');
  expect(inWords({ message: 'Too many attempts. Try again in 870 s.', code: 'RATE_LIMITED', retryAfterS: 870 })).toBe(
    'Too many attempts. Try again in 15 minutes.',
  );
});
