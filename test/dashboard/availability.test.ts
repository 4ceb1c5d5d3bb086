/** Which commands the page offers, and why not the others. */
import { describe, expect, test } from 'vitest';
import { statusWith, running, paused } from '../support/dashboard-samples.ts';
import {
  type SnapshotParts,
  begunRun,
  cancelRequest,
  jakarta,
  settings,
  snapshotWith,
  start,
} from '../support/core-samples.ts';
import { coveredDays } from '../../src/core/coverage/covered-days.ts';
import { LocalDate } from '../../src/core/time/time.ts';
import { requestCancellation } from '../../src/core/run/lease.ts';
import { upcomingSlots } from '../../src/core/job/upcoming-slots.ts';
import { toScheduleView } from '../../src/api/views/schedule-view.ts';
import { toSessionView } from '../../src/api/views/session-view.ts';
import { type Command, availabilityOf } from '../../src/dashboard/commands/availability.ts';

const toSchedule = (parts: SnapshotParts) => {
  const { config, state } = snapshotWith(parts);
  const { startDelay } = settings;
  const slots = upcomingSlots(config, state, { now: start, usual: undefined, startDelay, count: 20 });
  return toScheduleView(
    {
      config,
      tried: { kind: 'unchanged', config },
      slots,
      usual: undefined,
      warnings: [],
      adapted: undefined,
    },
    settings,
  );
};

const siti = { id: 'user:aad::siti', name: 'siti' };
const unavailable = (why: string) => ({ kind: 'unavailable', why });

describe('what can be done', () => {
  const admin = toSessionView(siti, 'admin');
  const schedule = { data: toSchedule({}), problem: undefined };
  const by = (data: typeof admin | undefined, problem?: object) => ({ data, problem });
  const given = (command: Command, parts: SnapshotParts) =>
    availabilityOf(command, { status: statusWith(parts), session: by(admin), schedule });
  const available = { kind: 'available' };

  test('is nothing before user and status are known', () => {
    const status = statusWith({});
    const nobody = by(undefined);
    expect(availabilityOf('start', { status: undefined, session: by(admin), schedule })).toEqual(
      unavailable('not_loaded'),
    );
    expect(availabilityOf('stop', { status, session: nobody, schedule })).toEqual(unavailable('not_loaded'));
    expect(availabilityOf('stop', { status, session: by(undefined, {}), schedule })).toEqual(
      unavailable('not_answered'),
    );
  });

  test('does not wait for the schedule, except to change it', () => {
    const known = { status: statusWith({}), session: by(admin), schedule: { data: undefined, problem: {} } };
    expect(availabilityOf('stop', known)).toEqual(available);
    expect(availabilityOf('forceExecute', known)).toEqual(available);
    for (const command of ['setInterval', 'setSchedule'] as const)
      expect(availabilityOf(command, known)).toEqual(unavailable('not_answered'));
  });

  test('depends on the role first', () => {
    const reader = toSessionView(siti, 'reader');
    const operator = toSessionView(siti, 'operator');
    const of = (session: typeof reader, command: Command) =>
      availabilityOf(command, { status: statusWith({}), session: by(session), schedule });
    expect(of(reader, 'forceExecute')).toEqual({ kind: 'forbidden', needs: 'operator' });
    expect(of(operator, 'forceExecute')).toEqual(available);
    for (const command of ['setInterval', 'setSchedule'] as const)
      expect(of(operator, command)).toEqual({ kind: 'forbidden', needs: 'admin' });
  });

  test('is no second plan of backfill while one is not done', () => {
    const coverage = coveredDays([], LocalDate.parse('2026-11-20'), { zone: jakarta, settlesAfterHours: 12 });
    const { since: awal } = coverage;
    const signed = { by: 'siti', byId: siti.id, reason: 'late punches', at: start };
    const plan = {
      ...signed,
      id: '1',
      awal,
      akhir: awal,
      dates: 'missing',
      next: awal,
      computed: 0,
    } as const;
    expect(given('planBackfill', { state: { coverage } })).toEqual(available);
    expect(given('planBackfill', { state: { coverage, backfill: { failures: 0, plan } } })).toEqual(
      unavailable('plan_active'),
    );
    const operator = by(toSessionView(siti, 'operator'));
    for (const command of ['closePeriod', 'reopenPeriod'] as const)
      expect(availabilityOf(command, { status: statusWith({}), session: operator, schedule })).toEqual({
        kind: 'forbidden',
        needs: 'admin',
      });
  });

  test('and then on what makes sense', () => {
    expect(given('setSchedule', running)).toEqual(available);
    expect(given('start', {})).toEqual(unavailable('not_paused'));
    expect(given('start', { config: paused })).toEqual(available);
    expect(given('stop', {})).toEqual(available);
    expect(given('stop', { config: paused })).toEqual(unavailable('paused_already'));
    expect(given('forceExecute', running)).toEqual(unavailable('run_active'));
    expect(given('forceExecute', { config: paused })).toEqual(available);
    expect(given('cancel', {})).toEqual(unavailable('no_run'));
    expect(given('cancel', running)).toEqual(available);
    const stopping = { ...running, lease: requestCancellation(running.lease, cancelRequest) };
    expect(given('cancel', stopping)).toEqual(unavailable('stopping'));
    const orphan = begunRun(({ attempt }) => ({ kind: 'orphaned', attempt, since: start }));
    expect(given('cancel', { state: { active: orphan } })).toEqual(available);
    const ordered = { ...orphan, state: { ...orphan.state, stop: cancelRequest } };
    expect(given('cancel', { state: { active: ordered } })).toEqual(unavailable('stopping'));
    expect(given('setInterval', running)).toEqual(available);
  });
});
