/** What is used of it here; its published types bring those of Node into the page. */
declare module 'papaparse' {
  interface Parsed {
    data: string[][];
    errors: { type: 'Quotes' | 'Delimiter' | 'FieldMismatch' }[];
  }
  const Papa: { parse(text: string, options: { delimiter: string; newline: '\n' }): Parsed };
  export default Papa;
}
