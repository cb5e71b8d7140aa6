/** First the compiled reader's bytes, then pictures, each under a number of the page's. */
export type ToReader = { wasm: ArrayBuffer } | { id: number; picture: ImageBitmap; thorough: boolean };

/** `id` 0: the reader itself could not be made. */
export type FromReader = { id: number; texts: string[] } | { id: number; failed: string };
