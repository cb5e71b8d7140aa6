export interface WakeSignal {
  wake(): void;
  /** Resolves at the next `wake`, at once if there was one since the last wait, or after `ms`. For one waiter. */
  wait(ms?: number): Promise<void>;
}

export function wakeSignal(): WakeSignal {
  let awake = false;
  let release: (() => void) | undefined;
  return {
    wake() {
      awake = true;
      release?.();
    },
    async wait(ms) {
      if (!awake) {
        let timer: NodeJS.Timeout | undefined;
        await new Promise<void>((resolve) => {
          release = resolve;
          if (ms !== undefined) timer = setTimeout(resolve, ms);
        });
        clearTimeout(timer);
        release = undefined;
      }
      awake = false;
    },
  };
}
