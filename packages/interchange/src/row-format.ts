/**
 * `vcdb`: a zip with the text tables of Auto Care's VCdb, read as rows of vehicles; `aces`: a feed of ACES, read as rows of
 * fitments; `pies` and `pies-workbook`: a feed of PIES, read as rows of parts. `auto`: told by the content.
 */
export type RowFormat = 'csv' | 'ndjson' | 'xlsx' | 'vcdb' | 'aces' | 'pies' | 'pies-workbook' | 'auto';
