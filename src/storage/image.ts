/**
 * Writes `dist/database.tar`: a migrated, empty embedded database that tests start from in a second instead of five.
 * Users have no use for it: their folder is made once.
 */
import { writeFileSync } from 'node:fs';
import { Database } from './database.js';

const database = await Database.open({ url: null, folder: null });
const embedded = await database.embedded();
if (!embedded) throw new Error('the image is made from the embedded database');
const dump = await embedded.dumpDataDir('none');
writeFileSync('dist/database.tar', Buffer.from(await dump.arrayBuffer()));
await database.close();
