import { expect, test } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import { clientAddress, isLoopback } from './origin.js';

function addressOf(ip: string | undefined, remoteAddress: string | undefined): string {
  return clientAddress({ ip, socket: { remoteAddress } } as FastifyRequest);
}

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['::FFFF:203.0.113.7', '203.0.113.7'],
  ['::ffff:cb00:7107', '203.0.113.7'],
  ['0:0:0:0:0:ffff:203.0.113.7', '203.0.113.7'],
  ['203.0.113.7:4711', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::6', '2001:db8:0:0::/64'],
  ['2001:DB8::6', '2001:db8:0:0::/64'],
  ['2001:0db8:0000:0::0006', '2001:db8:0:0::/64'],
  ['[2001:db8::6]:4711', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['0::1', '::1'],
])('limits count %s by %s', (ip, counted) => {
  expect(addressOf(ip, '10.0.0.1')).toBe(counted);
});

test('what is no address counts as the connection it came by, and a client that has gone as nobody', () => {
  expect(addressOf('unknown', '10.0.0.1')).toBe('10.0.0.1');
  expect(addressOf(undefined, '10.0.0.1')).toBe('10.0.0.1');
  expect(addressOf(undefined, undefined)).toBe('');
});

test.each([
  ['127.0.0.1', true],
  ['::1', true],
  ['0:0:0:0:0:0:0:1', true],
  ['::ffff:127.0.0.1', true],
  ['::ffff:cb00:7107', false],
  ['::2', false],
  ['10.0.0.1', false],
])('%s is the machine itself: %s', (ip, isOwn) => {
  expect(isLoopback(addressOf(ip, '10.0.0.1'))).toBe(isOwn);
});
