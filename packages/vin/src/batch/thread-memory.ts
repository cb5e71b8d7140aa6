/** How much a decode thread keeps: the table before is, as tasks of both are under way while one is replaced. */
export const TABLES_KEPT = 2;
/** Lists of rule packs, those that came last. */
export const PACKS_KEPT = 4;

const keys = new WeakMap<object, number>();
let lastKey = 0;

function keyOf(thing: object): number {
  let key = keys.get(thing);
  if (key === undefined) {
    lastKey += 1;
    key = lastKey;
    keys.set(thing, key);
  }
  return key;
}

/** A thing that a thread is told of once, and by its key from then on. */
export interface Told<T> {
  key: number;
  thing?: T;
}

/** What a thread knows, seen from outside: both sides forget in the order in which they were told. */
export class ThreadMemory<T extends object> {
  readonly #known: number[] = [];
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** What to send along with a task: the thing itself only where the thread lacks it. */
  tell(thing: T): Told<T> {
    const key = keyOf(thing);
    if (this.#known.includes(key)) return { key };
    this.#known.push(key);
    if (this.#known.length > this.#most) this.#known.shift();
    return { key, thing };
  }
}

/** The thread's side: what is made of each thing that it was told of. */
export function remembered<T, M>(most: number, make: (thing: T) => M): (told: Told<T>) => M {
  const known = new Map<number, M>();
  return ({ key, thing }) => {
    if (thing !== undefined) {
      known.set(key, make(thing));
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
    }
    const found = known.get(key);
    if (found === undefined) throw new Error('the thread was not told of this');
    return found;
  };
}
