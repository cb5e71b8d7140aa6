type PhotoFault = 'too-large' | 'unreadable';

export class PhotoUnusable extends Error {
  readonly fault: PhotoFault;

  constructor(fault: PhotoFault, cause?: unknown) {
    super(`the photo can't be used: ${fault}`, { cause });
    this.name = 'PhotoUnusable';
    this.fault = fault;
  }
}

const MAX_BYTES = 40 * 1024 * 1024;

/** The picture of a file, the right way up. @throws PhotoUnusable */
export async function pictureOf(file: Blob): Promise<ImageBitmap> {
  if (file.size > MAX_BYTES) throw new PhotoUnusable('too-large');
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch (error) {
    throw new PhotoUnusable('unreadable', error);
  }
}
