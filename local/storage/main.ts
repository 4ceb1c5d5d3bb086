/**
 * Azurite as a process that ends in order: on SIGINT or SIGTERM, and when its parent goes away (stdin closes).
 * Azurite flushes its disk on SIGINT only, so every end is turned into one.
 *
 *     node local/storage/main.ts --folder .local/azurite --blob-port 10000 --queue-port 10001 --table-port 10002
 */
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: '.local/azurite' },
    'blob-port': { type: 'string', default: '10000' },
    'queue-port': { type: 'string', default: '10001' },
    'table-port': { type: 'string', default: '10002' },
  },
});

const endInOrder = (): boolean => process.kill(process.pid, 'SIGINT');
process.once('SIGTERM', endInOrder);
process.stdin.once('close', endInOrder).resume();
// A parent that was killed takes the pipes with it that Azurite prints its farewell to, before it flushes.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const options = {
  location: values.folder,
  blobHost: '127.0.0.1',
  blobPort: values['blob-port'],
  queueHost: '127.0.0.1',
  queuePort: values['queue-port'],
  tableHost: '127.0.0.1',
  tablePort: values['table-port'],
};
const flags = ['--silent', '--skipApiVersionCheck', '--disableTelemetry'];
process.argv = [
  ...process.argv.slice(0, 2),
  ...flags,
  ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
];
createRequire(import.meta.url)('azurite/dist/src/azurite.js');
