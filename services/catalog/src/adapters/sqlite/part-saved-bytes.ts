/** PartSaved with its only field, `Part part = 1`, around bytes that are a Part already. */
export function partSavedBytes(body: Uint8Array): Uint8Array {
  const head = [0x0a];
  for (let rest = body.length; ; rest >>>= 7) {
    if (rest < 0x80) {
      head.push(rest);
      break;
    }
    head.push((rest & 0x7f) | 0x80);
  }
  return Buffer.concat([Uint8Array.from(head), body]);
}
