/**
 * `npm run check:infra`: compiles, lints, formats (as a check) and evaluates the templates in infra, without a cloud.
 * With `--update` it formats the files and writes the snapshots instead. Without a Bicep CLI it says so and succeeds.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBicep } from './infra/bicep.ts';
import { run } from './infra/run.ts';
import { root } from './stack/folders.ts';

const infra = join(root, 'infra');
const variants = readdirSync(join(infra, 'variants')).filter((name) => name.endsWith('.bicepparam'));

/** The snapshots contain them: the same everywhere, so that they never differ without a reason. */
const where = [
  ['--subscription-id', '00000000-0000-0000-0000-000000000000'],
  ['--tenant-id', '11111111-1111-1111-1111-111111111111'],
  ['--location', 'southeastasia'],
].flat();

/** What azd's environment has at least; see infra/main.bicepparam. */
const azdEnvironment = {
  AZURE_ENV_NAME: 'check',
  AZURE_LOCATION: 'southeastasia',
  SQL_DATABASE: 'Attendance',
  ALERT_EMAIL: 'operations@example.com',
};

const update = process.argv.includes('--update');
const found = findBicep();
if (found.kind === 'none') {
  console.log(`The templates in infra were NOT checked: no Bicep CLI.\n- ${found.reasons.join('\n- ')}`);
  process.exit(0);
}
console.log(`Bicep ${found.version} from ${found.from}`);
const bicep = found.path;
const scratch = mkdtempSync(join(tmpdir(), 'check-infra-'));
try {
  const passed = update ? updateFiles() : checkFiles();
  if (!passed) process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function checkFiles(): boolean {
  const compiled = [
    check('build', ['build', '--pattern', '**/*.bicep', '--outdir', join(scratch, 'built')]),
    check('lint', ['lint', '--pattern', '**/*.bicep']),
    check('parameters of azd', ['build-params', 'main.bicepparam', '--outfile', join(scratch, 'azd.json')]),
    isFormatted(),
  ];
  const evaluated = variants.map((name) => check(`snapshot of ${name}`, snapshot(name, 'validate')));
  return [...compiled, ...evaluated].every(Boolean);
}

function updateFiles(): boolean {
  const formatted = ['**/*.bicep', '**/*.bicepparam'].map((pattern) =>
    check(`format ${pattern}`, ['format', '--pattern', pattern]),
  );
  const written = variants.map((name) => check(`snapshot of ${name}`, snapshot(name, 'overwrite')));
  return [...formatted, ...written].every(Boolean);
}

function snapshot(name: string, mode: 'validate' | 'overwrite'): readonly string[] {
  return ['snapshot', join('variants', name), '--mode', mode, ...where];
}

/** Warnings fail too: bicep itself would exit with 0. */
function check(title: string, args: readonly string[]): boolean {
  const { status, output } = run(bicep, args, { cwd: infra, env: { ...process.env, ...azdEnvironment } });
  return report(title, status === 0 && !/ : (Warning|Error|Info) /.test(output), output);
}

/** Bicep can only write: it formats a copy. */
function isFormatted(): boolean {
  const copy = join(scratch, 'formatted');
  cpSync(infra, copy, { recursive: true });
  for (const pattern of ['**/*.bicep', '**/*.bicepparam'])
    run(bicep, ['format', '--pattern', pattern], { cwd: copy });
  const unlike = readdirSync(infra, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.bicep(param)?$/.test(name))
    .filter((name) => readFileSync(join(infra, name), 'utf8') !== readFileSync(join(copy, name), 'utf8'));
  return report('format', unlike.length === 0, `not formatted: ${unlike.join(', ')}`);
}

function report(title: string, passed: boolean, output: string): boolean {
  console.log(`${passed ? '✓' : '✗'} ${title}`);
  if (!passed)
    console.log(
      `${output.trim()}\n"npm run check:infra -- --update" formats the files and writes the snapshots.\n`,
    );
  return passed;
}
