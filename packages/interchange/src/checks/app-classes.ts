import type { AppClass } from './app-group.ts';
import type { PartitionedSpill } from './partitioned-spill.ts';
import { APP_LAYOUT, u32 } from './spilled-app.ts';

const { ROOT, ATTRIBUTES, COMMENTS, PART, ASSET, QUANTITY, FROM, TO, LINE, FLAGS } = APP_LAYOUT;
/** The columns of a class: what is compared, and then what is counted. */
const COLUMNS = 16;
const COMPARED = 13;
const LINE_COLUMN = 13;
const COUNT_COLUMN = 14;
const NEXT_COLUMN = 15;
/** How many more records of a class are remembered beside the first. */
const MORE_SOURCES = 5;
const NONE = 0xffff_ffff;

export interface AppGroups {
  /** Each group in which there is something to look at: several classes, or several records of one. */
  groups(): Generator<AppClass[]>;
  /** Addresses of further records of a class, some. */
  moreOf(source: number): readonly number[];
}

/**
 * Takes the apps of a partition together: equal ones to classes, classes to groups of one vehicle, part type, position, label and brand.
 * The memory goes with the classes, not with the records; it is used again for the next partition, whose groups take the place of
 * those before.
 */
export function appGrouper(spill: PartitionedSpill): (partition: number) => AppGroups {
  let capacity = 64;
  let columns = new Uint32Array(capacity * COLUMNS);
  let sources = new Float64Array(capacity);
  let classCount = 0;
  let slots = new Uint32Array(tableSize(capacity)).fill(NONE);
  let mask = slots.length - 1;
  const more = new Map<number, number[]>();
  const row = new Uint32Array(COMPARED);

  function read(partition: number): void {
    classCount = 0;
    slots.fill(NONE);
    more.clear();
    for (const { buffer, base } of spill.chunks(partition)) {
      for (let at = 0; at < buffer.length; at += u32(buffer, at)) add(buffer, at, base + at);
    }
  }

  function add(buffer: Buffer, at: number, address: number): void {
    row[0] = u32(buffer, at + ROOT);
    row[1] = u32(buffer, at + ROOT + 4);
    row[2] = u32(buffer, at + ATTRIBUTES);
    row[3] = u32(buffer, at + ATTRIBUTES + 4);
    row[4] = u32(buffer, at + COMMENTS);
    row[5] = u32(buffer, at + COMMENTS + 4);
    row[6] = u32(buffer, at + PART);
    row[7] = u32(buffer, at + PART + 4);
    row[8] = u32(buffer, at + ASSET);
    row[9] = u32(buffer, at + ASSET + 4);
    row[10] = u32(buffer, at + QUANTITY);
    row[11] =
      ((buffer[at + FROM] as number) |
        ((buffer[at + FROM + 1] as number) << 8) |
        ((buffer[at + TO] as number) << 16) |
        ((buffer[at + TO + 1] as number) << 24)) >>>
      0;
    row[12] = buffer[at + FLAGS] as number;
    let slot = hashOfRow(row) & mask;
    for (let found = slots[slot] as number; found !== NONE; found = slots[slot] as number) {
      if (isRow(columns, found * COLUMNS, row)) {
        again(found, address);
        return;
      }
      slot = (slot + 1) & mask;
    }
    if (classCount === capacity) {
      grow();
      slot = freeSlot(hashOfRow(row));
    }
    const start = classCount * COLUMNS;
    columns.set(row, start);
    columns[start + LINE_COLUMN] = u32(buffer, at + LINE);
    columns[start + COUNT_COLUMN] = 1;
    sources[classCount] = address;
    slots[slot] = classCount;
    classCount += 1;
  }

  function again(found: number, address: number): void {
    const at = found * COLUMNS + COUNT_COLUMN;
    columns[at] = (columns[at] as number) + 1;
    const source = sources[found] as number;
    const kept = more.get(source);
    if (kept === undefined) more.set(source, [address]);
    else if (kept.length < MORE_SOURCES) kept.push(address);
  }

  function grow(): void {
    capacity *= 2;
    const [wider, longer] = [new Uint32Array(capacity * COLUMNS), new Float64Array(capacity)];
    wider.set(columns);
    longer.set(sources);
    columns = wider;
    sources = longer;
    slots = new Uint32Array(tableSize(capacity)).fill(NONE);
    mask = slots.length - 1;
    for (let each = 0; each < classCount; each += 1) {
      const start = each * COLUMNS;
      slots[freeSlot(hashOfRow(columns.subarray(start, start + COMPARED)))] = each;
    }
  }

  function freeSlot(hash: number): number {
    let slot = hash & mask;
    while (slots[slot] !== NONE) slot = (slot + 1) & mask;
    return slot;
  }

  function classAt(each: number): AppClass {
    const at = each * COLUMNS;
    const years = columns[at + 11] as number;
    const flags = columns[at + 12] as number;
    return {
      attributes: joined(columns, at + 2),
      hasAttributes: (flags & APP_LAYOUT.HAS_ATTRIBUTES) !== 0,
      attributeCount: Math.floor(flags / APP_LAYOUT.ATTRIBUTE_COUNT),
      comments: joined(columns, at + 4),
      hasComments: (flags & APP_LAYOUT.HAS_COMMENTS) !== 0,
      part: joined(columns, at + 6),
      asset: joined(columns, at + 8),
      quantity: columns[at + 10] as number,
      from: years & 0xffff,
      to: years >>> 16,
      hasYears: (flags & APP_LAYOUT.HAS_YEARS) !== 0,
      line: columns[at + LINE_COLUMN] as number,
      count: columns[at + COUNT_COLUMN] as number,
      source: sources[each] as number,
    };
  }

  function* groups(): Generator<AppClass[]> {
    // The table of classes has served: now it finds each group's last class, and each class the one before it.
    slots.fill(NONE);
    for (let each = 0; each < classCount; each += 1) {
      const at = each * COLUMNS;
      let slot = ((columns[at] as number) ^ Math.imul(columns[at + 1] as number, 0x9e3779b1)) & mask;
      for (let found = slots[slot] as number; found !== NONE; found = slots[slot] as number) {
        const other = found * COLUMNS;
        if (columns[other] === columns[at] && columns[other + 1] === columns[at + 1]) break;
        slot = (slot + 1) & mask;
      }
      columns[at + NEXT_COLUMN] = slots[slot] as number;
      slots[slot] = each;
    }
    for (const last of slots) {
      if (last === NONE) continue;
      const before = columns[last * COLUMNS + NEXT_COLUMN] as number;
      if (before === NONE && columns[last * COLUMNS + COUNT_COLUMN] === 1) continue;
      const group: AppClass[] = [];
      for (let each = last; each !== NONE; each = columns[each * COLUMNS + NEXT_COLUMN] as number)
        group.push(classAt(each));
      yield group.reverse();
    }
  }

  return (partition) => {
    read(partition);
    return { groups, moreOf: (source) => more.get(source) ?? [] };
  };
}

function isRow(columns: Uint32Array, at: number, row: Uint32Array): boolean {
  for (let each = 0; each < COMPARED; each += 1) {
    if (columns[at + each] !== row[each]) return false;
  }
  return true;
}

function hashOfRow(row: Uint32Array): number {
  let hash = 0;
  for (let at = 0; at < COMPARED; at += 1) {
    hash = Math.imul(hash ^ (row[at] as number), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}

/** At least twice as many slots as classes. */
function tableSize(classes: number): number {
  return 2 ** Math.ceil(Math.log2(classes * 2));
}

/** 53 of the 64 bits: within one group that is plenty. */
function joined(columns: Uint32Array, at: number): number {
  return ((columns[at + 1] as number) & 0x1f_ffff) * 0x1_0000_0000 + (columns[at] as number);
}
