import type { Answers } from '../api/answers.ts';
import { Picture } from '../shown/picture.tsx';

export interface Shown {
  key: string;
  /** Null of one that lies with its publisher, at `url`. */
  image: Answers['part']['media'][number]['image'];
  url: string;
  caption: string;
  /** The caption, or which of the part's pictures it is. */
  alt: string;
}

/** In a box whose size doesn't hang on it. */
export function ShownPicture({
  picture: { image, url },
  ...rest
}: {
  picture: Shown;
  alt: string;
  sizes: string;
  eager?: boolean;
}) {
  if (image !== null) return <Picture image={image} className="shown-picture" {...rest} />;
  return (
    <img
      src={url}
      alt={rest.alt}
      className="shown-picture"
      loading="lazy"
      decoding="async"
      referrerPolicy="no-referrer"
    />
  );
}
