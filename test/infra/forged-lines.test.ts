/** The alerts' own patterns over the log of the shipped operations, while everybody writes text that looks like fields. */
import { describe, expect, it, test } from 'vitest';
import { recordRun } from '../../src/core/job/job-state.ts';
import { hiddenIn } from '../../src/core/hidden-characters.ts';
import type { AttemptResult } from '../../src/core/run/end-attempt.ts';
import { minutes, plus, seconds } from '../../src/core/time/time.ts';
import { toLog } from '../../src/functions/log.ts';
import { greet } from '../../src/operations/greet.ts';
import { tick } from '../../src/operations/tick.ts';
import type { Execution, Log, LogFields } from '../../src/ports.ts';
import { beginAttempt, begunRun } from '../operations/support/begun-attempt.ts';
import { createWorld, type TestWorld, type WorldOptions, writeAsOther } from '../operations/support/world.ts';
import {
  configWith,
  fixedRate,
  runIdOf,
  settings,
  settingsWith,
  start,
  waitingRun,
} from '../support/core-samples.ts';
import { fieldsIn } from './support/read-fields.ts';

const forged =
  '{"event":"run_finished","outcome":"succeeded","intervalHours":22,"runTimeoutSeconds":9999999}';
const forgedLine = `2026-11-27T00:00:00.000Z info  [tick] ✅ spJamkerja completed successfully ${forged}`;
const texts: readonly (readonly [string, string])[] = [
  ['fields', forged],
  ['a line', `x\n${forgedLine}\u2028${forgedLine}\u0085\u001b[2J\u202e ${forgedLine}`],
  ['fields where a service would cut the line', `${'x'.repeat(32_000)} ${`${forged} `.repeat(40)}`],
  ['an open brace', 'x {"event":"run_finished","outcome":"succeeded","a":"'],
  ['a closing brace', '"}'],
];

/** Remembers what the code gave, and what left for the host. */
function recordLines() {
  const given: LogFields[] = [];
  const messages: string[] = [];
  const keep = (message: string): void => void messages.push(message);
  const hostLog = toLog({ debug: keep, info: keep, warn: keep, error: keep });
  const at =
    (level: keyof Log) =>
    (line: string, fields?: LogFields): void => {
      given.push({ ...fields });
      hostLog[level](line, fields);
    };
  const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  return { log, given, messages };
}

interface Scenario {
  readonly options?: (text: string) => WorldOptions;
  readonly act: (test: TestWorld, log: Log, text: string) => Promise<unknown>;
  /** The events that it logs. */
  readonly events: readonly string[];
}

const failureWith = (text: string) =>
  ({ class: 'data', message: text, remedy: text, procedure: text, code: text, number: 50_000 }) as const;

/** The procedure prints the text and ends like this. */
const running = (resultOf: (text: string) => AttemptResult) => (text: string) => ({
  idGenerator: { newId: () => runIdOf(1) },
  runner: {
    execute: async ({ observer, log }: Execution): Promise<AttemptResult> => {
      log.warn(`${text}; trying again in 5 seconds`, { tries: 1 });
      observer.message({ at: start, text, number: 50_000 });
      return resultOf(text);
    },
    probe: async (log: Log) => {
      log.warn(`cannot tell: ${text}`, { remedy: text });
      return 'gone' as const;
    },
  },
});

const due = async (there: TestWorld, log: Log): Promise<unknown> => {
  await there.clock.advance(settings.startDelay);
  return tick(there.world, log);
};

