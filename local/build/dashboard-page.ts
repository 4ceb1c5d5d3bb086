/**
 * Makes the dashboard one file: template, styles and the bundled script, and the hashes by which the page's
 * Content-Security-Policy permits just these.
 */
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'rolldown';

const folder = join(import.meta.dirname, '../../src/dashboard');
const read = (...path: readonly string[]): string => readFileSync(join(...path), 'utf8');

/** Replaces the bundle by `page.json`. */
export const dashboardPage = (): Plugin => ({
  name: 'dashboard-page',
  generateBundle(_, bundle) {
    const [entry, ...more] = Object.values(bundle);
    if (entry?.type !== 'chunk' || more.some(({ type }) => type === 'chunk')) {
      throw new Error(`the dashboard must be one script, got ${Object.keys(bundle).join(', ')}`);
    }
    for (const name of Object.keys(bundle)) delete bundle[name];
    this.emitFile({ type: 'asset', fileName: 'page.json', source: JSON.stringify(assemble(entry.code)) });
  },
});

function assemble(code: string) {
  const script = code.trim();
  if (/<\/script|<!--/i.test(script))
    throw new Error('the script would end before its end: escape "</script"');
  const style = styles();
  const html = put(put(read(folder, 'index.html'), 'style', style), 'script', script);
  return { html, scriptHash: hashOf(script), styleHash: hashOf(style) };
}

function styles(): string {
  const own = globSync('*.css', { cwd: join(folder, 'style') }).toSorted();
  const ofTheChart = read(folder, '../../node_modules/uplot/dist/uPlot.min.css');
  return [ofTheChart, ...own.map((name) => read(folder, 'style', name))]
    .join('\n')
    .replaceAll(/\/\*.*?\*\//gs, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Into the element that the template has for it; what is put there is never taken for a pattern. */
function put(html: string, element: string, content: string): string {
  const end = `</${element}>`;
  const [before, after, ...more] = html.split(end);
  if (after === undefined || more.length > 0) throw new Error(`the template needs exactly one ${end}`);
  return `${before}${content}${end}${after}`;
}

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;
