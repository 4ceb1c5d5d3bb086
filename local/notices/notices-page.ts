/** docs/notices.md: every notice in both languages. */
import { describeNotice } from '../../src/core/notices/describe-notice.ts';
import { type NoticeLanguage } from '../../src/core/notices/channel.ts';
import { type Notice } from '../../src/core/notices/notice.ts';
import { TimeZone } from '../../src/core/time/time.ts';
import { sampleNotices } from './sample-notices.ts';
import type { SampleNotice } from './sample-troubles.ts';

const intro = `# Notices

What the app sends through its channels, word for word, in English and in Indonesian. Written by \`npm run notices\`; the names and numbers are examples.

Of the failures below, the first two show what a failure means for the data: nothing was changed, or perhaps a part. For all others it is the same as for the second.

A notice is sent once when something begins, and once more when it is over. Its severity decides, with the settings of a channel, who gets it.
`;

export const noticesPage = (): string => [intro, ...sampleNotices.map(sectionOf)].join('\n');

function sectionOf({ when, notice }: SampleNotice): string {
  return [
    `## ${titleOf(notice)}`,
    '',
    `${when} Severity: ${notice.severity}.`,
    '',
    wordsIn(notice, 'en'),
    '',
    wordsIn(notice, 'id'),
    '',
  ].join('\n');
}

function titleOf(notice: Notice): string {
  switch (notice.kind) {
    case 'run_failed':
      return `run_failed: ${notice.failure.class}`;
    case 'recovered':
      if (notice.over === 'clock_went_back' && notice.runId === undefined)
        return 'recovered: clock_went_back, put right';
      if (notice.over === 'backfill_stopped' && notice.runId === undefined)
        return 'recovered: backfill_stopped, nothing left';
      return `recovered: ${notice.over}${notice.since === undefined ? '' : notice.until === undefined ? ', paused again' : ', with an end'}`;
    case 'no_success':
      return notice.skip === undefined ? notice.kind : `${notice.kind}: ${notice.skip}`;
    case 'coverage_gap':
      return `${notice.kind}: ${notice.why}`;
    case 'backfill_stopped':
      return `${notice.kind}: ${notice.outcome}`;
    default:
      return notice.kind;
  }
}

/** Of failures, `unreachable` means one thing for the data and all others another, which `transient` shows. */
const sameAsBefore = (notice: Notice): boolean =>
  notice.kind === 'run_failed' && !['unreachable', 'transient'].includes(notice.failure.class);

function wordsIn(notice: Notice, language: NoticeLanguage): string {
  const zone = TimeZone.parse('Asia/Jakarta');
  const { title, happened, meaning, todo, labels } = describeNotice(notice, language, {
    job: 'spJamkerja',
    zone,
  });
  return [
    `> **${title}**`,
    `> _${labels.happened}:_ ${happened}`,
    ...(sameAsBefore(notice) ? [] : [`> _${labels.meaning}:_ ${meaning}`]),
    `> _${labels.todo}:_ ${todo}`,
  ].join('\n>\n');
}
