import type { z } from 'zod';
import type { StorefrontJson } from './storefront.ts';

/**
 * https://www.w3.org/TR/appmanifest/ of a storefront. `base` is where the app begins: `/` under a host of its own, otherwise
 * its path.
 */
export function webManifest(
  { name, tagline, colors, defaultLanguage, logo }: z.infer<typeof StorefrontJson>,
  base: string,
): Record<string, unknown> {
  const [first, second] = defaultLanguage === 'en' ? (['en', 'zh'] as const) : (['zh', 'en'] as const);
  const title = name[first] ?? name[second] ?? '';
  const description = tagline[first] ?? tagline[second];
  return {
    id: base,
    name: title,
    short_name: title.slice(0, 12).trim(),
    ...(description !== null && { description }),
    lang: defaultLanguage,
    dir: 'ltr',
    start_url: base,
    scope: base,
    display: 'standalone',
    theme_color: colors.header,
    background_color: '#ffffff',
    icons:
      logo === null
        ? []
        : [{ src: logo.url, sizes: `${logo.width}x${logo.height}`, type: logo.mediaType, purpose: 'any' }],
  };
}
