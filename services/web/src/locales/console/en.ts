/** Texts of the console, which come with its first view; a file an area beside this one. */
export const consoleEn = {
  'console.title': 'Console',
  'console.nav': 'Sections of the console',
};

export type ConsoleTextKey = keyof typeof consoleEn;
