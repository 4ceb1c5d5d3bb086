/** POST /scheduler/runs/{id}/notes: what people note on a run that has ended, over a table in memory. */
import { expect, it } from 'vitest';
import { RunListView } from '../../src/api/schemas/run-schemas.ts';
import { runKey } from '../../src/adapters/table-storage/row-keys.ts';
import { recordRun } from '../../src/core/job/job-state.ts';
import { mostNotes } from '../../src/core/run/run-note.ts';
import { toRunListView } from '../../src/api/views/run-view.ts';
import type { Run } from '../../src/core/run/run.ts';
import { minutes } from '../../src/core/time/time.ts';
import { writeAsOther } from '../operations/support/world.ts';
import { jakarta, waitingRun } from '../support/core-samples.ts';
import { sampleFinishedRun } from '../support/sample-records.ts';
import { startApp } from './support/command-app.ts';

async function setUp(run: Run = sampleFinishedRun('failed')) {
  const app = startApp();
  const { versions: base, state } = app.control();
  await app.store.commit({ base, state: recordRun(state, run), run });
  let keys = 0;
  const note = (text: unknown, { id = run.id, actor = 'siti', key = `k${(keys += 1)}` } = {}) =>
    app.send('noteRun', { text }, { id, actor, key });
  const notes = async () => {
    const found = await app.store.findRun(run.id);
    return found !== undefined && 'notes' in found ? found.notes : undefined;
  };
  return { ...app, run, note, notes };
}

it('keeps the text, who wrote it and when, and shows them with the run, the oldest first', async () => {
  const { note, run, clock, store, control } = await setUp();
  const before = control().state.last;
  const first = clock.now();
  expect(await note(' the server was being patched ')).toMatchObject({
    status: 200,
    jsonBody: {
      message: `Note added to run ${run.id}`,
      data: { run_id: run.id, url: `/scheduler/runs/${run.id}` },
    },
  });
  await clock.advance(minutes(1));
  await note('see ticket 4711', { actor: 'budi' });
  const listed = toRunListView({ ...(await store.listRuns({ limit: 5 })), timeZone: jakarta }, { limit: 5 });
  expect(RunListView.parse(listed).runs[0]?.notes).toMatchObject([
    { text: 'the server was being patched', by: 'siti', by_id: 'siti' },
    { text: 'see ticket 4711', by: 'budi' },
  ]);
  expect(await store.findRun(run.id)).toMatchObject({ ...run, notes: [{ at: first }, { at: clock.now() }] });
  // The state row is read with every status, and has no room for notes.
  expect(control().state.last).toEqual(before);
});

it('is audited in the same transaction, with its text, and logged', async () => {
  const { note, run, store, logged, control, table } = await setUp();
  const writes = table.writes();
  await note('seen');
  // One counts the request, one writes everything else.
  expect(table.writes() - writes).toBe(2);
  const { entries } = await store.listAudit({ limit: 5 });
  expect(entries).toMatchObject([{ action: 'note_run', runId: run.id, reason: 'seen', actor: 'siti' }]);
  expect(control().state.auditHead?.sequence).toBe(1);
  expect(logged).toMatchObject([{ fields: { event: 'run_noted', runId: run.id } }]);
});

it('is written once for the same key', async () => {
  const { note, notes } = await setUp();
  const first = await note('seen', { key: 'same' });
  expect(await note('seen', { key: 'same' })).toMatchObject({ status: 200, jsonBody: first.jsonBody });
  expect(await notes()).toHaveLength(1);
});

it('loses no note where two people write at the same moment', async () => {
  const { note, notes } = await setUp();
  await Promise.all([note('one', { actor: 'siti' }), note('two', { actor: 'budi' })]);
  expect((await notes())?.map(({ text }) => text).toSorted()).toEqual(['one', 'two']);
});

it('is refused for a run in progress, whose process writes the row, and for one that does not exist', async () => {
  const waiting = waitingRun();
  const { note, notes, control } = await setUp(waiting);
  const before = control().versions;
  expect(await note('seen')).toMatchObject({
    status: 409,
    jsonBody: { error: { code: 'run_active', run_id: waiting.id } },
  });
  expect(await note('seen', { id: sampleFinishedRun('failed').id })).toMatchObject({
    status: 404,
    jsonBody: { error: { code: 'not_found' } },
  });
  expect(await notes()).toBeUndefined();
  expect(control().versions).toEqual(before);
});

it('is refused for a run whose row says that it goes on, although the state row has lost it', async () => {
  const waiting = waitingRun();
  const { note, control, ...app } = await setUp(waiting);
  const { active: _, ...state } = control().state;
  await writeAsOther({ ...app, control }, { state });
  expect(await note('seen')).toMatchObject({ status: 409, jsonBody: { error: { code: 'run_active' } } });
});

it('is refused for a run that goes on by a state row from a backup: its end would write the row anew', async () => {
  const { note, run, notes, control, ...app } = await setUp();
  const active = { ...waitingRun(), id: run.id };
  await writeAsOther({ ...app, control }, { state: { ...control().state, active } });
  expect(await note('seen')).toMatchObject({ status: 409, jsonBody: { error: { code: 'run_active' } } });
  expect(await notes()).toBeUndefined();
});

it('names the row of the run where it cannot be read, and leaves it as it is', async () => {
  const { note, run, table } = await setUp();
  const row = runKey(run.id) ?? '';
  table.put(row, { document: '{}' });
  const answer = await note('seen');
  expect(answer).toMatchObject({ status: 409, jsonBody: { error: { code: 'row_damaged' } } });
  expect(answer.jsonBody.error.message).toContain(row);
  expect(table.row(row)).toMatchObject({ document: '{}' });
});

it(`is refused after ${mostNotes} of the longest, all of which the row keeps whole`, async () => {
  const { note, notes, clock } = await setUp();
  const longest = '🚀'.repeat(500);
  for (let each = 0; each < mostNotes; each += 1) {
    expect((await note(longest)).status).toBe(200);
    await clock.advance(minutes(1));
  }
  expect(await note('one more')).toMatchObject({
    status: 409,
    jsonBody: { error: { code: 'notes_full' } },
  });
  expect((await notes())?.map(({ text }) => text)).toEqual(Array(mostNotes).fill(longest));
});

it.each([
  ['no text', undefined],
  ['an empty text', '  '],
  ['two lines', 'one\ntwo'],
  ['more than 500 characters', 'x'.repeat(501)],
  ['a text that turns round what follows', 'seen \u202E'],
  ['something else than a text', 7],
])('refuses %s, and changes nothing', async (_, text) => {
  const { note, control } = await setUp();
  const before = control().versions;
  expect(await note(text)).toMatchObject({
    status: 400,
    jsonBody: { error: { details: [expect.objectContaining({ field: 'text' })] } },
  });
  expect(control().versions).toEqual(before);
});
