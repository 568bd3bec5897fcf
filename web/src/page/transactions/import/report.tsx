/** What would become of a file: its entries, or every problem with its line, what stands there, and what to do. */
import { inWords } from '../../../api/in-words.js';
import { Notice } from '../../../kit/state.js';
import { TableHead } from '../../../kit/table-head.js';
import type { Accounts } from '../accounts.js';
import type { ImportReport } from '../documents.js';
import type { Row } from './csv-file.js';
import { Entries } from './entries.js';
import { FIELD_NAMES } from './mapping.js';

interface ReportProps {
  readonly report: ImportReport;
  readonly rows: readonly Row[];
  readonly accounts: Accounts;
}

export function Report({ report, rows, accounts }: ReportProps) {
  const { problems, problemCount, recordedCount, repeatedCount, rowCount, unusedColumns } = report;
  const repeated = repeatedCount === 0 ? '' : ` ${repeatedCount} of the ${rowCount} rows were imported before and are left out.`;
  const unused = unusedColumns.length > 0 && (
    <p className="muted">Nothing is recorded of these columns, as they stand for no field: {unusedColumns.join(', ')}.</p>
  );
  if (problemCount === 0) {
    return (
      <div>
        <div className="card-body">
          <Notice>
            {recordedCount === 0
              ? `There is nothing new in this file.${repeated}`
              : `All is well: ${recordedCount === 1 ? 'one entry' : `${recordedCount} entries`} would be recorded.${repeated}`}
          </Notice>
          {unused}
        </div>
        {recordedCount > 0 && <Entries report={report} accounts={accounts} />}
      </div>
    );
  }
  const byLine = new Map(rows.map((row) => [row.line, row.cells]));
  return (
    <div>
      <div className="card-body">
        <Notice kind="error">
          {problemCount === 1 ? 'One problem' : `${problemCount} problems`} in {rowCount} rows. Nothing is recorded while there is any: mend
          the file or what its columns mean, then look again.
        </Notice>
        {unused}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className="table-scroll import-rows" aria-label="Problems by line" tabIndex={0}>
        <table className="table">
          <TableHead columns={['Line', 'Column', 'What is wrong, and what to do']} />
          <tbody>
            {problems.map(({ line, field, message, rule }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is shown whole and never reordered.
              <tr key={index} data-rule={rule}>
                <td className="num">{line ?? '–'}</td>
                <td>
                  {field && field in FIELD_NAMES
                    ? FIELD_NAMES[field as keyof typeof FIELD_NAMES]
                    : inWords({ message: field ?? 'File', field })}
                </td>
                <td>
                  {inWords({ message, field })}
                  {line !== null && line !== undefined && <code className="problem-row">{byLine.get(line)?.join(' | ')}</code>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {problemCount > problems.length && <p className="card-body muted">The first {problems.length} are listed.</p>}
    </div>
  );
}
