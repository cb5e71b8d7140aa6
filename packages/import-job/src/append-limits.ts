/** So often, in bytes, what was appended is made durable: as much is sent again at most after a crash. */
export const DURABLE_EVERY_BYTES = 8 * 1024 * 1024;
