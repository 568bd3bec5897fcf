/** New ids: UUIDs whose first bits are the time (version 7, RFC 9562), so that rows written together lie together. */
import { randomBytes } from 'node:crypto';

export function newId<Id extends string>(now: Date): Id {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now.getTime(), 0, 6);
  bytes[6] = 0x70 | ((bytes[6] as number) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f);
  return written<Id>(bytes.toString('hex'));
}

/** No id that was made at the time or later comes before it. */
export function firstId<Id extends string>(at: Date): Id {
  return written<Id>(`${at.getTime().toString(16).padStart(12, '0')}70008000000000000000`);
}

function written<Id extends string>(hex: string): Id {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id;
}
