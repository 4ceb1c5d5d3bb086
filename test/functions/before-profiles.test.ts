/**
 * Rows and answers of the version before the schedule document (commit 797fc5f), recorded by running this very course there:
 * whoever never opens the editor gets the same answers from this version, and no slot is lost when it takes over. One
 * thing differs: the runs after a pause whose end nothing was running to see. That version lost those slots.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { originalCourse, type Rows } from './support/original-course.ts';

const recorded = readFileSync(new URL('support/before-profiles.txt', import.meta.url), 'utf8')
  .split(/^# /m)
  .slice(1)
  .map((section) => {
    const [name = '', rows = '', ...answers] = section.trimEnd().split('\n');
    return { name, rows: JSON.parse(rows) as Rows, answers };
  });

test.each(recorded)('on rows of the version before: $name', async ({ rows, answers }) => {
  const now: string[] = [];
  for await (const [what, answer] of originalCourse(rows)) now.push(`${what}\t${JSON.stringify(answer)}`);
  expect(answers.length).toBeGreaterThan(20);
  expect(now).toEqual(answers);
});
