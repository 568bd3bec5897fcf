import { expect, test } from '@jest/globals';
import { pinChoice } from './pin-choice.js';

test('an instrument is pinned to a source that knows it, or to one that pushes', () => {
  const sources = ['amfi', 'yahoo', 'push-acme'].map((id) => ({ id, name: id }));
  const ids = (pinned: string | null) => pinChoice(sources, [{ source: 'yahoo' }, { source: 'drop' }], pinned).map(({ id }) => id);
  expect(ids(null)).toEqual(['yahoo', 'push-acme']);
  // What was chosen before is still shown as chosen.
  expect(ids('amfi')).toEqual(['amfi', 'yahoo', 'push-acme']);
});
