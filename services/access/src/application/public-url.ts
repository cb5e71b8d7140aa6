import { InvalidInput } from '@qipei/kernel';

/** An origin, and perhaps a path, that links begin with; without a slash at its end. @throws InvalidInput */
export function requirePublicUrl(text: string): string {
  const url = URL.parse(text);
  const isPlain =
    url !== null && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (!isPlain || !/^https?:$/.test(url.protocol))
    throw new InvalidInput('publicUrl', 'public-url-invalid', 'Links begin with an http or https URL.');
  return url.href.replace(/\/+$/, '');
}
