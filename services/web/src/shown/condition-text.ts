/** What a feed says of a qualifier beside its words: the id of its table, and parameters that the words name already. */
const REFERENCE = /(?<=\S) \[qdb\.qualifier:\d+(?:\|(?:[^\\\]|]|\\.)*)*\]$/;
/** Behind a note of a feed that ends in brackets itself, so that those aren't taken for its id. */
const NO_ID = / \[\](?=; |$)/g;

/** A qualifier or a note as people read it. */
export function conditionText(said: string): string {
  return said.replace(REFERENCE, '').replace(NO_ID, '');
}
