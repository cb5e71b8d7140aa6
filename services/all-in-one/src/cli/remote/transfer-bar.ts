import type { ProgressBar } from '../../progress-bar.ts';
import { bytesText, durationText } from './shown-text.ts';

/** The rate is that of the last seconds, so that it shows a line that slows down. */
const WINDOW_MS = 10_000;
const DRAW_EVERY_MS = 100;

export interface TransferBar {
  /** How many bytes there are by now. */
  at(bytes: number): void;
  end(): void;
}

/** Shows how far a file has come, how fast it goes and how long it will take. */
export function transferBar(bar: ProgressBar, total: number, label: string): TransferBar {
  const seen: { at: number; bytes: number }[] = [];
  let drawn = Number.NEGATIVE_INFINITY;
  return {
    at(bytes) {
      const now = performance.now();
      // Sent again after a break: it doesn't count backwards.
      while (seen.length > 0 && (seen.at(-1)?.bytes ?? 0) > bytes) seen.pop();
      if (now - drawn < DRAW_EVERY_MS && bytes < total) return;
      drawn = now;
      seen.push({ at: now, bytes });
      while (seen.length > 2 && now - (seen[0]?.at ?? now) > WINDOW_MS) seen.shift();
      bar.update(total === 0 ? 0 : bytes / total, `${label} ${progressText(seen, bytes, total)}`);
    },
    end: () => bar.end(),
  };
}

function progressText(seen: readonly { at: number; bytes: number }[], bytes: number, total: number): string {
  const [first, last] = [seen[0], seen.at(-1)];
  const seconds = ((last?.at ?? 0) - (first?.at ?? 0)) / 1_000;
  const rate = seconds > 0 ? ((last?.bytes ?? 0) - (first?.bytes ?? 0)) / seconds : 0;
  const size = `${bytesText(bytes)} of ${bytesText(total)}`;
  if (rate <= 0) return size;
  return `${size}, ${bytesText(Math.round(rate))}/s, ${durationText((total - bytes) / rate)} left`;
}
