const MAX_NAME = 80;

/** What a picture is called by its file: with the letters that names of pictures take, and within their length. */
export function imageNameOf(fileName: string): string {
  const name = fileName
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N} ._-]+/gu, '-')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .replace(/[ .]+$/, '');
  if (name === '') return 'image';
  return name.length <= MAX_NAME ? name : withEnd(name, '');
}

/** The same, with a number behind it where another picture has it already. */
export function freeImageName(fileName: string, taken: ReadonlySet<string>): string {
  const name = imageNameOf(fileName);
  let free = name;
  for (let n = 2; taken.has(free); n += 1) free = withEnd(name, `-${n}`);
  return free;
}

/** Between the name and what its file ends with, within the length. */
function withEnd(name: string, more: string): string {
  const kind = /\.[A-Za-z0-9]{1,5}$/.exec(name)?.[0] ?? '';
  const end = more + kind;
  const own = name.slice(0, Math.min(name.length - kind.length, MAX_NAME - end.length));
  return (
    own
      .toWellFormed()
      .replaceAll('\ufffd', '')
      .replace(/[ .]+$/, '') + end
  );
}
