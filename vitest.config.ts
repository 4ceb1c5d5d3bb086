/** Three kinds of tests, by what they need. `vitest run --project unit` runs one kind. */
import { defineConfig } from 'vitest/config';

/** The built app on Azurite, and in a browser. One build, one Azurite and one browser serve all of them. */
const stack = [
  'test/end-to-end/**/*.test.ts',
  'test/functions/registration.test.ts',
  'test/infra/azd.test.ts',
  'test/adapters/table-storage/!(entities|table-settings).test.ts',
];
/** Processes and sockets, but no build: the Functions host, the SQL Server stand-in, scripts. */
const parts = [
  'test/adapters/sql-server/!(judge-call|sql-settings).test.ts',
  'test/infra/{scripts,workflows}.test.ts',
  'test/local/check-infra.test.ts',
  'test/local/functions-host/!(auth-sessions|route|schedule).test.ts',
  'test/local/sql-server/!(app-locks|calculate-day|tokens).test.ts',
];
/** Only turns a hang into a message: no test may fail because the machine is busy. */
const patience = {
  testTimeout: 240_000,
  hookTimeout: 240_000,
  expect: { poll: { timeout: 100_000, interval: 20 } },
};

export default defineConfig({
  test: {
    maxWorkers: 2,
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
      { test: { name: 'parts', include: parts, ...patience } },
      { test: { name: 'stack', include: stack, globalSetup: ['test/support/global-setup.ts'], ...patience } },
    ],
  },
});
