/** Draws progress on a terminal; on anything else writes a line for each tenth. */
export interface ProgressBar {
  /** `fraction` from 0 to 1. */
  update(fraction: number, label: string): void;
  end(): void;
}

const WIDTH = 30;

export function progressBar(stream: NodeJS.WriteStream): ProgressBar {
  let lastTenth = -1;
  return {
    update(fraction, label) {
      const bounded = Math.max(0, Math.min(1, fraction));
      if (stream.isTTY) {
        const filled = Math.round(bounded * WIDTH);
        stream.write(
          `\r\x1b[K  [${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}] ${String(Math.floor(bounded * 100)).padStart(3)} %  ${label}`,
        );
        return;
      }
      const tenth = Math.floor(bounded * 10);
      if (tenth === lastTenth) return;
      lastTenth = tenth;
      stream.write(`  ${tenth * 10} %  ${label}\n`);
    },
    end() {
      if (stream.isTTY) stream.write('\r\x1b[K');
    },
  };
}
