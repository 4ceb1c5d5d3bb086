/**
 * Builds the dashboard as one file: template, styles, bundled script, and the hashes that the page's
 * Content-Security-Policy allows.
 */
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Plugin } from 'rolldown';

const folder = join(import.meta.dirname, '../../src/dashboard');
const read = (...path: readonly string[]): string => readFileSync(join(...path), 'utf8');

/** Replaces the script with `page.json.br`: a seventh smaller in the package than a page that only the package compresses. */
export const dashboardPage = (): Plugin => ({
  name: 'dashboard-page',
  generateBundle(_, bundle) {
    const [entry, ...more] = Object.values(bundle).filter((each) => each.type === 'chunk');
    if (entry === undefined || more.length > 0) {
      throw new Error(`the dashboard must be one script, got ${Object.keys(bundle).join(', ')}`);
    }
    delete bundle[entry.fileName];
    const source = brotliCompressSync(JSON.stringify(assemble(entry.code)));
    this.emitFile({ type: 'asset', fileName: 'page.json.br', source });
  },
});

function assemble(code: string) {
  const script = code.trim();
  if (/<\/script|<!--/i.test(script))
    throw new Error('the script contains "</script" or "<!--", which would cut it short: escape it');
  const style = styles();
  const html = put(put(read(folder, 'index.html'), 'style', style), 'script', script);
  return { html, scriptHash: hashOf(script), styleHash: hashOf(style) };
}

function styles(): string {
  const own = globSync('*.css', { cwd: join(folder, 'style') }).toSorted();
  return own
    .map((name) => read(folder, 'style', name))
    .join('\n')
    .replaceAll(/\/\*.*?\*\//gs, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Fills the template's empty element. Split, not replace: `$&` in the content must stay as it is. */
function put(html: string, element: string, content: string): string {
  const end = `</${element}>`;
  const [before, after, ...more] = html.split(end);
  if (after === undefined || more.length > 0) throw new Error(`the template needs exactly one ${end}`);
  return `${before}${content}${end}${after}`;
}

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;
