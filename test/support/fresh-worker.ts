/**
 * Run as a process of its own: loads an app as the Node worker does and, if a function is named, invokes it once. Its
 * last line says what that took, and which of the app's files it loaded.
 *
 *     node test/support/fresh-worker.ts FOLDER [FUNCTION] [--bare]
 *
 * `--bare`: without the built-in modules that a real worker has loaded before it loads an app.
 */
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import {
  type AppContext,
  createAppContext,
  provideCoreModule,
} from '../../local/functions-host/worker/core-module.ts';
import type { TriggerData } from '../../local/functions-host/worker/protocol.ts';

/** What grpc-js, protobufjs and the worker itself require (docs/facts/functions-host.md has their versions). */
const loadedByTheWorker =
  'assert async_hooks buffer child_process crypto dns events fs fs/promises http http2 https module net os path process stream tls url util worker_threads zlib';

export interface LoadedFile {
  /** From the app's folder, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
}

export interface FreshWorker {
  readonly loadMs: number;
  /** Undefined without a function. */
  readonly firstMs?: number;
  readonly files: readonly LoadedFile[];
}

function triggerOf(app: AppContext, name: string): TriggerData {
  const bindings = Object.entries(app.functions.get(name)?.metadata.bindings ?? {});
  const found = bindings.find(([, { type }]) => String(type).endsWith('Trigger'));
  if (found === undefined) throw new Error(`the app has no function ${name} with a trigger`);
  const [binding, { type, route }] = found;
  if (type === 'timerTrigger') {
    const json = JSON.stringify({ Schedule: {}, ScheduleStatus: null, IsPastDue: false });
    return { kind: 'timer', binding, json };
  }
  const url = `http://127.0.0.1:7071/${String(route)}`;
  const headers = { host: '127.0.0.1:7071' };
  return {
    kind: 'http',
    binding,
    request: { url, method: 'GET', headers, params: {}, query: {}, body: undefined },
  };
}

async function run([folder = '', name]: readonly string[], bare: boolean): Promise<FreshWorker> {
  const require = createRequire(join(folder, 'package.json'));
  if (!bare) for (const each of loadedByTheWorker.split(' ')) require(`node:${each}`);
  const invoking =
    name === undefined ? undefined : await import('../../local/functions-host/worker/invoke.ts');
  const manifest: { readonly main: string } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const app = createAppContext();
  provideCoreModule(app, () => undefined);
  const began = performance.now();
  require(join(folder, manifest.main));
  const loaded = performance.now();
  if (app.functions.size === 0) throw new Error(`the app in ${folder} has registered nothing`);
  let firstMs: number | undefined;
  if (invoking !== undefined && name !== undefined) {
    const request = { invocationId: '1', functionName: name, data: triggerOf(app, name) };
    const asked = performance.now();
    const result = await invoking.invoke(app, request, () => undefined);
    firstMs = performance.now() - asked;
    const status = result.kind === 'succeeded' ? (result.reply?.status ?? 200) : 500;
    if (status !== 200) throw new Error(`${name} failed: ${JSON.stringify(result)}`);
  }
  const files = bare ? [] : filesBelow(folder, Object.keys(require.cache));
  return { loadMs: loaded - began, files, ...(firstMs === undefined ? {} : { firstMs }) };
}

const filesBelow = (folder: string, paths: readonly string[]): readonly LoadedFile[] =>
  paths
    .filter((path) => path.startsWith(`${folder}${sep}`))
    .map((path) => ({
      path: relative(folder, path).replaceAll(sep, '/'),
      bytes: statSync(path).size,
    }));

const args = process.argv.slice(2);
const given = args.filter((each) => each !== '--bare');
console.log(JSON.stringify(await run(given, args.length > given.length)));
// Connections that are kept open for the next request, which never comes.
process.exit(0);
