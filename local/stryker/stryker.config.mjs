/** Mutation testing of the core and the operations: `npm run test:stryker`. Paths count from the root of the project. */

export default {
  testRunner: 'in-process',
  plugins: ['./local/stryker/in-process-runner.mjs'],
  coverageAnalysis: 'perTest',
  mutate: ['src/core/**/*.ts', 'src/operations/**/*.ts'],
  // TypeScript 7 has no programming interface, with which Stryker would rewrite paths in this file. Nothing reads it here.
  tsconfigFile: 'none.json',
  ignorePatterns: ['/dist', '/dist-*', '/.local', '/docs', '/infra', '/local', '!/local/stryker'],
  concurrency: 1,
  // A mutant that loops is stopped by a count. This limit must not take a busy machine for a loop.
  timeoutMS: 20_000,
  incremental: true,
  incrementalFile: '.local/stryker/incremental.json',
  tempDirName: '.local/stryker/sandbox',
  reporters: ['clear-text', 'html', 'json'],
  clearTextReporter: { reportTests: false, logTests: false },
  htmlReporter: { fileName: '.local/stryker/report.html' },
  jsonReporter: { fileName: '.local/stryker/report.json' },
  warnings: { slow: false },
};
