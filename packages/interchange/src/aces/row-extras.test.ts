import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extrasOfCells, readAssetText } from './row-extras.ts';

const NOTHING_MORE = { kind: 'asset', order: '', ref: '', text: '' };
const text = fc.string({ unit: fc.constantFrom('\\', '|', '=', ':', 'a', 'ß', '\n', '😀'), maxLength: 12 });

/** Character by character: what `|` parts, and what is meant by each piece. */
function piecesOf(written: string): string[] {
  const pieces = [''];
  for (let at = 0; at < written.length; at += 1) {
    const here = written.charAt(at);
    if (here === '|') pieces.push('');
    else if (here === '\\' && at + 1 < written.length) {
      at += 1;
      pieces[pieces.length - 1] += written.charAt(at);
    } else pieces[pieces.length - 1] += here;
  }
  return pieces;
}

test('a bare name is an asset, whatever is in it', () => {
  fc.assert(
    fc.property(text, (written) => {
      fc.pre(!/^(?:asset|diagram):/.test(written));
      expect(readAssetText(written).name).toBe(piecesOf(written)[0]);
    }),
  );
});

test('what stands behind a name is read by the same rule, and a backslash at the end is kept', () => {
  fc.assert(
    fc.property(text, text, (name, said) => {
      const escaped = (each: string) => each.replace(/[\\|]/g, '\\$&');
      const written = `diagram:${escaped(name)}|order=${escaped(said)}|ref=${said.replaceAll('|', '')}`;
      const [, , ref = ''] = piecesOf(written);
      expect(readAssetText(written)).toEqual({
        ...{ kind: 'diagram', name, order: said, ref: ref.slice('ref='.length), text: '' },
      });
    }),
  );
  expect(readAssetText('asset:P1\\')).toEqual({ ...NOTHING_MORE, name: 'P1\\' });
  expect(readAssetText('\\')).toEqual({ ...NOTHING_MORE, name: '\\' });
  expect(readAssetText('asset:P1|ref=a\\')).toEqual({ ...NOTHING_MORE, name: 'P1', ref: 'a\\' });
});

// Read in time that grows with the square of its length, each of them would take minutes.
test('a long text that ends in a lone backslash is read whole', () => {
  for (const filler of ['a', '\\\\', '|', '\\|']) {
    const long = filler.repeat(200_000);
    const [name = ''] = piecesOf(`${long}\\`);
    expect(readAssetText(`${long}\\`).name === name, filler).toBe(true);
  }
  const assets = Array.from({ length: 500 }, () => `${'a'.repeat(4_000)}\\`);
  expect(extrasOfCells({ assets }, () => {}).assets.every(({ name }) => name.length === 4_001)).toBe(true);
});
