import { expect, it } from 'vitest';
import { conditionText } from './condition-text.ts';

it.each([
  ['Caliper [lh] []', 'Caliper [lh]'],
  ['Caliper [lh] []; Exc. Wagon [12] []', 'Caliper [lh]; Exc. Wagon [12]'],
  ['With 6.5 in. ring gear [qdb.qualifier:945|6.5{in}=165.1{mm}]', 'With 6.5 in. ring gear'],
  ['To 03/2011 [qdb.qualifier:17|a\\]b|c]', 'To 03/2011'],
  ['[qdb.qualifier:945]', '[qdb.qualifier:945]'],
  ['Left [] right', 'Left [] right'],
  ['带 ABS', '带 ABS'],
])('%s is read as %s', (said, read) => expect(conditionText(said)).toBe(read));
