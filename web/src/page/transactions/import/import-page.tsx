/**
 * A file becomes entries in three steps: choose it, say what its columns mean, look at what would become of it. Nothing is
 * recorded before the last button, and then all of it or nothing. File and mapping survive a reload.
 */

import { useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useDraft } from '../../../api/draft.js';
import { asFailure, mutate } from '../../../api/mutate.js';
import { SelectField } from '../../../kit/field.js';
import { FormError } from '../../../kit/form-error.js';
import { PageFrame, Section } from '../../../kit/page-frame.js';
import { Failure, Notice, Skeleton } from '../../../kit/state.js';
import { toast } from '../../../kit/toast.js';
import { useScope } from '../../../shell/scope.js';
import { type Accounts, useAccounts } from '../accounts.js';
import type { ImportReport } from '../documents.js';
import { ImportTransactionsMutation } from '../documents.js';
import { type Row, readRows } from './csv-file.js';
import { type ChosenFile, FileChoice } from './file-choice.js';
import { guessMapping, importOf, kindsOf, type Mapping, missingOf } from './mapping.js';
import { MappingForm } from './mapping-form.js';
import { Report } from './report.js';

const NO_FILE: ChosenFile = { name: '', text: '', encoding: '' };
const NO_MAPPING: Mapping = { delimiter: ',', dateFormat: 'YYYY-MM-DD', decimalSeparator: 'POINT', fields: [], kinds: {} };

export function ImportPage() {
  const accounts = useAccounts();
  return (
    <PageFrame
      title="Import a file"
      lead="From your bank or another program, as CSV. You see what would become of every row before anything is recorded."
      actions={
        <Link href="/transactions" className="button button-second">
          Back to the ledger
        </Link>
      }
    >
      {accounts.accounts ? (
        <Import accounts={accounts} />
      ) : accounts.answer.failure ? (
        <Failure failure={accounts.answer.failure} onRetry={accounts.answer.reload} />
      ) : (
        <Skeleton height={200} />
      )}
    </PageFrame>
  );
}

function Import({ accounts }: { accounts: Accounts }) {
  const { file, rows, mapping, report, setReport, choose, changeMapping, forget } = useImport();
  const { account: looked } = useScope();
  const first = looked?.id ?? accounts.open[0]?.id ?? '';
  const into = useDraft('import.account', { accountId: first });
  const accountId = accounts.find(into.values.accountId)?.id ?? first;
  if (accounts.open.length === 0) {
    return (
      <Notice>
        Entries belong to an account: <Link href="/settings/portfolios">open one</Link> first.
      </Notice>
    );
  }
  return (
    <>
      <Section title="1. The file" id="import-file">
        <div className="card card-body form">
          <FileChoice chosen={file} onChoose={choose} />
          {file.text !== '' && (
            <SelectField
              name="accountId"
              label="Account"
              value={accountId}
              hint="Of rows that do not name one themselves."
              options={accounts.open.map(({ id, name, currency }) => ({ key: id, label: `${name} (${currency})` }))}
              onChange={(id) => {
                into.change({ accountId: id });
                setReport(null);
              }}
            />
          )}
        </div>
      </Section>
      {file.text !== '' && (
        <>
          <Section title="2. What its columns mean" id="import-mapping">
            <MappingForm rows={rows} mapping={mapping} onChange={changeMapping} />
          </Section>
          <Section title="3. What would become of it" id="import-preview">
            <Preview
              {...{ file, rows, mapping, accountId, accounts, report }}
              onReport={setReport}
              onDone={() => {
                forget();
                into.clear({ accountId: first });
              }}
            />
          </Section>
        </>
      )}
    </>
  );
}

/** The file and how it is to be read, both kept over a reload; a report is of what was asked, and goes when that changes. */
function useImport() {
  const file = useDraft<ChosenFile>('import.file', NO_FILE);
  const mapping = useDraft<Mapping>('import.mapping', NO_MAPPING);
  const [report, setReport] = useState<ImportReport | null>(null);
  const { text } = file.values;
  const rows = useMemo(() => readRows(text, mapping.values.delimiter), [text, mapping.values.delimiter]);
  return {
    file: file.values,
    rows,
    mapping: mapping.values,
    report,
    setReport,
    choose: (chosen: ChosenFile) => {
      file.change(chosen);
      mapping.change(guessMapping(chosen.text));
      setReport(null);
    },
    changeMapping: (changes: Partial<Mapping>) => {
      setReport(null);
      // Other cells, other columns: what they mean is guessed anew.
      if (changes.delimiter !== undefined) return mapping.change(guessMapping(text, changes.delimiter));
      const cells = rows.slice(1).map((row) => row.cells);
      mapping.change({ ...changes, kinds: changes.kinds ?? kindsOf({ ...mapping.values, ...changes }, cells) });
    },
    forget: () => {
      file.clear(NO_FILE);
      mapping.clear(NO_MAPPING);
    },
  };
}

interface PreviewProps {
  readonly file: ChosenFile;
  readonly rows: readonly Row[];
  readonly mapping: Mapping;
  readonly accountId: string;
  readonly accounts: Accounts;
  readonly report: ImportReport | null;
  readonly onReport: (report: ImportReport) => void;
  readonly onDone: () => void;
}

function Preview({ file, rows, mapping, accountId, accounts, report, onReport, onDone }: PreviewProps) {
  const [busy, setBusy] = useState<'LOOK' | 'RECORD' | null>(null);
  const [failure, setFailure] = useState<string | undefined>();
  const [, navigate] = useLocation();
  const missing = missingOf(mapping);
  const run = async (isDryRun: boolean) => {
    if (busy) return;
    setBusy(isDryRun ? 'LOOK' : 'RECORD');
    setFailure(undefined);
    const variables = { accountId, isDryRun, ...importOf(file.text, mapping) };
    try {
      const { importTransactions: done } = await mutate(ImportTransactionsMutation, variables);
      if (isDryRun || done.problemCount > 0) return onReport(done);
      toast(done.recordedCount === 1 ? 'One entry was recorded.' : `${done.recordedCount} entries were recorded.`);
      onDone();
      navigate('/transactions');
    } catch (cause) {
      setFailure(asFailure(cause).message);
    } finally {
      setBusy(null);
    }
  };
  const count = report && report.problemCount === 0 ? report.recordedCount : 0;
  return (
    <div className="card">
      <div className="card-body form">
        {missing.length > 0 ? (
          <ul className="missing">
            {missing.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        ) : (
          <p className="muted">
            {rows.length - 1} {rows.length === 2 ? 'row' : 'rows'} to look at. Rows that were imported before are left out by themselves.
          </p>
        )}
        <FormError text={failure} />
        <div className="form-actions">
          <button type="button" className="button button-second" disabled={missing.length > 0 || busy !== null} onClick={() => run(true)}>
            {busy === 'LOOK' ? 'Looking…' : report ? 'Look again' : 'Preview'}
          </button>
          {count > 0 && (
            <button type="button" className="button" disabled={busy !== null} onClick={() => run(false)}>
              {busy === 'RECORD' ? 'Recording…' : count === 1 ? 'Record one entry' : `Record ${count} entries`}
            </button>
          )}
        </div>
      </div>
      {report && <Report {...{ report, rows, accounts }} />}
    </div>
  );
}
