/**
 * The worker process: loads the app once, then handles the host's messages until it is told to
 * terminate or the host is gone. All functions share this one process, as on Azure.
 */
import { createAppContext, provideCoreModule, runHooks, type CoreLog } from './core-module.ts';
import { invoke } from './invoke.ts';
import { loadApp } from './load-app.ts';
import type { HostMessage, InvocationRequest, WorkerMessage } from './protocol.ts';

const app = createAppContext();

function send(message: WorkerMessage, sent: () => void = () => undefined): void {
  process.send?.(message, undefined, undefined, sent);
}

function logFor(functionName: string | undefined): CoreLog {
  return (level, origin, message) => send({ type: 'log', level, origin, functionName, message });
}

async function answer(request: InvocationRequest): Promise<void> {
  const result = await invoke(app, request, logFor(request.functionName));
  send({ type: 'result', invocationId: request.invocationId, result });
}

/** As in the real worker, after a hook that throws only the host's SIGKILL ends the process. */
async function terminate(): Promise<void> {
  try {
    await runHooks(app, 'appTerminate', {
      hookData: app.appLevelOnlyHookData,
      appHookData: app.appHookData,
    });
  } catch (error) {
    logFor(undefined)('error', 'system', `appTerminate hook failed: ${String(error)}`);
    return;
  }
  const message = 'Executed "appTerminate" hooks';
  // Messages are sent in order: after this one, every log line of the hooks has been sent.
  send({ type: 'log', level: 'debug', origin: 'system', functionName: undefined, message }, () =>
    process.exit(0),
  );
}

function onMessage(message: HostMessage): void {
  switch (message.type) {
    case 'invoke':
      void answer(message.request);
      return;
    case 'terminate':
      void terminate();
  }
}

// A worker must not outlive its host and keep writing.
process.on('disconnect', () => process.exit(1));
// Ctrl-C in a terminal reaches the whole process group, but only the host may stop the worker.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.on('uncaughtException', (error) => {
  console.error(`Worker uncaught exception: ${error instanceof Error ? error.stack : String(error)}`);
  process.exit(1);
});
process.on('message', onMessage);

const root = process.argv[2];
if (root === undefined || process.send === undefined) {
  throw new Error('worker-main.ts is started by the host (local/functions-host/main.ts), not by hand.');
}
provideCoreModule(app, logFor(undefined));
await loadApp(root, app, logFor(undefined));
app.registrationLocked = true;
const capabilities = await app.programmingModel?.getCapabilities({});
if (capabilities?.['HttpUri'] !== undefined) {
  logFor(undefined)(
    'error',
    'system',
    'enableHttpStream is set, but this host does not support streaming: turn it off.',
  );
}
send({ type: 'ready', functions: [...app.functions.values()].map(({ metadata }) => metadata) });
