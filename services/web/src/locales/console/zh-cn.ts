import type { ConsoleTextKey } from './en.ts';
import { imagesConsoleZhCn } from './images-zh-cn.ts';
import { importsZhCn } from './imports-zh-cn.ts';
import { lookZhCn } from './look-zh-cn.ts';
import { opsZhCn } from './ops-zh-cn.ts';
import { picturesZhCn } from './pictures-zh-cn.ts';
import { releasesZhCn } from './releases-zh-cn.ts';
import { stockZhCn } from './stock-zh-cn.ts';

export const consoleZhCn: Record<ConsoleTextKey, string> = {
  ...stockZhCn,
  ...importsZhCn,
  ...imagesConsoleZhCn,
  ...releasesZhCn,
  ...opsZhCn,
  ...lookZhCn,
  ...picturesZhCn,
  'console.title': '管理后台',
  'console.nav': '后台栏目',
};
