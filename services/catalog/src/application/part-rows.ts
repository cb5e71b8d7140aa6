import type { PartRowReading } from '@qipei/interchange/checks';
import { checkedPartRow } from './checked-part-row.ts';
import { PART_COLUMNS } from './part-columns.ts';

/** For checks of files of parts where there is no catalogue. */
export const PART_ROWS: PartRowReading = { columns: PART_COLUMNS, read: checkedPartRow };
