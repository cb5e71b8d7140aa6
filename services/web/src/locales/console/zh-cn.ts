import type { ConsoleTextKey } from './en.ts';

export const consoleZhCn: Record<ConsoleTextKey, string> = {
  'console.title': '管理后台',
  'console.nav': '后台栏目',
};
