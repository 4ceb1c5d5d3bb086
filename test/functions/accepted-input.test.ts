/** Whatever a schema accepts survives all that is done with it: it is decided on, written, read again, shown and told. */
import { HttpRequest } from '@azure/functions';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CommandName, commands, perCommand } from '../../src/api/commands.ts';
import { errorCodes } from '../../src/api/error-codes.ts';
import { queries, type QueryName } from '../../src/api/queries.ts';
import { queryParameters } from '../../src/api/schemas/query-parameters.ts';
import { requests } from '../../src/api/schemas/requests.ts';
import { anonymous } from '../../src/core/identity.ts';
import { recordRun } from '../../src/core/job/job-state.ts';
import { isoToWallClock } from '../../src/dashboard/time/wall-clock.ts';
import { createFormat, type Format } from '../../src/dashboard/words/format.ts';
import { languages } from '../../src/dashboard/words/languages.ts';
import { commandHandlers } from '../../src/functions/command-handlers.ts';
import { queryHandlers } from '../../src/functions/query-handlers.ts';
import { tick } from '../../src/operations/tick.ts';
import { recordingLog } from '../operations/support/recording-log.ts';
import { writeAsOther } from '../operations/support/world.ts';
import { heldLease, runningRun, waitingRun } from '../support/core-samples.ts';
import { acceptedBy } from '../support/extreme-values.ts';
import { createNotedWorld, type NotedWorld } from './support/noted-world.ts';

const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_124);
const numRuns = Number(process.env['FUZZ_REQUESTS'] ?? 1_200) / 100;
const zones = ['Asia/Jakarta', 'America/New_York', 'Pacific/Kiritimati', 'Pacific/Niue', 'Africa/Monrovia'];
const runId = '01M83TWC6WTENC80CQS4R1FZWR';

const asking = { identity: { kind: 'known', actor: anonymous }, role: 'admin', from: 'unknown' } as const;

async function ask(there: NotedWorld, name: QueryName, query: Readonly<Record<string, string>> = {}) {
  const url = `http://app/?${new URLSearchParams(query).toString()}`;
  const request = new HttpRequest({ method: 'GET', url, query, params: { id: runId } });
  const { log } = recordingLog();
  return queryHandlers[name]({
    request,
    world: there.world,
    log,
    ...asking,
  });
}

async function send(there: NotedWorld, name: CommandName, body: unknown) {
  const request = new HttpRequest({
    method: 'POST',
    url: 'http://app/',
    headers: { 'content-type': 'application/json', 'if-match': '*' },
    body: { string: JSON.stringify(body) },
    params: { id: runId },
  });
  const { log } = recordingLog();
  return commandHandlers[name]({
    request,
    world: there.world,
    log,
    ...asking,
  });
}

type Answer = Awaited<ReturnType<typeof send>>;
const statusOf = (answer: Answer): number =>
  'kind' in answer ? errorCodes[answer.code].status : (answer.status ?? 200);

const formats = Object.values(languages).flatMap(({ locale }) =>
  ['Asia/Jakarta', 'America/New_York'].map((zone) => createFormat(locale, zone)),
);
const instant = /^[+-]?\d{4,6}-\d\d-\d\dT/;
const date = /^\d{4}-\d\d-\d\d$/;
/** What people wrote is shown as it is, also when it looks like a time. */
const words = new Set(['reason', 'message', 'before', 'after', 'text', 'words']);
const told = new Set<unknown>();

/** Everything that the page could do with the values of an answer. */
function tell(data: unknown): void {
  JSON.stringify(data, (key, value: unknown) => {
    if (typeof value === 'object') return value;
    if (words.has(key) || told.has(value)) return undefined;
    told.add(value);
    expect(formats.flatMap((format) => toldIn(format, value)).join(' ')).not.toMatch(/NaN|Invalid|undefined/);
    return undefined;
  });
}

function toldIn(format: Format, value: unknown): readonly string[] {
  const now = Date.parse('2026-11-24T00:00:00Z');
  if (typeof value === 'number') {
    return [format.decimal(value), format.duration(value), format.countdown(value), format.minutes(value)];
  }
  if (typeof value !== 'string') return [];
  if (date.test(value)) return [format.dates(value, value), format.dates('1900-01-01', value)];
  if (!instant.test(value)) return [];
  const { zone, moment, exact, day, weekday, clock } = format;
  const shown = [moment(value, now), day(value, now), weekday(value, now), exact(value), clock(value)];
  return [...shown, isoToWallClock(Date.parse(value), zone)];
}

/** As it was written: nothing is damaged, or had to be put right. */
async function readAgain({ store, written }: NotedWorld): Promise<void> {
  const snapshot = await store.read();
  expect(snapshot).toEqual({ ...snapshot, ...written.control });
  for (const run of written.runs.values()) expect(await store.findRun(run.id)).toEqual(run);
  const { entries } = await store.listAudit({ limit: 100 });
  expect(entries.toReversed()).toEqual(written.audit);
  expect(store.takeNotices()).toEqual([]);
}

async function survives(there: NotedWorld): Promise<void> {
  await readAgain(there);
  for (const name of ['status', 'schedule', 'runs', 'run', 'audit'] as const) {
    const answer = await ask(there, name);
    expect(statusOf(answer)).toBeLessThan(500);
    tell('kind' in answer ? answer.details : answer.jsonBody);
  }
}

const states: Readonly<Record<string, (there: NotedWorld) => Promise<void>>> = {
  idle: async () => undefined,
  waiting: async (there) => {
    const run = waitingRun({ id: runId });
    await writeAsOther(there, { state: recordRun(there.control().state, run) });
  },
  running: async (there) => {
    const run = { ...runningRun(), id: runId };
    const state = recordRun(there.control().state, run);
    await writeAsOther(there, { state, lease: heldLease(run) });
  },
};

describe.each(Object.values(perCommand((name) => name)))('what %s accepts', (name) => {
  test.each(Object.keys(states))('survives all that is done with it: %s', async (state) => {
    const bodies = acceptedBy(requests[commands[name].body], seed);
    await fc.assert(
      fc.asyncProperty(bodies, fc.constantFrom(...zones), async (body, zone) => {
        const there = createNotedWorld(zone);
        await states[state]?.(there);
        expect(statusOf(await send(there, name, body))).toBeLessThan(500);
        await survives(there);
        if (state === 'idle' && there.control().state.active === undefined) {
          await tick(there.world, recordingLog().log);
          await survives(there);
        }
      }),
      { seed, numRuns },
    );
  });
});

describe('what the query parameters accept', () => {
  const withParameters = queries.flatMap((each) => ('query' in each && !('body' in each) ? [each] : []));
  test.each(withParameters)('survives all that is done with it: $name', async ({ name, query }) => {
    const given = acceptedBy(queryParameters[query], seed).map((values) =>
      Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)])),
    );
    await fc.assert(
      fc.asyncProperty(given, fc.constantFrom(...zones), async (parameters, zone) => {
        const answer = await ask(createNotedWorld(zone), name, parameters);
        // Only together can the ends of a period be wrong.
        expect(name === 'slots' || name === 'days' ? [200, 400] : [200]).toContain(statusOf(answer));
        tell('kind' in answer ? answer.details : answer.jsonBody);
      }),
      { seed, numRuns },
    );
  });
});
