import { imagesConsoleEn } from './images-en.ts';
import { importsEn } from './imports-en.ts';
import { lookEn } from './look-en.ts';
import { opsEn } from './ops-en.ts';
import { picturesEn } from './pictures-en.ts';
import { releasesEn } from './releases-en.ts';
import { stockEn } from './stock-en.ts';

/** Texts of the console, which come with its first view; a file an area beside this one. */
export const consoleEn = {
  ...stockEn,
  ...importsEn,
  ...imagesConsoleEn,
  ...releasesEn,
  ...opsEn,
  ...lookEn,
  ...picturesEn,
  'console.title': 'Console',
  'console.nav': 'Sections of the console',
};

export type ConsoleTextKey = keyof typeof consoleEn;
