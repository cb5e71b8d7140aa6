import type { Plugin } from 'vite';

const FILE = /@rc-component[\\/]util[\\/]es[\\/]Dom[\\/]dynamicCSS\.js$/;
const GIVEN = /if \(csp\?\.nonce\) \{\s*styleNode\.nonce = csp\?\.nonce;\s*\}/;

/**
 * antd's tables, dialogs and drawers make some styles without the nonce that they are given (measured scroll bars, the locked
 * body), which a policy without 'unsafe-inline' refuses. They take the page's own.
 */
export function noncedStyles(): Plugin {
  return {
    name: 'nonced-styles',
    apply: 'build',
    transform(code, id) {
      if (!FILE.test(id)) return null;
      if (!GIVEN.test(code))
        throw new Error(`${id} makes styles in another way now: look whether it takes the nonce`);
      const nonce = "csp?.nonce ?? document.querySelector('script[nonce]')?.nonce ?? ''";
      return { code: code.replace(GIVEN, `styleNode.nonce = ${nonce};`), map: null };
    },
  };
}
