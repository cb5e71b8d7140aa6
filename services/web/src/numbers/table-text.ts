/**
 * Rows as they are pasted out of a spreadsheet, with tabs between the cells: what would end one early is a blank. A title in the first
 * cell of a row is a line of its own, and no row of the table.
 */
export function tableText(rows: readonly (readonly string[])[]): string {
  return rows
    .map((cells) => cells.map((cell) => cell.replace(/[\t\n\r"]+/g, ' ').trim()).join('\t'))
    .map((line) => line.replace(/\t+$/, ''))
    .join('\n');
}
