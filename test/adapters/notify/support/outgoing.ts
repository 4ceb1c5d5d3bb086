/** What the tests send, and a notifier with settings as somebody would write them. */
import { createNotifier } from '../../../../src/adapters/notify/notifier.ts';
import { readNotifySettings } from '../../../../src/adapters/notify/notify-settings.ts';
import type { ChannelName } from '../../../../src/core/notices/channel.ts';
import { describeNotice } from '../../../../src/core/notices/describe-notice.ts';
import { type Notice, severityOf } from '../../../../src/core/notices/notice.ts';
import { LocalDate } from '../../../../src/core/time/time.ts';
import type { Notifier, Outgoing } from '../../../../src/ports/sending.ts';
import { jakarta, start } from '../../../support/core-samples.ts';

export const id = '01KAV1Q0ABCDEFGHJKMNPQRSTV';
export const failed: Notice = {
  kind: 'run_failed',
  id,
  at: start,
  severity: severityOf.run_failed,
  runId: '01KAV1PSSABCDEFGHJKMNPQRST',
  range: { awal: LocalDate.parse('2026-11-23'), akhir: LocalDate.parse('2026-11-24') },
  attempts: 3,
  failures: 1,
  failure: { class: 'data', number: 2627 },
  lastSuccessAt: start,
};

export const outgoing = (channel: ChannelName, notice: Notice = failed): Outgoing => ({
  channel,
  notice,
  message: describeNotice(notice, 'en', {
    job: 'spJamkerja',
    zone: jakarta,
    link: 'https://example.com/api/scheduler#run=01KAV1PSSABCDEFGHJKMNPQRST',
  }),
});

/** As on a developer's machine, where receivers on the same machine are permitted. */
export const development = { AZURE_FUNCTIONS_ENVIRONMENT: 'Development' };

export const settingsOf = (environment: Readonly<Record<string, string>>) => {
  const { settings, wrong } = readNotifySettings({ ...development, ...environment });
  if (wrong.length > 0) throw new Error(wrong.flatMap(({ problems }) => problems).join('; '));
  return settings;
};

const clock = { now: () => start, monotonic: () => 0, sleep: () => Promise.resolve() };

export const notifierWith = (environment: Readonly<Record<string, string>>, limitMs?: number): Notifier =>
  createNotifier(settingsOf(environment), 'spJamkerja', clock, limitMs);

export const never = new AbortController().signal;
