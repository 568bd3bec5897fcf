// Real numbers are read, and the same ones with any one character wrong are not.
import { expect, test } from '@jest/globals';
import { nationalNumber, parseCusip, parseFigi, parseIsin, parseSedol } from './identifiers.js';

const READERS = { ISIN: parseIsin, CUSIP: parseCusip, SEDOL: parseSedol, FIGI: parseFigi };

test.each([
  ['ISIN', 'US0378331005 GB00BH4HKS39 INF846K01EW2 DE0007164600'],
  ['CUSIP', '037833100 594918104 17275R102 38259P508'],
  ['SEDOL', '0263494 BH4HKS3 B0YBKJ7'],
  ['FIGI', 'BBG000B9XRY4 BBG000BLNNH6'],
] as const)('%s: %s', (kind, texts) => {
  const parse = READERS[kind];
  for (const text of texts.split(' ')) {
    expect(parse(text)).toBe(text);
    const last = String((Number(text.at(-1)) + 1) % 10);
    expect(() => parse(text.slice(0, -1) + last)).toThrow(expect.objectContaining({ rule: `${kind}_CHECK_DIGIT` }));
    for (const wrong of ['', text.toLowerCase(), `${text}0`, text.slice(1), `${text.slice(0, -1)}É`])
      if (wrong !== text) expect(() => parse(wrong)).toThrow(expect.objectContaining({ field: kind.toLowerCase() }));
  }
});

test('two digits that changed places are noticed', () => {
  expect(() => parseCusip('073833100')).toThrow('wrong check digit');
  expect(() => parseSedol('0623494')).toThrow('wrong check digit');
  expect(() => parseFigi('BBG000B9XYR4')).toThrow('wrong check digit');
});

test('what an ISIN begins like is no FIGI', () => {
  for (const text of ['GBG000B9XRY4', 'BSG000B9XRY4', 'ABG000B9XRY4', 'BBX000B9XRY4'])
    expect(() => parseFigi(text)).toThrow('must be 2 consonants');
});

test('the national number stands in the ISIN of some countries', () => {
  expect(nationalNumber(parseIsin('US0378331005'))).toEqual({ cusip: parseCusip('037833100') });
  expect(nationalNumber(parseIsin('GB00BH4HKS39'))).toEqual({ sedol: parseSedol('BH4HKS3') });
  expect(nationalNumber(parseIsin('DE0007164600'))).toBeNull();
});
