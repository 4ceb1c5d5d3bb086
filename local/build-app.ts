/** `npm run build`: builds `dist/`. A stack that runs on the build before goes on with it until its next start. */
import { build } from './stack/build.ts';

try {
  build();
  console.log('Built dist/.');
} catch (error) {
  console.error(`npm run build: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
