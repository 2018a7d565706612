// Opens the store of argv[2] at the moment argv[3] (Unix ms), as two services do that are started together.
import { openSqliteStore } from '../../../src/store/sqlite-store.js';

const [, , path = '', startMs = '0'] = process.argv;
while (Date.now() < Number(startMs));
const store = await openSqliteStore(path);
await store.clauses.list();
await store.close();
