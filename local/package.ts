/**
 * `npm run package`: builds the app and puts the deployment package into `.local/package`, and as a zip file beside it.
 * Its digest names exactly these bytes; the same commit gives the same ones again.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipOf } from './build/zip.ts';
import { build, layOutPackage } from './stack/build.ts';
import { stateFolder } from './stack/folders.ts';

const target = join(stateFolder, 'package');
build();
layOutPackage(target);
const zip = zipOf(target);
writeFileSync(`${target}.zip`, zip);
const digest = createHash('sha256').update(zip).digest('hex');
console.log(`The package is in ${target}, and in ${target}.zip:\nsha256 ${digest}`);
// For the next steps of a workflow on GitHub.
const outputs = process.env['GITHUB_OUTPUT'];
if (outputs) appendFileSync(outputs, `digest=${digest}\n`);
