/** What the banner says about somebody's own server, before anything executes there. */
import { expect, test } from 'vitest';
import { describeServer, type OwnServer } from '../../../local/own-server/describe-server.ts';
import { parseSqlSettings } from '../../../src/adapters/sql-server/sql-settings.ts';
import { pauseSchedule } from '../../../src/core/job/job-config.ts';
import { recordRun } from '../../../src/core/job/job-state.ts';
import { at, snapshotWith, settings, waitingRun } from '../../support/core-samples.ts';

const parsed = parseSqlSettings({
  SQL_CONNECTION_STRING: 'Server=db1\\HR;Database=Absensi;User ID=app;Password=Secret99',
});
if (parsed.kind === 'invalid') throw new Error('the sample is invalid');
const now = at('2026-11-26T18:00:00Z');
const snapshot = snapshotWith();
const paused = (by: string) => ({
  ...snapshot,
  config: pauseSchedule(snapshot.config, { by, reason: 'x', since: now }),
});
const own: OwnServer = {
  sql: parsed.settings,
  source: 'local.settings.json',
  settings,
  snapshot: paused('npm start'),
  run: false,
};

test('which server, as whom, and what would execute there with which dates, without the password', () => {
  const text = describeServer(own, now);
  expect(text).toContain(
    'YOUR OWN SQL SERVER, named by local.settings.json: db1\\HR, database Absensi, as user app\n',
  );
  expect(text).toContain("EXEC dbo.spJamkerja @awal = '2026-11-26', @akhir = '2026-11-27' (today's dates)");
  expect(text).toContain('npm run doctor');
  expect(text).not.toContain('Secret99');
});

test('whether a run starts', () => {
  expect(describeServer(own, now)).toContain('Nothing executes until you ask for it');
  expect(describeServer({ ...own, run: true }, now)).toContain('starts at once (--run)');
  expect(describeServer({ ...own, snapshot: paused('siti\u202e') }, now)).toContain(
    String.raw`paused by siti\u202e before`,
  );
});

test('that a run of an earlier start is left', () => {
  const run = waitingRun();
  const left = { ...own.snapshot, state: recordRun(snapshot.state, run) };
  expect(describeServer({ ...own, snapshot: left }, now)).toContain(
    `Run ${run.id} of an earlier start has not ended`,
  );
  expect(describeServer(own, now)).not.toContain('earlier start');
});
