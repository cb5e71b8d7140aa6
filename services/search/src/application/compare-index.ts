/** A part as its source or the index knows it; `gone` where it was deleted there. */
export interface KnownVersion {
  partId: string;
  version: number;
  gone: boolean;
}

export interface IndexDifference {
  /** `stale`: the index holds another version than the source, older as a rule. */
  kind: 'missing' | 'extra' | 'stale';
  partId: string;
  /** Version in the source. */
  source?: number;
  /** Version in the index. */
  indexed?: number;
}

/** What differs, and how many parts the source has. Both sides come in the order of their ids' UTF-16 code units. */
export async function compareIndex(
  source: AsyncIterable<KnownVersion>,
  index: AsyncIterable<KnownVersion>,
  onDifference: (difference: IndexDifference) => void,
): Promise<number> {
  const left = source[Symbol.asyncIterator]();
  const right = index[Symbol.asyncIterator]();
  let parts = 0;
  try {
    let a = await left.next();
    let b = await right.next();
    while (!a.done || !b.done) {
      const idA = a.done ? undefined : a.value.partId;
      const idB = b.done ? undefined : b.value.partId;
      const takeA = idA !== undefined && (idB === undefined || idA <= idB);
      const takeB = idB !== undefined && (idA === undefined || idB <= idA);
      const inSource = takeA && !a.done && !a.value.gone ? a.value : undefined;
      const inIndex = takeB && !b.done && !b.value.gone ? b.value : undefined;
      if (inSource !== undefined) parts += 1;
      const difference = differenceOf(inSource, inIndex);
      if (difference !== undefined) onDifference(difference);
      if (takeA) a = await left.next();
      if (takeB) b = await right.next();
    }
  } finally {
    await left.return?.();
    await right.return?.();
  }
  return parts;
}

function differenceOf(
  source: KnownVersion | undefined,
  index: KnownVersion | undefined,
): IndexDifference | undefined {
  if (source === undefined)
    return index === undefined ? undefined : { kind: 'extra', partId: index.partId, indexed: index.version };
  if (index === undefined) return { kind: 'missing', partId: source.partId, source: source.version };
  if (index.version === source.version) return undefined;
  return { kind: 'stale', partId: source.partId, source: source.version, indexed: index.version };
}
