import { expect, test } from '@jest/globals';
import { type Point, scaleOf } from './point.js';

test('what was put in shares the scale until it would flatten the total', () => {
  expect(scaleOf(points('100 80', '150 80'))).toEqual({ span: 50, contribution: 'WITHIN' });
  expect(scaleOf(points('150 20', '151 20'))).toEqual({ span: 1, contribution: 'BELOW' });
  expect(scaleOf(points('20 90', '21 90'))).toEqual({ span: 1, contribution: 'ABOVE' });
  expect(scaleOf(points('100 100', '100 100'))).toEqual({ span: 0, contribution: 'WITHIN' });
});

function points(...texts: string[]): Point[] {
  return texts.map((text, i) => {
    const [total = '', netContribution = ''] = text.split(' ');
    return { day: `2026-11-0${i + 1}`, total, netContribution, isPartial: false };
  });
}
