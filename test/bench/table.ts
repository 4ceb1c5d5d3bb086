/** The results as a table: on the terminal, and between the two markers in docs/performance.md. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { root } from '../../local/stack/folders.ts';
import type { Comparison, Quartiles } from './compare.ts';
import type { ComparedFigure, CountedFigure } from './figure.ts';

export type Result =
  | { readonly figure: ComparedFigure; readonly comparison: Comparison }
  | { readonly figure: CountedFigure; readonly count: number };

const document = join(root, 'docs/performance.md');
const [from, to] = ['<!-- measured by npm run bench -->', '<!-- end of what was measured -->'];

/** Three digits are more than any of these can be repeated with. */
const digits = (value: number): string =>
  Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));

const spread = ({ lower, median, upper }: Quartiles): string =>
  `**${median.toFixed(2)}** (${lower.toFixed(2)}–${upper.toFixed(2)})`;

/** The verdict goes by the rounded figure, which is what a reader sees. */
const verdict = (value: number, most: number | undefined, unit: string): readonly [string, string] =>
  most === undefined
    ? ['', '']
    : [`≤ ${most}${unit}`, Number(value.toFixed(2)) <= most ? 'reached' : '**missed**'];

function cells(result: Result): readonly string[] {
  if ('count' in result) {
    const { figure, count } = result;
    const unit = ` ${figure.unit}`;
    const [most, reached] = verdict(count, figure.mustReach, unit);
    return [figure.what, '', `${digits(count)}${unit}`, '', '', most, reached];
  }
  const { figure, comparison } = result;
  const { what, against, unit, as, mustReach } = figure;
  const told = as === 'times' ? comparison.ratio : comparison.difference;
  const suffix = as === 'times' ? '' : ` ${unit} more`;
  const [most, reached] = verdict(told.median, mustReach, suffix);
  const [own, other] = [comparison.subject, comparison.yardstick].map(
    ({ median }) => `${digits(median)} ${unit}`,
  );
  return [what, against, own ?? '', other ?? '', `${spread(told)}${suffix}`, most, reached];
}

const heads = ['figure', 'against', 'measured', 'yardstick', 'ratio (quartiles)', 'must reach', ''];

/** Padded as prettier does it. */
export function tableOf(results: readonly Result[]): string {
  const rows = [heads, ...results.map(cells)];
  const widths = heads.map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[], filler = ' '): string =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width, filler)).join(' | ')} |`;
  const [head = [], ...rest] = rows;
  return [line(head), line([], '-'), ...rest.map((row) => line(row))].join('\n');
}

export function describeMachine(): string {
  const [first] = cpus();
  const commit = execFileSync('git', ['describe', '--always', '--dirty'], { cwd: root, encoding: 'utf8' });
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${new Date().toISOString().slice(0, 10)}, commit ${commit.trim()}, ${cpus().length} cores (${first?.model.trim()}), ${memory} GB, Node ${process.versions.node}, ${process.platform}`;
}

export function writeDocument(results: readonly Result[], command: string): void {
  const text = readFileSync(document, 'utf8');
  const [start, end] = [text.indexOf(from), text.indexOf(to)];
  if (start < 0 || end < start)
    throw new Error(`docs/performance.md has no "${from}" with "${to}" behind it: put both back`);
  const table = `${describeMachine()}; \`${command}\`.\n\n${tableOf(results)}`;
  writeFileSync(document, `${text.slice(0, start)}${from}\n\n${table}\n\n${text.slice(end)}`);
}
