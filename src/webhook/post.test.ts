import { expect, test } from '@jest/globals';
import { wordsOf } from './post.js';

test('an owner of a webhook reads what went wrong in words, with the code for whoever looks it up', () => {
  const said = [
    'ENOTFOUND',
    'EAI_AGAIN',
    'ECONNREFUSED',
    'CERT_HAS_EXPIRED',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'HPE_INVALID_CONSTANT',
    'EODD',
  ];
  expect(said.map((code) => wordsOf(Object.assign(new Error('connect 10.0.0.1'), { code })))).toEqual([
    'There is no host of this name (ENOTFOUND)',
    'The name could not be looked up (EAI_AGAIN)',
    'Nothing listens at this address (ECONNREFUSED)',
    'Its certificate is not good (CERT_HAS_EXPIRED)',
    'Its certificate is not good (UNABLE_TO_VERIFY_LEAF_SIGNATURE)',
    'Its answer is not HTTP (HPE_INVALID_CONSTANT)',
    'EODD',
  ]);
  expect(wordsOf(new Error('No answer within 10 s'))).toBe('No answer within 10 s');
});
