import { type SpawnOptions, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const sources = fileURLToPath(new URL('./mongo-java-server', import.meta.url));
const cache = fileURLToPath(new URL('../../../../node_modules/.cache/mongo-java-server', import.meta.url));
const POM = 'pom.xml';
const MAIN = 'MongoJavaServer.java';

/**
 * Brings the server's libraries by Maven and compiles its main class, once for each version of its two files.
 * Returns the class path.
 * @throws where Maven or a Java compiler (17 or later) is missing, or fails
 */
export async function mongoServerClassPath(): Promise<string> {
  const version = createHash('sha256');
  for (const file of [POM, MAIN]) version.update(readFileSync(join(sources, file)));
  const home = join(cache, version.digest('hex').slice(0, 16));
  if (!existsSync(home)) await build(home);
  return [join(home, 'lib', '*'), join(home, 'classes')].join(process.platform === 'win32' ? ';' : ':');
}

async function build(home: string): Promise<void> {
  mkdirSync(cache, { recursive: true });
  const scratch = mkdtempSync(join(cache, 'build-'));
  try {
    copyFileSync(join(sources, POM), join(scratch, POM));
    const lib = join(scratch, 'lib');
    await run('mvn', ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${lib}`], {
      cwd: scratch,
    });
    await run('javac', ['-cp', join(lib, '*'), '-d', join(scratch, 'classes'), join(sources, MAIN)]);
    try {
      renameSync(scratch, home);
    } catch (error) {
      // Another test run may have been quicker.
      if (!existsSync(home)) throw error;
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function run(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', (cause) => reject(new Error(`The MongoDB test server needs ${command}.`, { cause })));
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${command} ended with ${code}:\n${output.slice(-4_000)}`));
    });
  });
}
