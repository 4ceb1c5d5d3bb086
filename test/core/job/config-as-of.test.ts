/** The configuration is taken as it is, unless an instant in it was written by a clock that was ahead. */
import { expect, test } from 'vitest';
import { configAsOf } from '../../../src/core/job/config-as-of.ts';
import type { JobConfig } from '../../../src/core/job/job-config.ts';
import { days, hours, minutes, plus } from '../../../src/core/time/time.ts';
import { configWith, start as now } from '../../support/core-samples.ts';

const delay = minutes(5);
const ahead = plus(now, hours(1));
const byAdi = { by: 'adi', reason: 'stock-taking' };
const mute = { ...byAdi, since: now, until: plus(now, days(1)) };
const sound = configWith({
  notBefore: now,
  changedAt: now,
  pause: { ...byAdi, since: now },
  mutes: { email: mute },
});

const written: readonly (readonly [what: string, wrong: Partial<JobConfig>, believed: Partial<JobConfig>])[] =
  [
    ['the earliest start', { notBefore: plus(now, days(30)) }, { notBefore: plus(now, delay) }],
    ['the last change', { changedAt: ahead }, { changedAt: now }],
    ['a pause', { pause: { ...byAdi, since: ahead } }, { pause: { ...byAdi, since: now } }],
    [
      'a mute',
      { mutes: { email: { ...mute, since: ahead } } },
      { mutes: { email: { ...mute, until: plus(now, hours(23)) } } },
    ],
  ];

test.each(written)(
  '%s that lies ahead was not written then, and everything else stays',
  (_, wrong, believed) => {
    expect(configAsOf({ ...sound, ...wrong }, now, delay)).toEqual({ ...sound, ...believed });
  },
);

test('one without such an instant is the same object, by which schedule searches are known', () => {
  expect(configAsOf(sound, now, delay)).toBe(sound);
});
