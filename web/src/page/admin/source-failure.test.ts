import { expect, test } from '@jest/globals';
import { failureWords } from './source-failure.js';

test('why a source failed is said in words, and its own words are left as they are', () => {
  expect(failureWords('UPSTREAM_5XX: GET http://127.0.0.1: 503')).toBe('Error of its server: GET http://127.0.0.1: 503');
  expect(failureWords('The stream ended.')).toBe('The stream ended.');
});
