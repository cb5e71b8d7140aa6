import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Of the Chromium that is used unless `CHROMIUM_PATH` names another one. */
export function chromiumPath(): string {
  return process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
}

/** @throws Error where there is no Chromium */
export async function openBrowser(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (!existsSync(executablePath)) throw new Error(`there is no Chromium at ${executablePath}`);
  return await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking'],
  });
}
