/** SECURITY.md and docs/asvs.md: every requirement is answered, and what they name as proof exists. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { asvsRequirements } from './support/asvs-requirements.ts';
import { projectRoot } from './support/project-files.ts';

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');

const rows = read('docs/asvs.md')
  .split('\n')
  .flatMap((line) => {
    const [ids, , verdict, why, shown] = line
      .replaceAll(String.raw`\|`, '\u0001')
      .split(/ *\| */)
      .slice(1);
    return ids !== undefined && /^\d/.test(ids)
      ? [{ ids: ids.split(', '), verdict, why: why ?? '', shown: shown ?? '' }]
      : [];
  });

test('the standard has 70 requirements of level 1 and 183 of level 2', () => {
  const ofLevel = [1, 2].map((level) => asvsRequirements.filter((each) => each.level === level).length);
  expect(ofLevel).toEqual([70, 183]);
});

test('docs/asvs.md answers each requirement once', () => {
  const answered = rows.flatMap(({ ids }) => ids);
  const expected = asvsRequirements.map(({ id }) => id);
  expect(answered.filter((id, index) => answered.indexOf(id) !== index)).toEqual([]);
  expect(answered.toSorted()).toEqual(expected.toSorted());
});

test('docs/asvs.md says how each stands, why, and what would be needed where it does not hold', () => {
  const verdicts = new Set(['holds', 'not applicable', 'does not hold']);
  expect(rows.filter(({ verdict = '', why }) => !verdicts.has(verdict) || why.length < 8)).toEqual([]);
  const open = rows.filter(({ verdict }) => verdict === 'does not hold');
  expect(
    open.filter(({ why }) => !/Needed: |As \d|See \d|\(\d+\.\d+\.\d+\)/.test(why)).map(({ ids }) => ids),
  ).toEqual([]);
});

test('docs/asvs.md counts its verdicts', () => {
  const [holding, inapplicable, open] = ['holds', 'not applicable', 'does not hold'].map(
    (wanted) => rows.filter(({ verdict }) => verdict === wanted).flatMap(({ ids }) => ids).length,
  );
  expect(read('docs/asvs.md')).toContain(
    `${holding} hold, ${inapplicable} do not apply, ${open} do not hold.`,
  );
});

describe.each(['SECURITY.md', 'docs/asvs.md'])('%s', (document) => {
  const links = [...read(document).matchAll(/\[((?:[^\]\\]|\\.)+)\]\(([^)]*\.test\.tsx?)\)/g)].map(
    ([, title = '', file = '']) => ({
      title: title.replaceAll(/\\(.)/g, '$1'),
      file: join(dirname(document), file),
    }),
  );

  test('names only tests that exist', () => {
    expect(links.length).toBeGreaterThan(20);
    const missing = links.filter(
      ({ title, file }) => !existsSync(join(projectRoot, file)) || !read(file).includes(title),
    );
    expect(missing).toEqual([]);
  });
});
