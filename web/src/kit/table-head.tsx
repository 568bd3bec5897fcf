/** The names of a table's columns. With a name its classes: `num` for figures, `wide-only` for what a phone has no room for. */
interface TableHeadProps {
  readonly columns: readonly (string | readonly [name: string, className: string])[];
}

export function TableHead({ columns }: TableHeadProps) {
  return (
    <thead>
      <tr>
        {columns.map((column) => {
          const [name, className] = typeof column === 'string' ? [column, undefined] : column;
          return (
            <th key={name} scope="col" className={className}>
              {name}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
