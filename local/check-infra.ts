/**
 * `npm run check:infra`: compiles, lints and evaluates the templates in infra and checks their format, all offline.
 * `--update` formats the files and writes the snapshots instead. Without a Bicep CLI it says so and succeeds.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBicep } from './infra/bicep.ts';
import { faultsOfRule, type Rule } from './infra/evaluate-rule.ts';
import { loginRule } from './infra/refused-logins.ts';
import { faultsOfTemplate, nameRule } from './infra/refused-names.ts';
import { vaultRule } from './infra/refused-vaults.ts';
import { valueRule } from './infra/refused-values.ts';
import { run } from './infra/run.ts';
import { root } from './stack/folders.ts';

const infra = join(root, 'infra');
const variants = readdirSync(join(infra, 'variants')).filter((name) => name.endsWith('.bicepparam'));

/** The snapshots contain these: fixed, so that snapshots differ only when the templates do. */
const where = [
  ['--subscription-id', '00000000-0000-0000-0000-000000000000'],
  ['--tenant-id', '11111111-1111-1111-1111-111111111111'],
  ['--location', 'southeastasia'],
].flat();

/** The least that azd's environment contains; see infra/main.bicepparam. */
const azdEnvironment = {
  AZURE_ENV_NAME: 'check',
  AZURE_LOCATION: 'southeastasia',
  HOSTING: 'flex',
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
    check('parameters for azd', ['build-params', 'main.bicepparam', '--outfile', join(scratch, 'azd.json')]),
    isFormatted(),
    ...refuses(),
  ];
  const evaluated = variants.map((name) => check(`snapshot of ${name}`, snapshot(name, 'validate')));
  return [...compiled, ...evaluated].every(Boolean);
}

function updateFiles(): boolean {
  const formatted = ['**/*.bicep', '**/*.bicepparam'].map((pattern) =>
    check(`format ${pattern}`, ['format', '--pattern', pattern]),
  );
  const written = variants.map((name) => check(`snapshot of ${name}`, snapshot(name, 'overwrite')));
  variants.forEach(sortOutputs);
  return [...formatted, ...written].every(Boolean);
}

function snapshot(name: string, mode: 'validate' | 'overwrite'): readonly string[] {
  return ['snapshot', join('variants', name), '--mode', mode, ...where];
}

/** Bicep writes the outputs in another order each time, and does not mind which when it validates. */
function sortOutputs(name: string): void {
  const file = join(infra, 'variants', name.replace(/\.bicepparam$/, '.snapshot.json'));
  const { outputs, ...rest }: Readonly<Record<string, unknown>> = JSON.parse(readFileSync(file, 'utf8'));
  const sorted = Object.fromEntries(Object.entries(outputs ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, JSON.stringify({ ...rest, outputs: sorted }, null, 2));
}

/** Warnings fail too, although bicep itself exits with 0. */
function check(title: string, args: readonly string[]): boolean {
  const { status, output } = run(bicep, args, { cwd: infra, env: { ...process.env, ...azdEnvironment } });
  return report(title, status === 0 && !/ : (Warning|Error|Info) /.test(output), output);
}

/** Bicep cannot only check the format, so it formats a copy. */
function isFormatted(): boolean {
  const copy = join(scratch, 'formatted');
  cpSync(infra, copy, { recursive: true });
  for (const pattern of ['**/*.bicep', '**/*.bicepparam'])
    run(bicep, ['format', '--pattern', pattern], { cwd: copy });
  const unformatted = readdirSync(infra, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.bicep(param)?$/.test(name))
    .filter((name) => readFileSync(join(infra, name), 'utf8') !== readFileSync(join(copy, name), 'utf8'));
  return report('format', unformatted.length === 0, `not formatted: ${unformatted.join(', ')}`);
}

function refuses(): readonly boolean[] {
  const copy = join(scratch, 'refused');
  cpSync(infra, copy, { recursive: true });
  const judge = (rule: Rule, others: readonly string[] = []): boolean => {
    const faults = [...faultsOfRule(bicep, copy, rule), ...others];
    return report(rule.title, faults.length === 0, faults.join('\n'));
  };
  return [
    judge(nameRule, faultsOfTemplate(bicep, copy)),
    judge(loginRule),
    judge(vaultRule),
    judge(valueRule),
  ];
}

function report(title: string, passed: boolean, output: string): boolean {
  console.log(`${passed ? '✓' : '✗'} ${title}`);
  if (!passed)
    console.log(
      `${output.trim()}\nTo format the files and write the snapshots: npm run check:infra -- --update\n`,
    );
  return passed;
}
