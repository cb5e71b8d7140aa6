/** Lets one loop sleep until there is something to do. */
export interface Alarm {
  /** Wakes the sleeper; with nobody asleep, the next `wait` returns at once. */
  ring(): void;
  wait(milliseconds: number): Promise<void>;
}

export function alarm(): Alarm {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring() {
      rung = true;
      wake?.();
    },
    async wait(milliseconds) {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        wake = undefined;
      }
      rung = false;
    },
  };
}
