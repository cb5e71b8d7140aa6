import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import { en } from '../src/locales/en.ts';
import { zhCN } from '../src/locales/zh-CN.ts';

/**
 * Filled in by request: the address of the storefront's pages, its logo or first letter, its name, its tagline; the box of the
 * header, for who may look, and what it was asked before.
 */
const BASE = '__BASE__';
const BRAND = '__BRAND__';
const NAME = '__NAME__';
const BOX = '__BOX__';
const QUERY = '__QUERY__';

type Texts = Record<
  | 'app.name'
  | 'home.title'
  | 'home.hint'
  | 'search.label'
  | 'search.placeholder'
  | 'search.go'
  | 'scan.title'
  | 'signIn.title',
  string
>;
const LANGUAGES: Record<string, Texts> = { 'zh-CN': zhCN, en };
const ICONS = { search: /search:\s*'([^']+)'/, camera: /camera:\s*'([^']+)'/ };
type Icons = Record<keyof typeof ICONS, string>;

/**
 * Writes `first-paint.json` beside the page: the shell's styles, the first view of who comes in, as plain HTML in each language, and
 * which files a view and a language need. With them the server answers with a page that shows its heading and its box before any other
 * file has come, and asks for all files at once. The views must look as they do in the application, which takes their place.
 */
export function firstPaint(options: {
  styles: readonly string[];
  views: Record<string, string>;
  /** Of the views, those that the server writes when it has their answer. */
  written: readonly string[];
}): Plugin {
  let root = '';
  return {
    name: 'first-paint',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      root = config.root;
    },
    // What the page needs at once is in it; the rest of the styles comes behind the first view, and holds up the application alone.
    // The large files are asked for first: a browser of HTTP/1.1 has six requests under way at once.
    transformIndexHtml: {
      order: 'post',
      handler(html) {
        const links = html.match(/\s*<link rel="stylesheet"[^>]*>/g) ?? [];
        const without = links.reduce((text, link) => text.replace(link, ''), html);
        return without
          .replace('</head>', '<!--preload--></head>')
          .replace(
            '<div id="root">',
            `${links.map((link) => link.trim()).join('')}<!--styles--><div id="root">`,
          );
      },
    },
    async generateBundle(_options, bundle) {
      const styles = await Promise.all(
        options.styles.map((name) => readFile(join(root, 'src', name), 'utf8')),
      );
      const icons = iconsOf(await readFile(join(root, 'src/shown/icon.tsx'), 'utf8'));
      const filesOf = (module: string) => filesWith(module, bundle);
      const languages = Object.entries(LANGUAGES);
      this.emitFile({
        type: 'asset',
        fileName: 'first-paint.json',
        source: JSON.stringify({
          styles: withoutSpace(styles.join('\n')),
          viewStyles: Object.fromEntries(
            options.written.map((path) => [path, stylesWith(options.views[path] ?? '', bundle)]),
          ),
          preload: {
            languages: Object.fromEntries(languages.map(([name]) => [name, filesOf(`locales/${name}`)])),
            views: Object.fromEntries(
              Object.entries(options.views).map(([path, module]) => [path, filesOf(module)]),
            ),
          },
          views: Object.fromEntries(
            languages.map(([name, texts]) => [
              name,
              {
                name: texts['app.name'],
                tagline: texts['home.title'],
                box: boxOf(texts, icons),
                ...{ home: homeView(texts, icons), signIn: signInView(texts), other: otherView() },
              },
            ]),
          ),
        }),
      });
    },
  };
}

/** The chunk of a module and what it imports, with their styles, beside what the page loads anyway. */
function filesWith(module: string, bundle: Rolldown.OutputBundle): string[] {
  const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
  const named = (name: string) => chunks.find(({ fileName }) => fileName === name);
  const first = chunks.find((chunk) => chunk.facadeModuleId?.replace(/\.tsx?$/, '').endsWith(`/${module}`));
  if (first === undefined) throw new Error(`no chunk is made of '${module}'`);
  const page = bundle['index.html'];
  const html = page?.type === 'asset' ? String(page.source) : '';
  const names = [...withImports(first, named)];
  const styles = names.flatMap((name) => [...(named(name)?.viteMetadata?.importedCss ?? [])]);
  return [...new Set([...names, ...styles])]
    .map((name) => `/${name}`)
    .filter((path) => !html.includes(`"${path}"`));
}

