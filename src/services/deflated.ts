/** Texts that are kept for long and seldom read: a third of their size, and a byte to a character. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Press } from '../domain/packed-positions.js';

export const DEFLATED: Press = {
  press: (text) => deflateRawSync(text).toString('latin1'),
  unpress: (pressed) => inflateRawSync(Buffer.from(pressed, 'latin1')).toString(),
};
