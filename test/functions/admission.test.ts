/** How much one caller and all callers together may ask of an instance. */
import { setImmediate as nextRound } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import {
  type Admission,
  type AdmissionLimits,
  createAdmission,
  usualLimits,
} from '../../src/functions/admission.ts';

const status = { asks: 'query', name: 'status' } as const;
const runs = { asks: 'query', name: 'runs' } as const;
const stop = { asks: 'command', name: 'stop' } as const;

function create(limits: Partial<AdmissionLimits> = {}) {
  let now = 5_000.25;
  const admit = createAdmission({ ...usualLimits, ...limits }, () => now);
  const ask = (route: Parameters<typeof admit>[0] = status, caller = 'siti') => {
    const admission = admit(route, caller);
    if (admission.kind === 'admitted') admission.leave();
    return admission;
  };
  return { admit, ask, pass: (milliseconds: number) => (now += milliseconds) };
}

describe('the requests of one caller in a minute', () => {
  it('are limited, and the refusal says when to come back', () => {
    const { ask, pass } = create({ perMinute: 3 });
    expect([ask(), ask(), ask()].map(({ kind }) => kind)).toEqual(['admitted', 'admitted', 'admitted']);
    pass(20_000);
    expect(ask()).toMatchObject({ kind: 'refused', code: 'too_many_requests', retryAfterSeconds: 40 });
    pass(39_999);
    expect(ask()).toMatchObject({ kind: 'refused', retryAfterSeconds: 1 });
    pass(1);
    expect(ask().kind).toBe('admitted');
  });

  it('count lists as five, and do not count against other callers or against commands', () => {
    const { ask } = create({ perMinute: 6 });
    expect([ask(runs), ask(runs), ask(), ask()].map(({ kind }) => kind)).toEqual([
      'admitted',
      'refused',
      'admitted',
      'refused',
    ]);
    expect(ask(status, 'budi').kind).toBe('admitted');
    expect(ask(stop).kind).toBe('admitted');
  });

  it('are far more than ten open pages need', () => {
    // Each asks for the status every 5 s, and for all else every minute and whenever something has changed.
    const changes = 4;
    const perPage = 12 + (1 + changes) * (5 + 5 + 5 + 5 + 1);
    expect(10 * perPage * 2).toBeLessThan(usualLimits.perMinute);
  });
});

describe('requests in progress', () => {
  it('are limited for each caller and for all, and make room when they end', () => {
    const { admit } = create({ atOncePerCaller: 2, atOnce: 3 });
    const kinds = ['siti', 'siti', 'siti', 'budi', 'ani'].map((caller) => admit(status, caller));
    expect(kinds.map(({ kind }) => kind)).toEqual(['admitted', 'admitted', 'refused', 'admitted', 'refused']);
    expect(kinds[2]).toMatchObject({ code: 'too_many_requests', retryAfterSeconds: 1 });
    for (const each of kinds) if (each.kind === 'admitted') each.leave();
    expect(admit(status, 'ani').kind).toBe('admitted');
  });

  it('that read leave room for commands, which have a limit of their own', () => {
    const { admit, ask } = create({ atOnce: 1, commandsAtOnce: 2 });
    admit(status, 'siti');
    expect(ask(status, 'budi').kind).toBe('refused');
    expect([admit(stop, 'siti'), admit(stop, 'siti'), admit(stop, 'budi')].map(({ kind }) => kind)).toEqual([
      'admitted',
      'admitted',
      'refused',
    ]);
  });

  it('of somebody who has been forgotten meanwhile still make room', () => {
    const { admit, ask } = create({ atOncePerCaller: 1, callers: 3 });
    const first = admit(status, 'siti');
    for (let each = 0; each < 10; each += 1) ask(status, `caller ${each}`);
    expect(admit(status, 'siti').kind).toBe('refused');
    if (first.kind === 'admitted') first.leave();
    expect(admit(status, 'siti').kind).toBe('admitted');
  });
});

const begun = async (admissions: readonly Admission[]): Promise<string> => {
  const states = admissions.map((each) =>
    each.kind === 'refused' ? 'refused' : Promise.race([each.turn.then(() => 'works'), nextRound('waits')]),
  );
  return (await Promise.all(states)).join(' ');
};

describe('the reads in progress', () => {
  it('take turns, in order; commands and the check of the connection need none', async () => {
    const { admit } = create({ atWork: 2 });
    const asked = [status, runs, status, status].map((route) => admit(route, 'siti'));
    const others = [stop, { asks: 'query', name: 'preflight' } as const].map((route) => admit(route, 'siti'));
    expect(await begun([...asked, ...others])).toBe('works works waits waits works works');
    for (const each of others) if (each.kind === 'admitted') each.leave();
    expect(await begun(asked)).toBe('works works waits waits');
    if (asked[1]?.kind === 'admitted') asked[1].leave();
    expect(await begun(asked)).toBe('works works works waits');
    for (const each of asked) if (each.kind === 'admitted' && each !== asked[1]) each.leave();
    expect(await begun(asked)).toBe('works works works works');
  });

  it('do not wait for ever behind others that get no answer', async () => {
    const { admit } = create({ atWork: 1, longestWait: 5 });
    const asked = [admit(status, 'siti'), admit(status, 'budi')];
    for (const each of asked) if (each.kind === 'admitted') await each.turn;
    for (const each of asked) if (each.kind === 'admitted') each.leave();
    expect(await begun([admit(status, 'siti'), admit(status, 'siti')])).toBe('works waits');
  });
});

it('remembers a limited number of callers, those that asked last', () => {
  const { ask } = create({ perMinute: 1, callers: 100 });
  for (let each = 0; each < 5_000; each += 1) ask(status, `caller ${each}`);
  expect(ask(status, 'caller 4999').kind).toBe('refused');
  expect(ask(status, 'caller 4901').kind).toBe('refused');
  expect(ask(status, 'caller 5').kind).toBe('admitted');
});
