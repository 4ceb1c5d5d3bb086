/** Channels and notices for tests: an e-mail channel that wants everything at once, unless a test says otherwise. */
import type { ChannelName, ChannelSetting } from '../../src/core/notices/channel.ts';
import type { Notice } from '../../src/core/notices/notice.ts';
import type { Delivery, WaitingNotice } from '../../src/core/notices/outbox.ts';
import { runIdOf, start } from './core-samples.ts';

export const channelWith = (overrides: Partial<ChannelSetting> = {}): ChannelSetting => ({
  name: 'email',
  via: 'smtp.example.com',
  addressHash: 'of the first address',
  leastSeverity: 'info',
  language: 'en',
  afterFailures: 1,
  afterSuccesses: 1,
  ...overrides,
});

export const noticeWith = (number: number, overrides: Partial<Notice> = {}): Notice =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- tests choose fields that belong to the kind
  ({
    kind: 'no_success',
    id: runIdOf(number),
    at: start,
    severity: 'critical',
    limit: 1,
    failures: 0,
    ...overrides,
  }) as Notice;

export const waitingFor = (channel: ChannelName, attempts = 0): Delivery => ({
  channel,
  kind: 'waiting',
  attempts,
  nextAt: start,
});

export const waitingNotice = (
  number: number,
  deliveries: readonly Delivery[] = [waitingFor('email')],
  overrides: Partial<Notice> = {},
): WaitingNotice => ({ kind: 'notice', notice: noticeWith(number, overrides), deliveries });
