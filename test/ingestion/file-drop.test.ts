// Files put into a folder: read once, reported line by line, and never twice; a wrong mapping keeps the server from starting.
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from '../testkit/gql/gql.js';
import { eventuallyGet } from '../testkit/until.js';
import { type LocalWorld, openWorld } from '../testkit/world.js';

const FILES = graphql(`query DroppedFiles { droppedFiles { name lines accepted refused failure } }`);
const PRICE = graphql(`query DroppedPrice($id: ID!) { instrument(id: $id) { quote { price source valueDate } } }`);
const MAPPING = {
  files: [
    {
      name: 'closes',
      pattern: 'closes*.csv',
      delimiter: ';',
      decimal: ',',
      dateFormat: 'DD.MM.YYYY',
      columns: { isin: 'ISIN', price: 'Kurs', currency: 'Wrg', date: 'Datum' },
    },
  ],
};

let folder: string;
let world: LocalWorld;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-drop-'));
  writeFileSync(join(folder, 'mapping.json'), JSON.stringify(MAPPING));
  world = await openWorld({ FILE_DROP: folder });
});
afterAll(async () => {
  await world?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** As a copy that was finished a while ago. */
function drop(name: string, text: string | Buffer): void {
  const path = join(folder, name);
  writeFileSync(path, text);
  const earlier = new Date(Date.now() - 60_000);
  utimesSync(path, earlier, earlier);
}

const lyingIn = (part: string, name: string) =>
  readdirSync(join(folder, part))
    .filter((file) => file.includes(name))
    .sort();
const placed = (part: string, name: string, count = 2) =>
  eventuallyGet(async () => {
    const found = lyingIn(part, name);
    return found.length >= count ? found : null;
  });
const reportOf = (part: string, files: readonly string[]) =>
  readFileSync(join(folder, part, files.find((file) => file.endsWith('.report.csv')) as string), 'utf8');
const known = async (name: string) => (await world.admin.run(FILES)).expectNoErrors().droppedFiles.filter((file) => file.name === name);

test('each line is told what became of it, good and bad ones side by side', async () => {
  const id = await world.instrument({ name: 'SAP', mic: 'XETR', ticker: 'SAP', isin: 'DE0007164600', currency: 'EUR' });
  const lines = [
    'Datum;ISIN;Kurs;Wrg',
    '18.06.2024;DE0007164600;174,52;EUR',
    '19.06.2024;DE0007164600;1,2;USD',
    '20.06.2024;US0378331005;1;USD',
    'x;y;z;',
  ];
  drop('closes-1.csv', lines.join('\r\n'));
  const files = await placed('processed', 'closes-1');
  const report = reportOf('processed', files).trim().split('\r\n');
  expect(report.map((line) => line.split(',').slice(0, 3).join(' '))).toEqual([
    'line outcome reason',
    '2 CURRENT FIRST',
    '3 REJECTED CURRENCY_MISMATCH',
    '4 REJECTED UNKNOWN_SYMBOL',
    '5 REJECTED UNREADABLE',
  ]);
  expect(readdirSync(folder)).not.toContain('closes-1.csv');
  expect(await known('closes-1.csv')).toEqual([{ name: 'closes-1.csv', lines: 4, accepted: 1, refused: 3, failure: null }]);
  const { instrument } = (await world.admin.run(PRICE, { id })).expectNoErrors();
  expect(instrument?.quote).toEqual({ price: '174.52', source: 'drop', valueDate: '2024-06-18' });

  drop('closes-again.csv', lines.join('\r\n'));
  const again = await placed('processed', 'closes-again');
  expect(reportOf('processed', again)).toContain('The same content was read already, as closes-1.csv');
  expect(await known('closes-again.csv')).toEqual([]);
});

test('a file that cannot be read at all is put aside with the reason, and may be dropped again', async () => {
  drop('closes-bad.csv', Buffer.from([0xff, 0xfe, 0x00]));
  drop('closes-head.csv', 'Date;ISIN\n');
  drop('notes.txt', 'not for us');
  const files = await placed('failed', 'closes-bad');
  expect(reportOf('failed', files)).toContain('It is not UTF-8 text.');
  expect(reportOf('failed', await placed('failed', 'closes-head'))).toContain('It has no column "');
  expect((await known('closes-bad.csv'))[0]?.failure).toBe('It is not UTF-8 text.');
  expect(readdirSync(folder)).toContain('notes.txt');
  drop('closes-bad.csv', Buffer.from([0xff, 0xfe, 0x00]));
  expect(await placed('failed', 'closes-bad', 4)).toHaveLength(4);
});

test('a wrong mapping keeps the server from starting, and says where it is wrong', async () => {
  const wrong = mkdtempSync(join(tmpdir(), 'tidemark-drop-'));
  writeFileSync(join(wrong, 'mapping.json'), '{"files": [{"name": "x", "pattern": "*", "columns": {"price": "P"}}]}');
  // Before anything is opened: the database it would ask is not there.
  await expect(openWorld({ FILE_DROP: wrong, DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing' })).rejects.toThrow(
    /FILE_DROP: .*mapping\.json files\.0\.columns: needs either date or time/,
  );
  await expect(openWorld({ FILE_DROP: join(wrong, 'nowhere') })).rejects.toThrow(/FILE_DROP: .*ENOENT/);
  rmSync(wrong, { recursive: true });
});
