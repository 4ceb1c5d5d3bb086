/** Prometheus and promtool, where they are installed: Debian's package `prometheus` has both; and one that runs for a test. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectLines } from './process-lines.ts';
import { readProjectFile } from './project-files.ts';

/** Undefined where it is there; otherwise why tests that need it are skipped, which they say once. */
export function whyWithout(program: 'prometheus' | 'promtool'): string | undefined {
  const { status } = spawnSync(program, ['--version'], { stdio: 'ignore' });
  if (status === 0) return undefined;
  return `${program} is not installed (apt-get install prometheus)`;
}

export interface Ran {
  readonly status: number | null;
  readonly output: string;
}

export function promtool(args: readonly string[], input = ''): Ran {
  const { status, stdout, stderr } = spawnSync('promtool', args, { input, encoding: 'utf8' });
  return { status, output: `${stdout}${stderr}` };
}

/**
 * The shipped rules without their patience, for a test that lasts seconds: each `for` becomes 0, and a pause counts as
 * long from its second second on instead of its second day. Nothing else is changed, and each change must apply.
 */
export async function impatientRules(): Promise<string> {
  const shipped = await readProjectFile('infra/prometheus/rules.yml');
  const changes = [
    [/for: \w+/g, 'for: 0s'],
    [/time\(\) (?=> spjamkerja_pause_notice_)/g, 'time() + 24 * 3600 - 1 '],
  ] as const;
  return changes.reduce((text, [pattern, by]) => {
    if (text.search(pattern) === -1) throw new Error(`the rules have nothing like ${pattern}`);
    return text.replaceAll(pattern, by);
  }, shipped);
}

export interface Prometheus extends AsyncDisposable {
  /** The names of the alerts that fire now. */
  readonly firing: () => Promise<readonly string[]>;
  readonly query: (path: string) => Promise<unknown>;
  /** Scrapes another port from now on, as the same app. */
  readonly scrape: (port: number) => Promise<void>;
}

/** Scrapes with the token, five times a second, as the example of a configuration does otherwise. */
export async function startPrometheus(port: number, token: string): Promise<Prometheus> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'jamkerja-prometheus-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const targets = join(folder, 'targets.json');
  const scrape = async (to: number): Promise<void> => {
    const target = { targets: [`127.0.0.1:${to}`], labels: { instance: 'app' } };
    await writeFile(`${targets}.new`, JSON.stringify([target]));
    await rename(`${targets}.new`, targets);
  };
  const example = await readProjectFile('infra/prometheus/prometheus.yml');
  const config = example
    .replaceAll('_interval: 30s', '_interval: 200ms')
    .replace('scheme: https', 'scheme: http')
    .replace('/etc/prometheus/spjamkerja-token', join(folder, 'token'))
    .replace(/static_configs:[^]*$/, `file_sd_configs: [{ files: [${targets}], refresh_interval: 1s }]\n`);
  await Promise.all([
    writeFile(join(folder, 'token'), token),
    writeFile(join(folder, 'rules.yml'), await impatientRules()),
    writeFile(join(folder, 'prometheus.yml'), config),
    scrape(port),
  ]);
  const options = [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    '--web.listen-address=127.0.0.1:0',
  ];
  const child = spawn('prometheus', options, { stdio: ['ignore', 'pipe', 'pipe'] });
  const { waitForLine } = collectLines(child);
  const closed = once(child, 'close');
  stack.defer(async () => {
    child.kill('SIGKILL');
    await closed;
  });
  const line = await waitForLine(/Listening on.*address=127\.0\.0\.1:\d+/);
  const own = /address=(127\.0\.0\.1:\d+)/.exec(line)?.[1];
  const query = async (path: string): Promise<unknown> => {
    const answer = await fetch(`http://${own}/api/v1/${path}`);
    // Not ready yet: it says so in plain text.
    return answer.ok ? ((await answer.json()) as { readonly data?: unknown }).data : undefined;
  };
  const firing = async (): Promise<readonly string[]> => {
    const { alerts = [] } = ((await query('alerts')) ?? {}) as {
      readonly alerts?: readonly {
        readonly state: string;
        readonly labels: { readonly alertname: string };
      }[];
    };
    return alerts.flatMap(({ state, labels }) => (state === 'firing' ? [labels.alertname] : [])).toSorted();
  };
  const held = stack.move();
  return { firing, query, scrape, [Symbol.asyncDispose]: () => held.disposeAsync() };
}
