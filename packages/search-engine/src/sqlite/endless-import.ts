// Run by the tests as a process of its own: applies batches until it is killed and prints each that was acknowledged.
// `node endless-import.ts <file> <first batch>`
import { part, SCHEMA } from '../contract/parts.ts';
import { openSqliteSearchEngine } from './index.ts';

export const BATCH_SIZE = 40;

const [file, first] = process.argv.slice(2);
if (file !== undefined && first !== undefined) {
  await using engine = await openSqliteSearchEngine({ file, schema: SCHEMA });
  for (let batch = Number(first); ; batch += 1) {
    await engine.apply(
      Array.from({ length: BATCH_SIZE }, (_, i) =>
        part(
          `p${i}-${batch % 50}`,
          { text: { name: `batch${batch} brake` }, keywords: { brandId: [`batch${batch}`] } },
          batch,
        ),
      ),
    );
    process.stdout.write(`${batch}\n`);
  }
}