/** All styles that a view has in the end: with them within the page nothing looks otherwise when the files have come. */
function stylesWith(module: string, bundle: Rolldown.OutputBundle): string {
  const page = bundle['index.html'];
  const html = page?.type === 'asset' ? String(page.source) : '';
  const ofPage = [...html.matchAll(/<link rel="stylesheet"[^>]*href="\/([^"]+)"/g)].map(
    ([, name]) => name ?? '',
  );
  const ofView = filesWith(module, bundle).filter((path) => path.endsWith('.css'));
  const names = [...ofPage, ...ofView.map((path) => path.slice(1))];
  return names
    .map((name) => {
      const sheet = bundle[name];
      if (sheet?.type !== 'asset') throw new Error(`the styles of '${module}' lack '${name}'`);
      return String(sheet.source);
    })
    .join('');
}

function withImports(
  first: Rolldown.OutputChunk,
  named: (name: string) => Rolldown.OutputChunk | undefined,
): Set<string> {
  const found = new Set<string>();
  const visit = (chunk: Rolldown.OutputChunk | undefined) => {
    if (chunk === undefined || found.has(chunk.fileName)) return;
    found.add(chunk.fileName);
    for (const name of chunk.imports) visit(named(name));
  };
  visit(first);
  return found;
}

function withoutSpace(css: string): string {
  return css
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{};]) ?/g, '$1');
}

function iconsOf(source: string): Icons {
  const found = Object.entries(ICONS).map(([name, pattern]) => {
    const path = pattern.exec(source)?.[1];
    if (path === undefined) throw new Error(`there is no icon '${name}' any more`);
    return [
      name,
      `<svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path d="${path}"/></svg>`,
    ];
  });
  return Object.fromEntries(found) as Icons;
}

function header(box = BOX): string {
  return (
    `<header class="header"><a href="${BASE}/" class="brand">${BRAND}<span class="brand-name">${NAME}</span></a>` +
    `${box}<div class="nav"></div></header>`
  );
}

/** As search-box.tsx shows it; without JavaScript its form leads to the results all the same. */
function boxOf(texts: Texts, icons: Icons, large = ''): string {
  return (
    `<search class="search${large}"><form action="${BASE}/search"><div class="search-field">${icons.search}` +
    `<input class="search-input" type="text" name="q" enterkeyhint="search" aria-label="${htmlText(texts['search.label'])}" ` +
    `placeholder="${htmlText(texts['search.placeholder'])}" autocomplete="off" autocapitalize="characters" spellcheck="false" ` +
    `maxlength="512" value="${QUERY}"><a href="${BASE}/scan" class="button button-quiet search-scan" ` +
    `aria-label="${htmlText(texts['scan.title'])}">${icons.camera}</a>` +
    `<button type="submit" class="button button-primary search-go">${htmlText(texts['search.go'])}</button></div></form></search>`
  );
}

/** As home-page.tsx shows it. */
function homeView(texts: Texts, icons: Icons): string {
  return (
    `${header('')}<main class="page home"><h1 class="home-title">__TAGLINE__</h1>${boxOf(texts, icons, ' search-large')}` +
    `<p class="home-hint">${htmlText(texts['home.hint'])}</p></main>`
  );
}

function signInView(texts: Texts): string {
  return (
    `${header()}<main class="page sign-in"><div class="card form"><h1>${htmlText(texts['signIn.title'])}</h1>` +
    '</div></main>'
  );
}

function otherView(): string {
  return (
    `${header()}<main class="page"><div class="loading">` +
    `${'<span class="loading-line"></span>'.repeat(4)}</div></main>`
  );
}

function htmlText(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
