/** Choosing a file: by dropping it, or by the system's own dialog; and the example to fill in. */
import { useRef, useState } from 'react';
import { asFailure } from '../../../api/mutate.js';
import { saveFile } from '../../../api/save-file.js';
import { session } from '../../../api/session.js';
import { Icon } from '../../../kit/icon.js';
import { toast } from '../../../kit/toast.js';
import { ImportTemplateQuery } from '../documents.js';
import { decodeFile } from './csv-file.js';

/** What the server takes. */
const BYTES_MAX = 1_048_576;

export interface ChosenFile {
  readonly name: string;
  readonly text: string;
  readonly encoding: string;
}

export function FileChoice({ chosen, onChoose }: { chosen: ChosenFile; onChoose: (file: ChosenFile) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const take = async (file: File | undefined) => {
    setOver(false);
    const read = file && (await readFile(file));
    if (!read) return;
    setProblem('problem' in read ? read.problem : null);
    if ('text' in read) onChoose(read);
  };
  return (
    <div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way more; the button inside serves the keyboard. */}
      <div
        className={isOver ? 'drop over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          void take(event.dataTransfer.files[0]);
        }}
      >
        <Icon name="upload" />
        {chosen.text === '' ? (
          <p>Drop a CSV file here, or</p>
        ) : (
          <p>
            <strong>{chosen.name}</strong>
            {chosen.encoding !== 'UTF-8' && <span className="muted"> read as {chosen.encoding}</span>}
          </p>
        )}
        <button type="button" className="button button-second button-small" onClick={() => input.current?.click()}>
          {chosen.text === '' ? 'Choose a file' : 'Choose another'}
        </button>
        <input
          ref={input}
          type="file"
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          className="sr-only"
          tabIndex={-1}
          aria-label="CSV file"
          onChange={(event) => {
            void take(event.target.files?.[0]);
            // The same file may be chosen again, mended.
            event.target.value = '';
          }}
        />
      </div>
      {problem && (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
      <p className="hint">
        No file yet?{' '}
        <button type="button" className="link" onClick={() => void saveTemplate()}>
          Take the template
        </button>{' '}
        with every column and some example rows.
      </p>
    </div>
  );
}

/** The file's text, or why it cannot be taken and what to do. */
async function readFile(file: File): Promise<ChosenFile | { readonly problem: string }> {
  const { name, size } = file;
  if (size > BYTES_MAX) {
    const mebibytes = (size / BYTES_MAX).toFixed(1);
    return { problem: `${name} has ${mebibytes} MiB and 1 MiB is taken at once: split it, oldest entries first.` };
  }
  const { text, encoding } = decodeFile(new Uint8Array(await file.arrayBuffer()));
  if (text.trim() === '') return { problem: `${name} is empty. Choose a file whose first line names its columns.` };
  if (text.startsWith('PK')) return { problem: `${name} is a spreadsheet. Save it as “CSV UTF-8” there, and choose that file.` };
  return { name, text, encoding };
}

async function saveTemplate(): Promise<void> {
  try {
    const { importTemplate } = await session.request(ImportTemplateQuery, {});
    saveFile('tidemark-template.csv', 'text/csv', importTemplate);
  } catch (cause) {
    toast(asFailure(cause).message, { isError: true });
  }
}
