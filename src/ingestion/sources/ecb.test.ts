import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SourceError } from '../source-error.js';
import { parseRates } from './ecb.js';

/** Whatever a file holds, it is read or refused; nothing else is thrown. */
function neverElse(read: (text: string) => unknown, text: string): void {
  try {
    read(text);
  } catch (error) {
    expect(error).toBeInstanceOf(SourceError);
  }
}

test('a file of rates of any bytes is read or refused', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('<__proto__/>', '<Envelope><Cube/></Envelope>', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', '<a constructor="1"/>'),
  );
  fc.assert(fc.property(text, (any) => neverElse(parseRates, any)));
});
