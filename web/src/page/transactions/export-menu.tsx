/** The ledger as files: CSV that can be imported again, or JSON with everything and its history. Parts come one after the other. */
import { useRef, useState } from 'react';
import { asFailure } from '../../api/mutate.js';
import { saveFile } from '../../api/save-file.js';
import { session } from '../../api/session.js';
import type { OwnDataQuery as OwnDataResult, TransactionsCsvQuery as TransactionsCsvResult } from '../../gql/graphql.js';
import { Icon } from '../../kit/icon.js';
import { Menu } from '../../kit/menu.js';
import { toast } from '../../kit/toast.js';
import type { Accounts } from './accounts.js';
import { OwnDataQuery, TransactionsCsvQuery } from './documents.js';
import { today } from './entry-draft.js';

export function ExportMenu({ accounts, accountId }: { accounts: Accounts; accountId: string | null }) {
  const [isBusy, setBusy] = useState(false);
  const isRunning = useRef(false);
  const run = async (work: () => Promise<void>) => {
    if (isRunning.current) return;
    isRunning.current = true;
    setBusy(true);
    try {
      await work();
    } catch (cause) {
      toast(`The export stopped: ${asFailure(cause).message}`, { isError: true });
    } finally {
      isRunning.current = false;
      setBusy(false);
    }
  };
  const scope = accountId ? accounts.nameOf(accountId) : 'all accounts';
  return (
    <Menu
      label="Export"
      className="export-menu"
      button={
        <span className="button button-second">
          <Icon name="download" /> <span className="label">{isBusy ? 'Exporting…' : 'Export'}</span>
        </span>
      }
    >
      {(close) => (
        <>
          <button
            type="button"
            className="menu-item"
            onClick={() => {
              close();
              void run(() => exportCsv(accountId));
            }}
          >
            <span>
              CSV, {scope}
              <span className="sub">For spreadsheets, and to import again</span>
            </span>
          </button>
          <button
            type="button"
            className="menu-item"
            onClick={() => {
              close();
              void run(exportJson);
            }}
          >
            <span>
              JSON, everything
              <span className="sub">With amendments and voided entries</span>
            </span>
          </button>
        </>
      )}
    </Menu>
  );
}

/** Each part is a file of its own with a line of titles; as one file they need it once. */
export async function exportCsv(accountId: string | null): Promise<void> {
  const parts: string[] = [];
  let rows = 0;
  for (let after: string | null = null, isMore = true; isMore; ) {
    const { transactionsCsv }: TransactionsCsvResult = await session.request(TransactionsCsvQuery, { accountId, after });
    parts.push(parts.length === 0 ? transactionsCsv.csv : withoutTitles(transactionsCsv.csv));
    rows += transactionsCsv.rowCount;
    isMore = transactionsCsv.hasNextPage;
    after = transactionsCsv.endCursor ?? null;
  }
  saveFile(`tidemark-transactions-${today()}.csv`, 'text/csv', parts.join(''));
  toast(rows === 1 ? 'One entry was exported.' : `${rows} entries were exported.`);
}

export async function exportJson(): Promise<void> {
  const parts: string[] = [];
  for (let after: string | null = null, isMore = true; isMore; ) {
    const { exportOwnData }: OwnDataResult = await session.request(OwnDataQuery, { after });
    parts.push(exportOwnData.json);
    isMore = exportOwnData.hasNextPage;
    after = exportOwnData.endCursor ?? null;
  }
  saveFile(`tidemark-${today()}.json`, 'application/json', `[${parts.join(',\n')}]\n`);
  toast('Everything of yours was exported.');
}

function withoutTitles(csv: string): string {
  return csv.slice(csv.indexOf('\n') + 1);
}
