/**
 * Which of several rows of prices or of rates stands: the later one, of one moment that of the more trusted source, of that its last word. The
 * order is total and the arbiter's own, so that every statement picks the same row.
 */

/** @param row the table or alias the columns are of; none where they are not ambiguous */
export function newestFirst(row = ''): string {
  const of = row === '' ? '' : `${row}.`;
  return `${of}observed_at desc, ${of}priority, ${of}source collate "C", ${of}revision desc`;
}

/** Of the latest day first. */
export function latestDayFirst(row = ''): string {
  return `${row === '' ? '' : `${row}.`}value_date desc, ${newestFirst(row)}`;
}
