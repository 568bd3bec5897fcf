import { expect, test } from '@jest/globals';
import { Sequences } from './sequence.js';

/** `3` is a message, `3.` the repetition of the last number; returns which of them showed a hole. */
function holes(...heard: readonly string[]): string[] {
  const sequences = new Sequences();
  return heard.filter((text) => sequences.isHole('other', 'quotes', Number.parseInt(text, 10), !text.endsWith('.')));
}

test('messages in their order leave no hole', () => {
  expect(holes('1', '2', '3', '3.', '4', '4.')).toEqual([]);
});

test('a lost message shows with the next one, or with the repetition when it was the last', () => {
  expect(holes('1', '3', '4')).toEqual(['3']);
  expect(holes('1', '2.', '2.', '3')).toEqual(['2.']);
});

test('a hole is told once', () => {
  expect(holes('1', '5', '5.', '6')).toEqual(['5']);
});

test('a sender first heard in the middle may have said something before', () => {
  expect(holes('7', '8')).toEqual(['7']);
  expect(holes('7.', '8')).toEqual(['7.']);
  expect(holes('0.', '1')).toEqual([]);
});

test('a message that came twice is no hole', () => {
  expect(holes('1', '2', '1', '2', '3')).toEqual([]);
});

test('each channel and each sender counts apart', () => {
  const sequences = new Sequences();
  expect(sequences.isHole('a', 'quotes', 1, true)).toBe(false);
  expect(sequences.isHole('b', 'quotes', 1, true)).toBe(false);
  expect(sequences.isHole('a', 'ledger', 1, true)).toBe(false);
  expect([sequences.next('quotes'), sequences.next('quotes'), sequences.next('ledger')]).toEqual([1, 2, 1]);
  expect(sequences.last('quotes')).toBe(2);
});

test('senders that fell silent are forgotten, those that speak are not', () => {
  const sequences = new Sequences();
  sequences.isHole('loud', 'quotes', 1, true);
  for (let index = 0; index < 5_000; index += 1) {
    sequences.isHole(`quiet ${index}`, 'quotes', 1, true);
    expect(sequences.isHole('loud', 'quotes', 1, false)).toBe(false);
  }
  expect(sequences.senders()).toBeLessThanOrEqual(2_000);
});

test('a sender that falls silent is noticed once', () => {
  const sequences = new Sequences();
  sequences.isHole('dead', 'quotes', 1, true, 1_000);
  sequences.isHole('alive', 'quotes', 1, true, 1_000);
  expect(sequences.forgetSilent(1_000)).toBe(false);
  sequences.isHole('alive', 'quotes', 1, false, 5_000);
  expect(sequences.forgetSilent(4_000)).toBe(true);
  expect(sequences.forgetSilent(4_000)).toBe(false);
  expect(sequences.senders()).toBe(1);
});

test('who falls silent without a good-bye is missed until it is heard again, or for as long as is asked for', () => {
  const sequences = new Sequences();
  for (const sender of ['cut off', 'stopped', 'there']) sequences.isHole(sender, 'quotes', 1, true, 10);
  sequences.forget('stopped');
  sequences.isHole('there', 'quotes', 1, false, 50);
  expect([sequences.isAnyLost(0), sequences.forgetSilent(40), sequences.isAnyLost(0)]).toEqual([false, true, true]);
  expect(sequences.forgetSilent(40)).toBe(false);
  sequences.isHole('cut off', 'quotes', 2, false, 60);
  expect(sequences.isAnyLost(0)).toBe(false);
  expect([sequences.forgetSilent(70), sequences.isAnyLost(50), sequences.isAnyLost(61)]).toEqual([true, true, false]);
});