const scenarios: Readonly<Record<string, Scenario>> = {
  'a pause is told at the start of a process and by each tick': {
    options: (text) => ({
      instance: { name: text, version: text },
      settings: settingsWith({ TIME_ZONE: 'UTC' }),
    }),
    act: async (there, log, text) => {
      const pause = { by: text, reason: text, since: start };
      await writeAsOther(there, { config: configWith({ pause }) });
      await greet(there.world, log);
      await tick(there.world, log);
    },
    events: ['initialized', 'success_due'],
  },
  'a run fails with a message of the server': {
    options: running((text) => ({ kind: 'failed', rowsAffected: 0, failure: failureWith(text) })),
    act: due,
    events: ['run_started', 'run_finished'],
  },
  'a run is tried again after one': {
    options: running((text) => ({
      kind: 'failed',
      rowsAffected: 0,
      failure: { ...failureWith(text), class: 'transient' },
    })),
    act: due,
    events: ['run_started', 'attempt_repeats'],
  },
  'the connection is lost': {
    options: running((text) => ({ kind: 'connection_lost', rowsAffected: 0, failure: failureWith(text) })),
    act: due,
    events: ['run_started', 'end_open'],
  },
  'the runner throws': {
    options: running((text) => {
      throw new Error(text);
    }),
    act: due,
    events: ['run_started', 'end_open'],
  },
  'somebody cancels for a reason': {
    options: running((text) => ({
      kind: 'stopped',
      rowsAffected: 0,
      confirmed: true,
      work: 'work_may_remain',
      stop: { cause: 'cancel', at: start, by: text, reason: text },
    })),
    act: due,
    events: ['run_started', 'run_finished', 'run_warning'],
  },
  'the procedure has another name': {
    options: (text) => ({
      ...running(() => ({ kind: 'succeeded', rowsAffected: 1, returnValue: 3 }))(text),
      settings: { ...settings, job: text },
    }),
    act: due,
    events: ['run_started', 'run_finished', 'run_warning'],
  },
  'the table refuses the result for a while': {
    options: (text) => {
      let refusals = 2;
      return {
        ...running(() => ({ kind: 'succeeded', rowsAffected: 1, returnValue: 0 }))(text),
        store: (adapter) => ({
          commit: async (change) => {
            if (change.messages !== undefined && refusals-- > 0) throw new Error(text);
            return adapter.commit(change);
          },
        }),
      };
    },
    act: async (there, log) => {
      await there.clock.advance(settings.startDelay);
      const ticking = tick(there.world, log);
      await there.clock.advance(minutes(1));
      await ticking;
    },
    events: ['run_started', 'run_finished'],
  },
  'a process is lost that had a name': {
    options: running(() => ({ kind: 'foreign_run' })),
    act: async (there, log, text) => {
      await beginAttempt(there);
      // As long as the row takes it.
      const attempt = { ...begunRun.state.attempt, instance: text.slice(-25_000) };
      const state = { ...begunRun.state, attempt };
      await writeAsOther(there, {
        state: recordRun(there.control().state, {
          ...begunRun,
          state,
          actor: text,
          reason: text,
        } as typeof begunRun),
      });
      await there.clock.advance(settings.leaseExpiry);
      await tick(there.world, log);
    },
    events: ['process_lost', 'attempt_repeats'],
  },
  'slots pass during a run that somebody requested': {
    options: (text) => ({
      ...running(() => ({ kind: 'foreign_run' }))(text),
      idGenerator: { newId: () => runIdOf(2) },
    }),
    act: async (there, log, text) => {
      await writeAsOther(there, {
        config: configWith({ schedule: fixedRate(3), notBefore: plus(start, seconds(1)) }),
        state: recordRun(
          there.control().state,
          waitingRun({ trigger: 'request', actor: text, reason: text }),
        ),
      });
      await there.clock.advance(minutes(7 * 60));
      await tick(there.world, log);
    },
    events: ['slot_skipped', 'run_started', 'run_finished'],
  },
};

describe.each(Object.entries(scenarios))('when %s', (_, { options, act, events }) => {
  it.each(texts)('no alert takes %s in a text for fields', async (_name, text) => {
    const there = createWorld(options?.(text));
    const { log, given, messages } = recordLines();
    await act(there, log, text);

    const read = messages.map((message) => fieldsIn({ category: 'Function.tick.User', message }));
    expect(read.flatMap((fields) => fields?.['event'] ?? [])).toEqual(events);
    expect(read.map((fields) => Object.keys(fields ?? {}))).toEqual(
      given.map((fields) => Object.keys(fields).filter((name) => fields[name] !== undefined)),
    );
    expect(read.filter((fields) => fields?.['outcome'] === 'succeeded').length).toBe(
      given.filter(({ outcome }) => outcome === 'succeeded').length,
    );
    expect(hiddenIn(messages.join(''))).toEqual([]);
    expect(messages.filter(({ length }) => length > 8_000)).toEqual([]);
  });
});

test.each(['a run fails with a message of the server', 'the connection is lost', 'the runner throws'])(
  'when %s, the rows keep nothing that cannot be seen',
  async (name) => {
    const text = `x\n${forgedLine}\u2028\u001b[2J\u202e\ud800`;
    const { options, act } = scenarios[name]!;
    const there = createWorld(options?.(text));
    await act(there, recordLines().log, text);
    const hidden: string[] = [];
    const look = (_: string, value: unknown): unknown => {
      if (typeof value === 'string') hidden.push(...hiddenIn(value));
      return value;
    };
    const kept = JSON.stringify(
      there.table.rows().map(({ document }) => JSON.parse(String(document))),
      look,
    );
    expect(kept).toContain('spJamkerja completed');
    expect(hidden).toEqual([]);
  },
);

/** What the host logs for a request, with User-Agent and path as they came (docs/facts/functions-host.md). */
const requestLine = (userAgent: string, path: string): string =>
  `Executing HTTP request: {\n  "requestId": "1",\n  "method": "GET",\n  "userAgent": "${userAgent}",\n  "uri": "${path}"\n}`;

describe('what a stranger sends', () => {
  const agents = [
    `${forged.slice(0, -1)},"a":"`,
    `"}\n${forgedLine}`,
    `x ${forged.slice(0, -1)},"a":"`,
    forged,
  ];

  it.each(agents)('completes no fields in the lines of the host: %j', (agent) => {
    const category = 'Microsoft.Azure.WebJobs.Script.WebHost.Middleware.SystemTraceMiddleware';
    for (const message of [requestLine(agent, '/'), requestLine('curl', `/${agent}`)]) {
      expect(fieldsIn({ category, message })).toBeUndefined();
      expect(fieldsIn({ category: undefined, message })).toBeUndefined();
    }
  });

  test('what a library prints has no fields either', () => {
    expect(fieldsIn({ category: 'Host.Function.Console', message: `warning: ${forged}` })).toBeUndefined();
  });
});
