/** `npm run package`: builds the app and puts the deployment package into `.local/package`. */
import { join } from 'node:path';
import { build, layOutPackage } from './stack/build.ts';
import { stateFolder } from './stack/folders.ts';

const target = join(stateFolder, 'package');
build();
layOutPackage(target);
console.log(`The package is in ${target}`);
