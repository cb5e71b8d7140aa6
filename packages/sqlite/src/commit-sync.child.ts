// Commits process.argv[3] times to the file process.argv[2]; run by commit-sync.test.ts under strace.
import { OUTBOX_MIGRATION, openDatabase, sqliteOutbox } from './index.ts';
import { immediateTransaction } from './transaction.ts';

const [, , file = '', commits = '0'] = process.argv;
const db = openDatabase({ file, migrations: [OUTBOX_MIGRATION] });
const outbox = sqliteOutbox(db);
for (let i = 0; i < Number(commits); i += 1) {
  immediateTransaction(db, () =>
    outbox.add('parts', { key: 'k', id: `${i}`, type: 't', value: new Uint8Array(300) }),
  );
}
db.close();
