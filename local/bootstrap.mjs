/**
 * Runs a script of this project on the project's own Node 24, after installing what is missing.
 * Plain JavaScript without dependencies, because it must run on whatever Node (20 or newer) the machine has.
 *
 *     node local/bootstrap.mjs local/start.ts [arguments]
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInstalled, thisMachine } from './installed.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const stamp = join(root, 'node_modules', '.installed-for');

const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .update(`${process.platform}-${process.arch}`)
  .digest('hex');

function installIsCurrent() {
  if (!existsSync(node)) return false;
  return (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) || installedByHand();
}

function installedByHand() {
  const written = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(written)) return false;
  const [lock, installed] = [join(root, 'package-lock.json'), written].map((file) =>
    JSON.parse(readFileSync(file, 'utf8')),
  );
  if (!isInstalled(lock, installed, thisMachine())) return false;
  writeFileSync(stamp, wanted);
  return true;
}

function install() {
  console.log('Installing dependencies (once; about a minute) ...');
  // Whatever NODE_ENV or npm's own settings leave out is needed here.
  const complete = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] };
  // On Windows npm is a batch file, which needs a shell; none of these words needs quoting.
  const result =
    process.platform === 'win32'
      ? spawnSync(['npm', 'ci', ...complete].join(' '), { ...options, shell: true })
      : spawnSync('npm', ['ci', ...complete], options);
  if (result.status !== 0) {
    console.error(
      `npm ci failed (exit code ${result.status ?? result.error?.message ?? result.signal}). It needs npm 10 or newer and access to the npm registry; ` +
        'run "npm ci" by hand to see why.',
    );
    process.exit(1);
  }
  if (!existsSync(node)) {
    console.error(
      `npm ci installed no ${node}. The package "node" brings it with its install script: "npm config get ignore-scripts" must be false, or run "npm rebuild node --ignore-scripts=false".`,
    );
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(
    `This project needs Node 20 or newer to install its own Node 24; this is ${process.version}.`,
  );
  process.exit(1);
}
if (!installIsCurrent()) install();

const [script = '', ...args] = process.argv.slice(2);
const child = spawn(node, [join(root, script), ...args], {
  cwd: root,
  // The channel is the child's only way to notice that this process was killed.
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}` },
});
// The child shuts down by itself; this process waits for it, and forwards signals in case only it received them. On
// Windows the console sends them to both, and forwarding would end the child before it has stopped anything.
const forward = (signal) => process.platform !== 'win32' && child.kill(signal);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => forward(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
