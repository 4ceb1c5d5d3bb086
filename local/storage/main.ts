/**
 * Runs Azurite and shuts it down cleanly on SIGINT, on SIGTERM, and when the parent process is gone (stdin closes).
 * Azurite flushes to disk on SIGINT only, so the others are turned into one.
 *
 *     node local/storage/main.ts --folder .local/azurite --blob-port 10000 --queue-port 10001 --table-port 10002
 */
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
// oxlint-disable-next-line import/no-unassigned-import -- must take effect before Azurite loads
import './no-telemetry.ts';

const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: '.local/azurite' },
    'blob-port': { type: 'string', default: '10000' },
    'queue-port': { type: 'string', default: '10001' },
    'table-port': { type: 'string', default: '10002' },
  },
});

/** To Azurite's own listener: on Windows, a signal sent to a process ends it without one. */
const shutDown = (): void => {
  if (!process.emit('SIGINT')) process.exit(0);
};
process.once('SIGTERM', shutDown);
process.stdin.once('close', shutDown).resume();
// Azurite prints before it flushes: without a listener, the broken pipes of a killed parent would end it first.
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
