/** Starts the host's parts in the real host's order (app, port, timers), and stops them in reverse. */
import type { Server } from 'node:http';

import { type AppSettings, findSetting, readAppSettings } from './app-settings.ts';
import { openAccess } from './auth/access.ts';
import { ownMachine } from './auth/foreign-requests.ts';
import { withPlatformSettings, type AuthMode } from './auth/mode.ts';
import { Dispatcher } from './dispatcher.ts';
import { buildCatalogue, type FunctionCatalogue } from './function-catalogue.ts';
import { readHostJson } from './host-json.ts';
import { createHostLog, type HostLog } from './host-log.ts';
import { bodyLimit } from './http/http-body.ts';
import { answerNotRunning, createAnswer, listenWith } from './http/http-front.ts';
import { listen, portOf } from './http/http-listener.ts';
import { createSendReply, OpenResponses } from './http/http-response.ts';
import { runTimer } from './timers/timer-trigger.ts';
import { startWorker } from './worker/worker-process.ts';
import { WorkerSupervisor } from './worker/worker-supervisor.ts';

export interface HostArguments {
  readonly root: string;
  readonly port: number;
  readonly verbose: boolean;
  readonly auth: AuthMode;
  readonly keysFile: string;
  /** How long to wait for running invocations; the real host waits 30 s for HTTP and 10 s for timers. */
  readonly drainSeconds: number | undefined;
}

export interface Host {
  readonly port: number;
  /** Waits for running invocations, up to the limit, then stops the worker. */
  stop(): Promise<void>;
  /** Kills the worker now. */
  kill(): void;
}

const httpDrainSeconds = 30;
const timerDrainSeconds = 10;

/** Calls `onGiveUp` when the worker has crashed too often; the host must then be stopped. */
export async function startHost(args: HostArguments, onGiveUp: () => void): Promise<Host> {
  const settings = withPlatformSettings(readAppSettings(args.root, process.env), args.auth);
  const hostJson = readHostJson(args.root, settings);
  if (hostJson.kind === 'invalid') return startBrokenHost(args.port, settings, hostJson.reason);
  const { options } = hostJson;
  const log = createHostLog(options.logLevels);

  const supervisor = new WorkerSupervisor(() => startWorker(args.root, settings, log), log, onGiveUp);
  const worker = await supervisor.worker;
  const catalogue = buildCatalogue(await worker.ready, settings, options.routePrefix);
  const { functionTimeoutMs } = options;
  const dispatcher = new Dispatcher({ supervisor, log, functionTimeoutMs, verbose: args.verbose });
  const stopping = new AbortController();
  const answer = createAnswer({
    catalogue,
    dispatcher,
    bodies: { limit: bodyLimit(settings), acceptChunked: options.enableChunkedRequestBinding },
    homepage: findSetting(settings, 'AzureWebJobsDisableHomepage')?.toLowerCase() !== 'true',
    site: ownMachine(settings),
    access: openAccess(args, catalogue.http, settings, log),
  });
  const send = createSendReply(options.customHeaders, () => stopping.signal.aborted);
  const responses = new OpenResponses();
  let server: Server;
  try {
    server = await listen(args.port, listenWith(answer, send, responses, ownMachine(settings)));
  } catch (error) {
    supervisor.kill();
    throw error;
  }
  const port = portOf(server);
  logCatalogue(catalogue, port, log);
  console.log(`listening ${JSON.stringify({ port })}`);
  for (const timer of catalogue.timers) {
    if (!timer.disabled) void runTimer(timer, dispatcher, stopping.signal);
  }

  return {
    port,
    kill: () => supervisor.kill(),
    async stop() {
      stopping.abort();
      server.close();
      server.closeIdleConnections();
      const { drainSeconds = Infinity } = args;
      const drained = await Promise.all([
        endWithin(Math.min(httpDrainSeconds, drainSeconds), responses.allSent()),
        endWithin(Math.min(timerDrainSeconds, drainSeconds), dispatcher.timersEnded()),
      ]);
      if (drained.includes(false))
        log.host('warning', 'Invocations are still running after the drain period.');
      await supervisor.stop();
      server.closeAllConnections();
    },
  };
}

/** Like the real host with an invalid host.json: it listens, runs nothing, and logs why. */
async function startBrokenHost(port: number, settings: AppSettings, reason: string): Promise<Host> {
  createHostLog({}).host('error', `A host error has occurred: ${reason}`);
  const send = createSendReply({}, () => false);
  const responses = new OpenResponses();
  const server = await listen(port, listenWith(answerNotRunning, send, responses, ownMachine(settings)));
  console.log(`listening ${JSON.stringify({ port: portOf(server) })}`);
  return {
    port: portOf(server),
    kill: () => undefined,
    stop: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function logCatalogue(
  { http, timers, inError, disabled }: FunctionCatalogue,
  port: number,
  log: HostLog,
): void {
  if (http.length + timers.length === 0) log.host('warning', 'No functions found: every route answers 404.');
  for (const { name, route, methods } of http) {
    log.host(
      'information',
      `${name}: [${methods.join(',') || 'all'}] http://localhost:${port}/${route.template}`,
    );
  }
  for (const { name } of timers) log.host('information', `${name}: timerTrigger`);
  for (const name of disabled) log.host('information', `Function ${name} is disabled`);
  for (const { name, reason } of inError) {
    log.host(
      'error',
      `The '${name}' function is in error: Error indexing method 'Functions.${name}'. ${reason}`,
    );
  }
}

/** Whether it ended in time. */
async function endWithin(seconds: number, end: Promise<unknown>): Promise<boolean> {
  const limit = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => limit.resolve(false), seconds * 1000);
  const ended = await Promise.race([end.then(() => true), limit.promise]);
  clearTimeout(timer);
  return ended;
}
