/**
 * The names of the bus's channels. In a Redis Cluster the name decides the node, so names are chosen such that the channels of a topic lie
 * evenly over the slots, and with them over any number of nodes.
 */
import { SHARDS, type Topic } from './message.js';

/** Versions whose messages or channels differ do not hear each other; both read the database once a minute. */
const PREFIX = 'tidemark:2';
const SLOTS = 16_384;

const names = new Map<Topic, readonly string[]>();

/** @param databaseId whose instances hear each other: Redis does not tell the channels of its databases apart */
export function channelOf(topic: Topic, shard: number, databaseId: string): string {
  const known = names.get(topic) ?? namesOf(topic);
  names.set(topic, known);
  return `${known[shard] as string}:${databaseId}`;
}

/** A Redis Cluster's slot of a name: CRC-16 (XMODEM) of what stands in braces, or of all of it. */
export function slotOf(name: string): number {
  const [, tag = name] = /\{([^}]+)\}/.exec(name) ?? [];
  let crc = 0;
  for (const byte of Buffer.from(tag)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc % SLOTS;
}

/** The first whole number in braces whose slot falls into the shard's part of all slots. */
function namesOf(topic: Topic): string[] {
  const count = SHARDS[topic];
  const found: string[] = [];
  for (let number = 0, missing = count; missing > 0; number += 1) {
    const name = `${PREFIX}:${topic}:{${number}}`;
    const shard = Math.floor((slotOf(name) * count) / SLOTS);
    if (found[shard] !== undefined) continue;
    found[shard] = name;
    missing -= 1;
  }
  return found;
}
