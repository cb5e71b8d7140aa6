/** Every id that begins with it; `after` one of them. The last character is followed by the next one. */
export function idsWith(prefix: string, after = ''): { _id: { $gt: string; $lt: string } } {
  const next = String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);
  return { _id: { $gt: after === '' ? prefix : after, $lt: `${prefix.slice(0, -1)}${next}` } };
}
