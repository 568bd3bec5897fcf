/** An instant in few words: the time alone when it was today. Pointed at, it says all of it. */

import { serverClock } from '../api/server-clock.js';
import { fullInstant, instant } from '../format/format.js';

export function When({ at }: { at: string }) {
  return (
    <time dateTime={at} title={fullInstant(at)}>
      {instant(at, serverClock.now())}
    </time>
  );
}
