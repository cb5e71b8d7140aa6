import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CACHE = fileURLToPath(new URL('../../../../node_modules/.cache/servers', import.meta.url));

const MAVEN = process.platform === 'win32' ? 'mvn.cmd' : 'mvn';

/** An artifact as Maven names it: `group:artifact:version`. */
export type MavenArtifact = `${string}:${string}:${string}`;

/**
 * The jars of the artifacts and of all that they need at run time, fetched once with the machine's Maven; returns their
 * folder.
 * @throws Error where Maven is absent or an artifact can't be had
 */
export function mavenJars(name: string, artifacts: readonly MavenArtifact[]): string {
  const target = join(CACHE, name);
  if (existsSync(target)) return join(target, 'jars');
  const scratch = `${target}.${process.pid}.tmp`;
  mkdirSync(scratch, { recursive: true });
  const dependencies = artifacts.map((artifact) => {
    const [group, id, version] = artifact.split(':');
    return `<dependency><groupId>${group}</groupId><artifactId>${id}</artifactId><version>${version}</version></dependency>`;
  });
  writeFileSync(
    join(scratch, 'pom.xml'),
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>qipei</groupId><artifactId>${name}</artifactId><version>1</version><packaging>pom</packaging>
<dependencies>${dependencies.join('\n')}</dependencies></project>\n`,
  );
  const args = ['-q', '-B', 'dependency:copy-dependencies', '-DincludeScope=runtime'];
  const made = spawnSync(MAVEN, [...args, `-DoutputDirectory=${join(scratch, 'jars')}`], {
    cwd: scratch,
    encoding: 'utf8',
  });
  if (made.status !== 0 || readdirSync(join(scratch, 'jars')).length === 0) {
    rmSync(scratch, { recursive: true, force: true });
    throw new Error(
      `Maven could not fetch ${artifacts.join(', ')}: ${made.error?.message ?? ''}${made.stdout}${made.stderr}`,
    );
  }
  try {
    renameSync(scratch, target);
  } catch (error) {
    rmSync(scratch, { recursive: true, force: true });
    // Somebody else was faster.
    if (!existsSync(target)) throw error;
  }
  return join(target, 'jars');
}
