export const DIRECTIONS = ['given', 'received'] as const;
