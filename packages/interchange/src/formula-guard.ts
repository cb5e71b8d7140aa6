/** What a spreadsheet takes for the beginning of a formula (https://owasp.org/www-community/attacks/CSV_Injection). */
const BEGINS_FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
const IS_GUARDED = /^'+[=+\-@\t\r\n＝＋－＠]/;

/** The text of a cell that no spreadsheet computes, led by an apostrophe where it takes one. */
export function guardFormula(text: string): string {
  return BEGINS_FORMULA.test(text) ? `'${text}` : text;
}

/** The text that was guarded; any other text as it is. */
export function withoutGuard(cell: string): string {
  return cell.charCodeAt(0) === 39 && IS_GUARDED.test(cell) ? cell.slice(1) : cell;
}
