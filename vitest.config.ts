import { defineConfig } from 'vitest/config';

/** Tests of pure code: they start nothing and build nothing. */
const unit = ['test/core/**/*.test.ts', 'test/api/**/*.test.ts', 'test/dashboard/**/*.test.ts'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { name: 'unit', include: unit } },
      {
        test: {
          name: 'stack',
          include: ['test/**/*.test.ts'],
          exclude: unit,
          globalSetup: ['test/support/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
