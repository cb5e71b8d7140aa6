import type { components } from '@qipei/api-client';
import { pageData } from '../page-data.ts';
import { useSession } from '../session/session.ts';

/** A picture that the platform serves, with its sizes. */
export type PictureData = components['schemas']['Image'];

const LONGEST = { small: 256, medium: 960, large: 2_048 } as const;
const SIZES = ['small', 'medium', 'large'] as const;

/**
 * Takes its place before it is there, and the size that the screen needs. `sizes` as in HTML; `alt` is empty where what stands
 * beside it says the same.
 */
export function Picture({
  image,
  alt,
  sizes,
  className,
  eager = false,
}: {
  image: PictureData;
  alt: string;
  sizes: string;
  className?: string;
  eager?: boolean;
}) {
  const isGuest = useSession() === null;
  const { width, height, sources } = image;
  const address = (size: (typeof SIZES)[number]) => shownAt(sources[size], isGuest);
  const widthOf = (size: (typeof SIZES)[number]) =>
    Math.round(width * Math.min(1, LONGEST[size] / Math.max(width, height)));
  const widths = new Map(SIZES.map((size) => [widthOf(size), size]));
  return (
    <img
      src={address('medium')}
      srcSet={[...widths].map(([each, size]) => `${address(size)} ${each}w`).join(', ')}
      sizes={sizes}
      width={width}
      height={height}
      alt={alt}
      className={className}
      loading={eager ? 'eager' : 'lazy'}
      decoding="async"
    />
  );
}

/** No header goes with an image: who is nobody's user names the storefront in the address. */
function shownAt(path: string, isGuest: boolean): string {
  const slug = pageData.storefront?.slug ?? null;
  return isGuest && slug !== null ? `${path}&storefront=${encodeURIComponent(slug)}` : path;
}
