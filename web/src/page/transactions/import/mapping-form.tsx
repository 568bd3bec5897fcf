/** Each column of the file with its first cells, and what it is said to hold; then how days, numbers and kinds are written. */
import { useId } from 'react';
import type { ImportField, TransactionKind } from '../../../gql/graphql.js';
import { SelectField } from '../../../kit/field.js';
import { TableHead } from '../../../kit/table-head.js';
import { KIND_KEYS, KINDS } from '../../../part/entry-kind.js';
import type { Row } from './csv-file.js';
import { DATE_FORMATS, FIELD_NAMES, FIELDS, type Mapping, NEEDED } from './mapping.js';

const SAMPLES = 3;
const DELIMITERS = [
  { key: ',', label: 'Commas' },
  { key: ';', label: 'Semicolons' },
  { key: '\t', label: 'Tabs' },
  { key: '|', label: 'Bars' },
];

interface MappingFormProps {
  readonly rows: readonly Row[];
  readonly mapping: Mapping;
  readonly onChange: (changes: Partial<Mapping>) => void;
}

export function MappingForm({ rows, mapping, onChange }: MappingFormProps) {
  return (
    <div className="card">
      <div className="card-body form">
        <div className="form-row">
          <SelectField
            name="delimiter"
            label="Cells are parted by"
            value={mapping.delimiter}
            options={DELIMITERS}
            onChange={(delimiter) => onChange({ delimiter })}
          />
          <SelectField
            name="dateFormat"
            label="Days are written"
            value={mapping.dateFormat}
            options={DATE_FORMATS.map((key) => ({ key, label: key }))}
            onChange={(dateFormat) => onChange({ dateFormat })}
          />
          <SelectField
            name="decimalSeparator"
            label="Decimals begin with"
            value={mapping.decimalSeparator}
            options={[
              { key: 'POINT', label: 'Point, 1.50' },
              { key: 'COMMA', label: 'Comma, 1,50' },
            ]}
            onChange={(key) => onChange({ decimalSeparator: key as Mapping['decimalSeparator'] })}
          />
        </div>
      </div>
      <Columns rows={rows} mapping={mapping} onChange={onChange} />
      <Kinds mapping={mapping} onChange={onChange} />
    </div>
  );
}

function Columns({ rows: [head, ...rows], mapping, onChange }: MappingFormProps) {
  const id = useId();
  const set = (place: number, field: ImportField | '') =>
    onChange({ fields: mapping.fields.map((each, at) => (at === place ? field : each)) });
  return (
    <div className="table-scroll">
      <table className="table mapping">
        <TableHead columns={['Column', 'First cells', 'Holds']} />
        <tbody>
          {(head?.cells ?? []).map((name, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place; two may have one name.
            <tr key={place}>
              <th scope="row" id={`${id}-${place}`}>
                {name.trim() || `Column ${place + 1}`}
              </th>
              <td className="muted mapping-cells">
                {rows
                  .slice(0, SAMPLES)
                  .map(({ cells }) => cells[place]?.trim())
                  .filter(Boolean)
                  .join(' · ')}
              </td>
              <td>
                <select
                  className="select"
                  aria-labelledby={`${id}-${place}`}
                  value={mapping.fields[place] ?? ''}
                  onChange={(event) => set(place, event.target.value as ImportField | '')}
                >
                  <option value="">Leave it out</option>
                  {FIELDS.map((field) => (
                    <option key={field} value={field}>
                      {FIELD_NAMES[field]}
                      {NEEDED.includes(field) ? ' *' : ''}
                    </option>
                  ))}
                </select>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Kinds({ mapping, onChange }: Omit<MappingFormProps, 'rows'>) {
  const words = Object.keys(mapping.kinds);
  if (words.length === 0) return null;
  return (
    <fieldset className="card-body kinds">
      <legend>What the words for the kinds mean</legend>
      <div className="form-row">
        {words.map((word) => (
          <SelectField
            key={word}
            name={`kind ${word}`}
            label={`“${word}”`}
            value={mapping.kinds[word] ?? ''}
            options={[{ key: '', label: 'Choose…' }, ...KIND_KEYS.map((key) => ({ key, label: KINDS[key].name }))]}
            onChange={(kind) => onChange({ kinds: { ...mapping.kinds, [word]: kind as TransactionKind | '' } })}
          />
        ))}
      </div>
    </fieldset>
  );
}
