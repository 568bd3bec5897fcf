/** Everything that is held, live. */
import { PageFrame } from '../../kit/page-frame.js';
import { Holdings } from '../../part/holdings.js';
import '../../style/holdings.css';

export function HoldingsPage() {
  return (
    <PageFrame title="Holdings">
      <Holdings />
    </PageFrame>
  );
}
