import { z } from 'zod';
import { text } from '../http/request-fields.ts';

/** How a kind is told to take a file. */
export const SETTINGS_QUERY = {
  release: z
    .enum(['stage', 'auto'])
    .optional()
    .meta({
      description:
        '`parts`, `fitments`: the rows are staged as a release, compared with what is live, and published by a person ' +
        '(`stage`) or by itself where the release rules allow it (`auto`). Without it they are taken in one by one.',
    }),
  feed: text(60).optional().meta({
    description: '`parts`, `fitments`: name of the data set within yours; the main one unless given.',
  }),
  submission: z
    .enum(['full', 'update'])
    .optional()
    .meta({
      description:
        '`vehicles`: `full` is all there is, and what it doesn’t name is retired; `update` (unless given) adds and deletes. ' +
        '`parts`, `fitments`: `full` (of a release only) removes what the feed had and the file doesn’t name. ' +
        'Left out for ACES and PIES, whose header says it: an import that contradicts it fails.',
    }),
  source: text(200)
    .optional()
    .meta({ description: '`vehicles`: what the release is called; the file’s name unless given.' }),
  newWarehouses: z
    .enum(['make', 'refuse'])
    .optional()
    .meta({
      description:
        '`stock`: whether a warehouse that you don’t have is made (unless given; each is told in `notes`, `warehouse-new`), or ' +
        'rows that name one are refused (`warehouse-unknown`).',
    }),
  badCells: z
    .enum(['refuse-row', 'leave-out'])
    .optional()
    .meta({
      description:
        '`parts`: what a cell that can’t be read does to its row. `refuse-row` (unless given) refuses it; `leave-out` takes the part without ' +
        'it, where it is one of names, description, attributes, positions and gtin (of attributes and positions the others are kept), and lists it as ' +
        '`cell-left-out` among the errors; such a row isn’t counted as failed.',
    }),
};

const Settings = z.object(SETTINGS_QUERY);

/** Of a query, what was given. */
export function settingsOf({
  release,
  feed,
  submission,
  source,
  newWarehouses,
  badCells,
}: z.infer<typeof Settings>): Record<string, string> {
  return {
    ...(release !== undefined && { release }),
    ...(feed !== undefined && { feed }),
    ...(submission !== undefined && { submission }),
    ...(source !== undefined && { source }),
    ...(newWarehouses !== undefined && { newWarehouses }),
    ...(badCells !== undefined && { badCells }),
  };
}
