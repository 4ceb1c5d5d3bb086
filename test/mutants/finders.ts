/** What must find a planted fault: a unit test, or the simulation. Each runs in a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { toolFile } from '../../local/stack/tools.ts';

/** `broken`: the finder itself could not run, so nothing is known. */
export type Finding =
  | { readonly kind: 'found'; readonly by: string; readonly seed?: number }
  | { readonly kind: 'survived' }
  | { readonly kind: 'broken'; readonly output: string };

interface Ended {
  readonly code: number | undefined;
  readonly output: string;
}

/** `code` undefined: it did not end in time, and was ended. */
async function run(folder: string, args: readonly string[], patience: number): Promise<Ended> {
  const child = spawn(process.execPath, args, { cwd: folder, env: { ...process.env, FORCE_COLOR: '0' } });
  let output = '';
  let late = false;
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const timer = setTimeout(() => {
    late = true;
    child.kill('SIGKILL');
  }, patience);
  const [code] = await once(child, 'close');
  clearTimeout(timer);
  return { code: late ? undefined : Number(code ?? 1), output };
}

const Report = z.object({
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })) }),
  ),
});

/** A fault may leave a test or a simulation waiting for ever, which is a way to find it. */
const testPatience = 300_000;
const simulationPatience = 3_600_000;

export async function findByTests(folder: string, files: readonly string[]): Promise<Finding> {
  const report = join(folder, 'mutant-report.json');
  rmSync(report, { force: true });
  const options = ['--reporter=json', `--outputFile=${report}`, '--bail=1'];
  const args = [toolFile('vitest'), 'run', '--project', 'unit', ...files, ...options];
  const { code, output } = await run(folder, args, testPatience);
  if (code === undefined) return { kind: 'found', by: 'a test that never ends' };
  if (code === 0) return { kind: 'survived' };
  const parsed = Report.safeParse(existsSync(report) ? asJson(readFileSync(report, 'utf8')) : undefined);
  const failed = (parsed.data?.testResults ?? [])
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'failed');
  const [first] = failed;
  if (first === undefined) return { kind: 'broken', output };
  const more = failed.length === 1 ? '' : ` (and ${failed.length - 1} more)`;
  return { kind: 'found', by: first.fullName.trim() + more };
}

const Violated = z.object({ seed: z.int(), how: z.string() });

export async function findBySimulation(folder: string, first: number, count: number): Promise<Finding> {
  const args = ['test/mutants/simulate-until-found.ts', String(first), String(count)];
  const { code, output } = await run(folder, args, simulationPatience);
  if (code === undefined) return { kind: 'found', by: 'a simulation that never ends' };
  if (code === 0) return { kind: 'survived' };
  const violated = Violated.safeParse(asJson(output.trim().split('\n').at(-1) ?? ''));
  if (!violated.success) return { kind: 'broken', output };
  const { seed, how } = violated.data;
  return { kind: 'found', by: `seed ${seed}: ${how}`, seed };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
