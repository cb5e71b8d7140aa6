const MAX_NAME = 80;

/** What a picture is called by its file: with the letters that names of pictures take, and within their length. */
export function imageNameOf(fileName: string): string {
  const name = fileName
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N} ._-]+/gu, '-')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .replace(/[ .]+$/, '');
  if (name === '') return 'image';
  if (name.length <= MAX_NAME) return name;
  const end = /\.[A-Za-z0-9]{1,5}$/.exec(name)?.[0] ?? '';
  return (
    name
      .slice(0, MAX_NAME - end.length)
      .toWellFormed()
      .replaceAll('\ufffd', '')
      .replace(/[ .]+$/, '') + end
  );
}
