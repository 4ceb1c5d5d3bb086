/** docs/data-protection.md against the code: how long what is kept, and that it names every kind of row. */
import { expect, test } from 'vitest';
import {
  keepAnswerUntil,
  keepAuditUntil,
  keepMessagesUntil,
  keepRateUntil,
  keepRunUntil,
} from '../src/core/job/retention.ts';
import { elapsed, type EpochMs, toHours } from '../src/core/time/time.ts';
import { readProjectFile } from './support/project-files.ts';
import { sampleFinishedRun, sampleInstant } from './support/sample-records.ts';

const page = await readProjectFile('docs/data-protection.md');
const ended = sampleFinishedRun('succeeded').state.endedAt;
const skipped = sampleFinishedRun('skipped');
const failed = sampleFinishedRun('failed');
const at = sampleInstant;

test.each<[string, EpochMs, EpochMs]>([
  ['a run with its attempts', ended, keepRunUntil(sampleFinishedRun('succeeded'))],
  ['a skipped run', skipped.state.endedAt, keepRunUntil(skipped)],
  ['messages of an attempt whose run succeeded', at, keepMessagesUntil(skipped, at)],
  ['messages of any other attempt', at, keepMessagesUntil(failed, at)],
  ['audit', at, keepAuditUntil(at)],
  ['answers for an', at, keepAnswerUntil(at)],
  ['how often a caller asked', at, keepRateUntil(at)],
])('%s is kept as long as the page says', (what, from, until) => {
  const row = page.split('\n').find((line) => line.startsWith(`| ${what}`));
  const [, said] = /\| (\d+) days?\b/.exec(row ?? '') ?? [];
  expect(Number(said)).toBe(toHours(elapsed(from, until)) / 24);
});

test('the log is kept as long as the templates say, and the purge runs when the page says', async () => {
  const parameters = await readProjectFile('infra/main.bicepparam');
  const [, logDays] = /'LOG_RETENTION_DAYS', '(\d+)'/.exec(parameters) ?? [];
  expect(page).toContain(`${logDays} days (\`LOG_RETENTION_DAYS\``);
  expect(await readProjectFile('src/functions/app.ts')).toContain("schedule: '0 20 18 * * *'");
  expect(page).toContain('18:20 UTC');
  expect(await readProjectFile('src/operations/maintenance/purge.ts')).toContain('rowsPerInvocation = 2_000');
  expect(page).toContain('2,000 in a night');
});
