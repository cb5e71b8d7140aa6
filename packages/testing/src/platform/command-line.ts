import { projectFile, startChild } from './child-process.ts';

const CLI = projectFile('services/all-in-one/src/cli.ts');

/** Runs the operator's command line to its end. */
export async function runCommand(
  env: Record<string, string>,
  args: readonly string[],
): Promise<{ code: number | null; output: string }> {
  const child = startChild([CLI, ...args], env);
  return { code: await child.ended(), output: child.output() };
}

/** Makes an API key through the command line. */
export async function createKeyByCommand(dataDir: string, args: readonly string[]): Promise<string> {
  const { code, output } = await runCommand({ QIPEI_DATA_DIR: dataDir }, ['keys', 'create', ...args]);
  const secret = /"secret": "(qpk_[^"]+)"/.exec(output)?.[1];
  if (code !== 0 || secret === undefined) throw new Error(`keys create failed (${code}):\n${output}`);
  return secret;
}

/** Makes a user through the command line. */
export async function addUserByCommand(
  dataDir: string,
  email: string,
  args: readonly string[],
): Promise<{ email: string; password: string }> {
  const { code, output } = await runCommand({ QIPEI_DATA_DIR: dataDir }, [
    ...['users', 'add', '--email', email],
    ...args,
  ]);
  const password = /"password": "([^"]+)"/.exec(output)?.[1];
  if (code !== 0 || password === undefined) throw new Error(`users add failed (${code}):\n${output}`);
  return { email, password };
}
