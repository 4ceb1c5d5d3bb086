/** Makes what is deployed: a code-split CommonJS bundle, in which heavy modules load when first used. */
import { defineConfig } from 'rolldown';

export default defineConfig({
  input: { main: 'src/functions/app.ts' },
  platform: 'node',
  // Provided by the host's Node worker, which patches `require`.
  external: ['@azure/functions-core'],
  output: {
    dir: 'dist',
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
    cleanDir: true,
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    sourcemap: true,
  },
});
