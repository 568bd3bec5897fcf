/** Gives the reader a file that was made on the page. */

/** Without it Excel reads a table as if it were written before Unicode, and shows names with accents as garbage. */
const BYTE_ORDER_MARK = '\uFEFF';

export function saveFile(name: string, type: 'text/csv' | 'application/json', text: string): void {
  const parts = type === 'text/csv' ? [BYTE_ORDER_MARK, text] : [text];
  const url = URL.createObjectURL(new Blob(parts, { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken hold of it by the next task.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
