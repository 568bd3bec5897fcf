/** `npm run migration -- name`: writes the migration that brings the tables from the last one to the mappings, and lists it. */
import { readdirSync, writeFileSync } from 'node:fs';
import { Database } from './database.js';

const FOLDER = 'migrations';

const name = process.argv[2];
if (!name || !/^[a-z][a-z0-9-]*$/.test(name)) {
  process.stderr.write('Give the migration a name in lower case: npm run migration -- add-alerts\n');
  process.exit(1);
}
const database = await Database.open({ url: null, folder: null });
const result = await database.orm.migrator.create(FOLDER, false, false, name);
await database.close();
if (!result.fileName) {
  process.stdout.write('Nothing to migrate: the tables already match the mappings.\n');
} else {
  writeList();
  process.stdout.write(`Wrote ${FOLDER}/${result.fileName}. Read it, add what a generator cannot know, and commit it with list.ts.\n`);
}

function writeList(): void {
  const names = readdirSync(FOLDER)
    .filter((file) => /^Migration.*\.ts$/.test(file))
    .map((file) => file.slice(0, -3))
    .sort();
  const imports = names.map((each) => `import { ${className(each)} } from './${each}.js';`);
  const entries = names.map((each) => `  { name: '${each}', class: ${className(each)} },`);
  const text = [
    '/** Every migration in order; written by `npm run migration`. */',
    ...imports,
    '',
    'export const migrationsList = [',
    ...entries,
    '];',
    '',
  ];
  writeFileSync(`${FOLDER}/list.ts`, text.join('\n'));
}

/** MikroORM names the class after the file, without what is not allowed in a name. */
function className(file: string): string {
  return file.replaceAll('-', '_');
}
