/** What somebody has changed or tested, and channels that get nothing, for the page that shows every notice. */
import { severityOf } from '../../src/core/notices/notice.ts';
import { facts, type SampleNotice } from './sample-troubles.ts';

export const sampleChanges: readonly SampleNotice[] = [
  {
    when: 'Somebody changed the configuration.',
    notice: {
      kind: 'config_changed',
      ...facts,
      severity: severityOf.config_changed,
      changes: ['interval', 'resumed'],
      by: 'Siti (3f2a91c0)',
      reason: 'end of the stock-taking',
    },
  },
  {
    when: 'A pause ended at the time that it was given.',
    notice: {
      kind: 'config_changed',
      ...facts,
      severity: severityOf.config_changed,
      changes: ['resumed'],
      by: 'schedule',
    },
  },
  {
    when: 'Somebody changed the configuration on a machine where nobody signs in.',
    notice: {
      kind: 'config_changed',
      ...facts,
      severity: severityOf.config_changed,
      changes: ['paused'],
      by: 'anonymous',
    },
  },
  {
    when: 'A receiver answered 410.',
    notice: { kind: 'channel_off', ...facts, severity: severityOf.channel_off, channel: 'slack' },
  },
  {
    when: 'The settings of a channel are wrong.',
    notice: {
      kind: 'channel_off',
      ...facts,
      severity: severityOf.channel_off,
      channel: 'slack',
      cause: 'settings',
    },
  },
  {
    when: 'Somebody sent a test.',
    notice: { kind: 'test', ...facts, severity: severityOf.test, by: 'Siti (3f2a91c0)' },
  },
];
