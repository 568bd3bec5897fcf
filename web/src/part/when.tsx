/** An instant in few words: the time alone when it was today. Pointed at, it says all of it. */
import { fullInstant, instant } from '../format/format.js';
import { serverClock } from '../live/server-clock.js';

export function When({ at }: { at: string }) {
  return (
    <time dateTime={at} title={fullInstant(at)}>
      {instant(at, serverClock.now())}
    </time>
  );
}
