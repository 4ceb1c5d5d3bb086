/** A build takes the place of the one before, file by file, while something may be running on that one. */
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { filesOf, publish } from '../../../local/stack/publish.ts';

let folder: string;
let target: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jamkerja-publish-'));
  target = join(folder, 'dist');
});
afterEach(() => rmSync(folder, { recursive: true }));

const start = Date.parse('2026-11-01T00:00:00Z');
const day = 24 * 60 * 60_000;

function build(files: Readonly<Record<string, string>>, days: number): void {
  const made = join(folder, 'made');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(made, name)), { recursive: true });
    writeFileSync(join(made, name), text);
    const now = new Date(start + days * day);
    utimesSync(join(made, name), now, now);
  }
  publish(made, target, 'main.cjs', new Date(start + days * day));
}
const there = (): readonly string[] =>
  globSync('**/*.cjs', { cwd: target })
    .map((file) => file.replaceAll('\\', '/'))
    .toSorted();

it('keeps the hashed files of earlier builds for a week after they were replaced, however old they are', () => {
  build({ 'main.cjs': '1', 'same.cjs': 's', 'part-1.cjs': '1', 'page/p.json': '1' }, 0);
  build({ 'main.cjs': '2', 'same.cjs': 's', 'part-2.cjs': '2', 'page/p.json': '2' }, 30);
  expect(there()).toEqual(['main.cjs', 'part-1.cjs', 'part-2.cjs', 'same.cjs']);
  build({ 'main.cjs': '3', 'same.cjs': 's', 'part-3.cjs': '3', 'page/p.json': '3' }, 36);
  expect(there()).toEqual(['main.cjs', 'part-1.cjs', 'part-2.cjs', 'part-3.cjs', 'same.cjs']);
  build({ 'main.cjs': '3', 'same.cjs': 's', 'part-3.cjs': '3', 'page/p.json': '3' }, 38);
  expect(there()).toEqual(['main.cjs', 'part-2.cjs', 'part-3.cjs', 'same.cjs']);
  expect(readFileSync(join(target, 'page/p.json'), 'utf8')).toBe('3');
});

it('knows which files belong to the latest build', () => {
  build({ 'main.cjs': '1', 'part-1.cjs': '1' }, 0);
  build({ 'main.cjs': '2', 'part-2.cjs': '2', 'page/p.json': '2' }, 1);
  expect(filesOf(target).toSorted()).toEqual(['main.cjs', join('page', 'p.json'), 'part-2.cjs']);
});

it('brings a file back that an earlier build had', () => {
  build({ 'main.cjs': '1', 'part-1.cjs': '1' }, 0);
  build({ 'main.cjs': '2', 'part-2.cjs': '2' }, 1);
  build({ 'main.cjs': '1', 'part-1.cjs': '1' }, 2);
  expect(there()).toEqual(['main.cjs', 'part-1.cjs', 'part-2.cjs']);
  expect(filesOf(target).toSorted()).toEqual(['main.cjs', 'part-1.cjs']);
});

it('leaves nothing of its work behind', () => {
  build({ 'main.cjs': '1' }, 0);
  expect(globSync('*', { cwd: folder })).toEqual(['dist']);
});
