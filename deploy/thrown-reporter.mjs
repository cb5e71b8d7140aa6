// Writes what was thrown while no test could catch it, which the JSON report leaves out, into the file that QIPEI_THROWN names.
import { writeFileSync } from 'node:fs';

export default class ThrownReporter {
  onTestRunEnd(_modules, errors) {
    const file = process.env.QIPEI_THROWN;
    if (file === undefined || errors.length === 0) return;
    const text = ({ type, message, stack }) => `${type ?? 'thrown outside of a test'}: ${stack ?? message}`;
    writeFileSync(file, JSON.stringify(errors.map(text)));
  }
}
