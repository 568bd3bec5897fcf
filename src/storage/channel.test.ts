// Channels by name: the slots are those of Redis, and a topic's channels share them evenly.
import { expect, test } from '@jest/globals';
import { channelOf, slotOf } from './channel.js';
import { SHARDS, type Topic } from './message.js';

test('a slot is the one that Redis says', () => {
  // From the specification of Redis Cluster: the check value of CRC-16/XMODEM, and two keys kept together by what stands in braces.
  expect(slotOf('123456789')).toBe(0x31c3 % 16_384);
  expect(slotOf('{user1000}.following')).toBe(slotOf('{user1000}.followers'));
});

test.each(Object.keys(SHARDS) as Topic[])('the channels of %s lie evenly over the slots, each under its own name', (topic) => {
  const channels = Array.from({ length: SHARDS[topic] }, (_, shard) => channelOf(topic, shard, 'a'));
  expect(new Set(channels).size).toBe(channels.length);
  const parts = channels.map((channel) => Math.floor((slotOf(channel) * channels.length) / 16_384));
  expect(parts).toEqual(channels.map((_, shard) => shard));
});
