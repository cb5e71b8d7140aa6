/** As GET /v1/search takes them. */
export const SORTS = ['relevance', 'price', '-price', '-stock', 'number'] as const;
