/** What of the stock is looked for. */
export const LEVELS = ['none', 'below'] as const;
