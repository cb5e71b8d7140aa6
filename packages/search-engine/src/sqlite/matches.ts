/** Documents that satisfy what has been asked so far. */
export interface Matches {
  documents: Uint32Array;
  /** By document number; null where nothing gives a score. */
  scores: Float32Array | null;
}

/** A list of documents and what each of them gains by being in it. */
export interface Scored {
  documents: Uint32Array;
  score: number;
}

/**
 * Documents that occur in every group of lists, in one list or more of it. Of one group a document gets the score of the
 * first of its lists that has it, so the lists come best first.
 */
export function intersection(groups: readonly (readonly Scored[])[], size: number): Matches {
  const seen = new Uint8Array(size);
  const scores = new Float32Array(size);
  let documents = new Uint32Array(0);
  groups.forEach((lists, index) => {
    const found = new Uint32Array(lists.reduce((sum, list) => sum + list.documents.length, 0));
    let length = 0;
    for (const list of lists) {
      const { documents: listed, score } = list;
      for (let i = 0; i < listed.length; i += 1) {
        const document = listed[i] ?? 0;
        if (seen[document] !== index) continue;
        seen[document] = index + 1;
        scores[document] = (scores[document] ?? 0) + score;
        found[length] = document;
        length += 1;
      }
    }
    documents = found.subarray(0, length);
  });
  return { documents, scores };
}

/** For each document in how many groups of lists it occurs. */
export function occurrences(
  groups: readonly (readonly Scored[])[],
  size: number,
): Matches & { counts: Uint8Array } {
  const seen = new Uint8Array(size);
  const counts = new Uint8Array(size);
  const scores = new Float32Array(size);
  const documents: number[] = [];
  groups.forEach((lists, index) => {
    for (const list of lists) {
      for (const document of list.documents) {
        if (seen[document] === index + 1) continue;
        if (counts[document] === 0) documents.push(document);
        seen[document] = index + 1;
        counts[document] = (counts[document] ?? 0) + 1;
        scores[document] = (scores[document] ?? 0) + list.score;
      }
    }
  });
  return { documents: new Uint32Array(documents), scores, counts };
}
