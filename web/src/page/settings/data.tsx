/** Everything of one's own, to take away; and the way out. */
import { useState } from 'react';
import { asFailure } from '../../api/mutate.js';
import { Icon } from '../../kit/icon.js';
import { Section } from '../../kit/page-frame.js';
import { toast } from '../../kit/toast.js';
import { exportCsv, exportJson } from '../transactions/export-menu.js';
import { EraseMe } from './erase-me.js';

export function DataSettings() {
  const [isBusy, setBusy] = useState(false);
  const [isErasing, setErasing] = useState(false);
  const run = (work: () => Promise<void>) => {
    if (isBusy) return;
    setBusy(true);
    void work()
      .catch((cause) => toast(`The export stopped: ${asFailure(cause).message}`, { isError: true }))
      .finally(() => setBusy(false));
  };
  return (
    <>
      <Section title="Take your data with you" id="export-title">
        <div className="card">
          <ul className="list">
            <li className="list-row">
              <div>
                <p className="list-title">Everything, as JSON</p>
                <p className="sub">You, your portfolios and accounts, and every entry with all it has ever said</p>
              </div>
              <button type="button" className="button button-second button-small" disabled={isBusy} onClick={() => run(exportJson)}>
                <Icon name="download" /> Download<span className="sr-only"> everything</span>
              </button>
            </li>
            <li className="list-row">
              <div>
                <p className="list-title">The ledger, as CSV</p>
                <p className="sub">For a spreadsheet, or to import it elsewhere</p>
              </div>
              <button
                type="button"
                className="button button-second button-small"
                disabled={isBusy}
                onClick={() => run(() => exportCsv(null))}
              >
                <Icon name="download" /> Download<span className="sr-only"> the ledger</span>
              </button>
            </li>
          </ul>
        </div>
      </Section>
      <Section title="Leave" id="erase-title">
        <div className="card card-body setting-row">
          <p>You and everything of yours that says who you are is erased, at once and for good. Take your data with you first.</p>
          <button type="button" className="button button-second" onClick={() => setErasing(true)}>
            Erase me
          </button>
        </div>
        {isErasing && <EraseMe onClose={() => setErasing(false)} />}
      </Section>
    </>
  );
}
