/** Each kind of answer to "why did it (not) run at …?", from facts written out by hand. */
import { describe, expect, it } from 'vitest';
import { defaultRows } from '../../../src/core/job/snapshot.ts';
import type { Run } from '../../../src/core/run/run.ts';
import { skip } from '../../../src/core/run/start-and-finish.ts';
import { Blackout } from '../../../src/core/schedule/document/blackout.ts';
import { Profile } from '../../../src/core/schedule/document/profile.ts';
import { englishWhy } from '../../../src/api/why/english-why.ts';
import { indonesianWhy } from '../../../src/api/why/indonesian-why.ts';
import { describeWhy } from '../../../src/api/why/why-words.ts';
import { runIdOf, settings, waitingRun } from '../../support/core-samples.ts';
import { asked, codes, entry, gap, now, runAt, sevenDaily, time } from './support/asked.ts';

describe('why', () => {
  it('names the run that served the slot', () => {
    const run = runAt('07:00', '07:00');
    expect(asked(time('07:00'), { runs: [run] })).toMatchObject({ code: 'ran', run: { id: run.id } });
  });

  it('tells of the time without ticks that a slot fell into, and of the run that caught up', () => {
    const answer = asked(time('07:00'), { runs: [runAt('07:00', '07:41')], gaps: [gap] });
    expect(answer).toMatchObject({ code: 'served_later', slot: { at: time('07:00'), cause: 'cron' } });
    expect(codes(answer)).toContain('no_ticks');
    expect(describeWhy(answer, englishWhy)).toBe(
      `The slot of 07:00 was served later, at 07:41 by run ${runIdOf(10)}: no tick is on record between 06:58 and 07:41: nothing was running, or the table did not answer.`,
    );
    expect(describeWhy(answer, indonesianWhy)).toContain('antara pukul 06.58 dan pukul 07.41');
  });

  it('says that nothing was running where no slot came', () => {
    expect(asked(time('07:20'), { runs: [runAt('07:00', '07:41')], gaps: [gap] })).toMatchObject({
      code: 'down',
    });
    expect(
      asked(time('05:20'), { gaps: [{ ...gap, from: time('05:00'), silentFrom: time('05:12') }] }),
    ).toMatchObject({
      code: 'down',
    });
  });

  it('claims nothing of ticks between the last mark and the promised one, nor before the record begins', () => {
    const perhaps = asked(time('05:05'), {
      gaps: [{ ...gap, from: time('05:00'), silentFrom: time('05:12') }],
    });
    expect(perhaps).toMatchObject({ code: 'not_planned' });
    const rows = { ...defaultRows(settings, now), config: sevenDaily };
    expect(codes(asked(time('05:05'), { rows }))).toContain('ticks_unknown');
  });

  it('names the run that a slot was skipped for, and the run in progress where none came', () => {
    const long: Run = { ...runAt('06:00', '06:10'), trigger: 'request' };
    const slot = waitingRun({ id: runIdOf(11), slot: time('07:00'), createdAt: time('07:00') });
    const skipped = skip(slot, 'still_running', time('07:00'));
    const answer = asked(time('07:00'), { runs: [long, skipped] });
    expect(answer).toMatchObject({ code: 'skipped', run: { id: skipped.id } });
    expect(codes(answer)).toContain('run_in_progress');
    expect(asked(time('06:30'), { runs: [long, skipped] })).toMatchObject({
      code: 'running',
      run: { id: long.id },
    });
  });

  it('undoes what the audit has of pauses', () => {
    const pause = { by: 'siti', reason: 'closing', since: time('06:00') };
    const entries = [entry(time('09:00'), 'start', pause, null), entry(time('06:00'), 'stop', null, pause)];
    const config = { ...sevenDaily, notBefore: time('09:05') };
    const paused = asked(time('07:00'), { audit: { entries, complete: true } }, config);
    expect(paused).toMatchObject({ code: 'paused' });
    expect(describeWhy(paused, englishWhy)).toBe(
      'No run at 07:00: siti had paused the schedule at 06:00 (closing).',
    );
    expect(asked(time('05:00'), { audit: { entries, complete: true } }, config).code).toBe('not_planned');
    expect(asked(time('09:02'), { audit: { entries, complete: true } }, config).code).toBe('start_delay');
  });

  it('a pause with an end counts until then, although nobody resumed', () => {
    const pause = { by: 'siti', reason: 'closing', since: time('06:00'), until: time('07:30') };
    const config = { ...sevenDaily, pause };
    const audit = { entries: [entry(time('06:00'), 'stop', null, pause)], complete: true };
    expect(asked(time('07:00'), { audit }, config).code).toBe('paused');
    expect(asked(time('07:32'), { audit }, config).code).toBe('start_delay');
    expect(asked(time('07:40'), { audit }, config).code).toBe('not_planned');
  });

  it('a slot that a change came before is dropped', () => {
    const pause = { by: 'siti', reason: 'closing', since: time('07:20') };
    const entries = [entry(time('07:20'), 'stop', null, pause)];
    expect(asked(time('07:00'), { audit: { entries, complete: true } })).toMatchObject({ code: 'dropped' });
  });

  it('names the blackout or the paused profile that permitted no slot', () => {
    const instants = { from: time('06:00'), to: time('09:00') };
    const blackout = Blackout.parse({ time: { instants }, label: 'Closing', by: 'siti', at: time('00:00') });
    const answer = asked(time('07:00'), {}, { ...sevenDaily, blackouts: [blackout] });
    expect(answer).toMatchObject({ code: 'blocked', after: time('09:00') });
    expect(describeWhy(answer, englishWhy)).toBe(
      'No run at 07:00: the first permitted instant is 09:00, because of the blackout "Closing".',
    );
    const profile = Profile.parse({ name: 'Friday', weekdays: ['fri'], rule: { kind: 'paused' } });
    expect(asked(time('07:00'), {}, { ...sevenDaily, profiles: [profile] })).toMatchObject({
      code: 'blocked',
    });
  });

  it('says that nothing was planned, with the nearest planned instants', () => {
    expect(asked(time('06:00'), {})).toMatchObject({
      code: 'not_planned',
      before: time('07:00', '26'),
      after: time('07:00'),
    });
  });

  it('a slot that nothing has served yet is pending', () => {
    expect(asked(time('07:00'))).toMatchObject({ code: 'pending', slot: { at: time('07:00') } });
  });

  it('knows nothing of the time before the first start', () => {
    expect(asked(time('07:00', '01'), { runs: [] }).code).toBe('unknown');
  });

  it('answers for the future as the preview does', () => {
    const runs = [runAt('07:00', '07:00')];
    const state = { ...defaultRows(settings, now).state, lastSlot: time('07:00') };
    const rows = { ...defaultRows(settings, now), config: sevenDaily, state };
    expect(asked(time('07:00', '28'), { rows, runs })).toMatchObject({
      code: 'planned',
      after: time('07:00', '29'),
    });
    expect(asked(time('08:00', '28'), { rows, runs })).toMatchObject({
      code: 'not_planned',
      before: time('07:00', '28'),
    });
    const pause = { by: 'siti', reason: 'closing', since: time('06:00') };
    const paused = { ...rows, config: { ...sevenDaily, pause } };
    expect(asked(time('07:00', '28'), { rows: paused, runs }).code).toBe('paused');
  });
});
