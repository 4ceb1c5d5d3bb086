/** docs/azure-rules.md says what the templates do about each rule; the snapshots say whether that is true. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { answersFrom, checks, notInSnapshots } from './support/azure-rules.ts';
import { variants } from './support/variants.ts';

const text = readFileSync(new URL('../../docs/azure-rules.md', import.meta.url), 'utf8');
const answers = answersFrom(text);
const checked = [...answers].filter(([rule]) => rule in checks);

/** What each variant shows of a rule; those without such a resource show nothing. */
const shown = (rule: string): readonly boolean[] =>
  variants.map((variant) => checks[rule]?.(variant)).filter((result) => result !== undefined);

test('the document answers many rules, with one of four words', () => {
  expect(answers.size).toBeGreaterThan(120);
  expect(new Set(answers.values())).toEqual(new Set(['followed', 'depends', 'not followed', 'n/a']));
});

test('every resource type of the snapshots has a section', () => {
  const named = new Set(text.match(/(?<=`)Microsoft\.[\w./]+(?=`)/g));
  const made = new Set(variants.flatMap(({ resources }) => resources.map(({ type }) => type)));
  expect(made.difference(named)).toEqual(new Set());
});

test('every rule that can be followed is checked against the snapshots, or said to be invisible there', () => {
  const claims = [...answers].filter(([, answer]) => answer !== 'n/a').map(([rule]) => rule);
  expect(new Set(claims)).toEqual(new Set([...Object.keys(checks), ...Object.keys(notInSnapshots)]));
  expect(Object.keys(checks).filter((rule) => rule in notInSnapshots)).toEqual([]);
});

/** What the snapshots may show under each answer. */
const agreeing: Readonly<Record<string, readonly string[]>> = {
  followed: ['true', ''],
  'not followed': ['false', ''],
  depends: ['false,true'],
};

test.each(checked)('the snapshots agree: %s is %s', (rule, answer) => {
  const results = [...new Set(shown(rule))].map(String).toSorted();
  expect(agreeing[answer]).toContain(results.join(','));
});
