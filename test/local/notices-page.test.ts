/** docs/notices.md against the words of the code, and that every kind of notice is on it. */
import { expect, test } from 'vitest';
import { noticesPage } from '../../local/notices/notices-page.ts';
import { sampleNotices } from '../../local/notices/sample-notices.ts';
import { ConditionKind, Notice } from '../../src/core/notices/notice.ts';
import { FailureClass } from '../../src/core/run/failure.ts';
import { readProjectFile } from '../support/project-files.ts';

test('docs/notices.md has the words of the code: npm run notices writes it', async () => {
  expect(await readProjectFile('docs/notices.md')).toBe(noticesPage());
});

test('every kind of notice, recovery and failure is on the page', () => {
  const notices = sampleNotices.map(({ notice }) => Notice.parse(notice));
  const kinds = Notice.options.map((each) => each.unwrap().shape.kind.value);
  expect(new Set(notices.map(({ kind }) => kind))).toEqual(new Set(kinds));
  expect(new Set(notices.flatMap((each) => (each.kind === 'recovered' ? [each.over] : [])))).toEqual(
    new Set(ConditionKind.options),
  );
  expect(notices.flatMap((each) => (each.kind === 'run_failed' ? [each.failure.class] : []))).toEqual(
    FailureClass.options,
  );
});
