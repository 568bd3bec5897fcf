import { expect, test } from '@jest/globals';
import { agreedType, GRAPHQL_TYPE as NEW, JSON_TYPE as OLD } from './media-type.js';

test.each([
  [undefined, undefined],
  ['', undefined],
  ['*/*', undefined],
  ['application/*', undefined],
  ['text/html, */*;q=0.1', undefined],
  [OLD, OLD],
  ['APPLICATION/JSON', OLD],
  ['application/json, text/plain, */*', OLD],
  [NEW, NEW],
  [`${NEW}; charset=utf-8, ${OLD}; charset="UTF-8"`, NEW],
  [`${NEW}, ${OLD}`, NEW],
  [`${OLD}, ${NEW}`, OLD],
  [`${OLD};q=0.5, ${NEW};q=0.9`, NEW],
  [`${OLD};q=0.9, ${NEW};q=0.5`, OLD],
  [`${NEW};q=0, ${OLD}`, OLD],
  [`${OLD};q=0, */*`, NEW],
  [`${OLD};q=0.1, */*`, NEW],
  [`${NEW};q=0.1, */*`, undefined],
  ['text/html', null],
  ['application/jsonp', null],
  ['application/json;q=0', null],
  ['*/*;q=0', null],
  ['application/json; charset=utf-16', null],
  ['nonsense', null],
])('who accepts %s is answered in %s', (accept, type) => {
  expect(agreedType(accept)).toBe(type);
});
