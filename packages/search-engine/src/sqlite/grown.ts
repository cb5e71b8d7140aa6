type Column = Int32Array | Uint32Array | Float64Array;

/** The column itself, or a longer copy of it, so that `length` cells fit. New cells hold `empty`. */
export function grown<T extends Column>(column: T, length: number, empty = 0): T {
  if (column.length >= length) return column;
  const longer = new (column.constructor as new (length: number) => T)(
    Math.max(length, Math.ceil(column.length * 1.5), 1024),
  );
  longer.set(column);
  if (empty !== 0) longer.fill(empty, column.length);
  return longer;
}
