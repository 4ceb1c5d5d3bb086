/**
 * Makes what is deployed: the app, a code-split CommonJS bundle in which heavy modules load when first used, and
 * the dashboard's page.
 */
import { defineConfig } from 'rolldown';
import { bundledPackages } from './local/build/bundled-packages.ts';
import { codeSplitting } from './local/build/chunk-groups.ts';
import { dashboardPage } from './local/build/dashboard-page.ts';
import { replacedParts } from './local/build/replaced-parts.ts';
import { runtimeInEntry } from './local/build/runtime-in-entry.ts';

/** Set by local/stack/build.ts, which builds beside `dist` and then swaps. */
const folder = process.env['BUILD_FOLDER'] ?? 'dist';

export default defineConfig([
  {
    input: { main: 'src/functions/app.ts' },
    platform: 'node',
    // Provided by the host's Node worker, which patches `require`.
    external: ['@azure/functions-core'],
    plugins: [replacedParts(), runtimeInEntry(), bundledPackages()],
    // Nobody imports the entry file.
    preserveEntrySignatures: false,
    // Its modules only define what they export.
    treeshake: {
      moduleSideEffects: [{ test: /[\\/]@azure[\\/]functions[\\/]src[\\/]/, sideEffects: false }],
    },
    output: {
      dir: folder,
      format: 'cjs',
      entryFileNames: '[name].cjs',
      chunkFileNames: '[name]-[hash].cjs',
      cleanDir: true,
      codeSplitting,
      // THIRD-PARTY-NOTICES.txt has the licences.
      comments: { legal: false },
      // Names of classes stay: errors show them.
      minify: {
        compress: true,
        mangle: { keepNames: { class: true, function: false } },
        codegen: { removeWhitespace: true },
      },
      sourcemap: true,
    },
  },
  {
    input: { page: 'src/dashboard/main.tsx' },
    platform: 'browser',
    tsconfig: 'src/dashboard/tsconfig.json',
    plugins: [bundledPackages(), dashboardPage()],
    output: { dir: `${folder}/dashboard`, format: 'es', minify: true },
  },
]);
