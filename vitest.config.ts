/** Three kinds of tests, by what they need. `vitest run --project unit` runs one kind. */
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The built app on Azurite, and in a browser. One build, one Azurite and one browser serve all of them. */
const stack = [
  'test/end-to-end/**/*.test.ts',
  'test/functions/registration.test.ts',
  'test/infra/azd.test.ts',
  'test/adapters/table-storage/!(document-reader|entities|search-runs|table-requests|table-settings).test.ts',
];
/** Processes and sockets, but no build: the Functions host, the SQL Server stand-in, scripts. */
const parts = [
  'test/adapters/sql-server/!(applock|judge-call|own-applock|sql-settings).test.ts',
  'test/adapters/sql-server/preflight/*.test.ts',
  'test/adapters/notify/!(loading|messages|notify-settings).test.ts',
  'test/infra/{prometheus,scripts,workflows}.test.ts',
  'test/local/check-infra.test.ts',
  'test/local/own-server/ask-server.test.ts',
  'test/local/functions-host/!(auth-sessions|ncrontab|host-overrides|route|setting-names|settings-file).test.ts',
  'test/local/sql-server/!(app-locks|calculate-day|tokens).test.ts',
];
/** Only turns a hang into a message: no test may fail because the machine is busy. */
const patience = {
  testTimeout: 240_000,
  hookTimeout: 240_000,
  expect: { poll: { timeout: 100_000, interval: 50 } },
};

/** They send signals, which on Windows end a process at once, or run scripts of `sh`. */
const withSignals = [
  'test/end-to-end/{deploy,force-unlock,stack-crashes,start-command}.test.ts',
  'test/infra/scripts.test.ts',
  'test/local/functions-host/shutdown.test.ts',
  'test/local/sql-server/main.test.ts',
];
const untestable = process.platform === 'win32' ? withSignals : [];
if (untestable.length > 0) console.log(`Not tested on Windows: ${untestable.join(', ')}`);

/** Most of their time they wait for processes, timers and sockets. One worker serves many files, to load modules once. */
const waiting = {
  isolate: false,
  maxWorkers: Math.max(6, availableParallelism()),
  sequence: { groupOrder: 1 },
};

/** Files of half a minute and more begin first: begun last, one of them would run alone at the end. */
const longest =
  /\/(dashboard\/(access|actions|days|dialogs|history|intent|looks|planned|refresh)|(access-matrix|audit|concurrency|crash|deploy|exclusion|failures|idempotency|limits|simulation|stack-crashes|start-command|timers|worker-process))\.test\.ts$/;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- a sequencer's method, not an array's
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}
const rank = ({ moduleId }: TestSpecification): number => (longest.test(moduleId) ? 0 : 1);

export default defineConfig({
  test: {
    maxWorkers: Math.max(2, availableParallelism()),
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...parts, ...stack],
          // Most of the time goes into loading modules. These tests keep no state, so that one worker can serve many files.
          pool: 'threads',
          isolate: false,
          ...patience,
        },
      },
      {
        test: {
          name: 'parts',
          include: parts,
          exclude: untestable,
          globalSetup: ['test/support/bundle-host.ts'],
          ...patience,
          ...waiting,
        },
      },
      {
        test: {
          name: 'stack',
          include: stack,
          exclude: untestable,
          globalSetup: ['test/support/global-setup.ts', 'test/support/bundle-host.ts'],
          ...patience,
          ...waiting,
        },
      },
    ],
  },
});
