/**
 * One invocation inside the worker, in the real worker's order: arguments, preInvocation hooks, the
 * handler, postInvocation hooks (which see and may replace result and error), response.
 */
import {
  runHooks,
  type AppContext,
  type CoreInvocationContext,
  type CoreLog,
  type Handler,
} from './core-module.ts';
import type { InvocationRequest, InvocationResult, TriggerData } from './protocol.ts';
import { toHttpReply } from './rpc-http.ts';

export async function invoke(
  app: AppContext,
  request: InvocationRequest,
  log: CoreLog,
): Promise<InvocationResult> {
  try {
    const returnValue = await runInvocation(app, request, log);
    return { kind: 'succeeded', reply: toHttpReply(returnValue) };
  } catch (error) {
    return error instanceof Error
      ? { kind: 'failed', message: error.message, stack: error.stack }
      : { kind: 'failed', message: String(error), stack: undefined };
  }
}

async function runInvocation(app: AppContext, request: InvocationRequest, log: CoreLog): Promise<unknown> {
  const registered = app.functions.get(request.functionName);
  const programmingModel = app.programmingModel;
  if (registered === undefined || programmingModel === undefined) {
    throw new Error(`Function code for '${request.functionName}' is not loaded and cannot be invoked.`);
  }
  const coreContext: CoreInvocationContext = {
    invocationId: request.invocationId,
    request: {
      invocationId: request.invocationId,
      inputData: [{ name: request.data.binding, data: toRpcData(request.data) }],
    },
    metadata: registered.metadata,
    state: undefined,
    log,
  };
  const model = programmingModel.getInvocationModel(coreContext);
  const { context, inputs } = await model.getArguments();
  const shared = { hookData: {}, appHookData: app.appHookData, invocationContext: context };

  // Hooks write to these two: the library's hook contexts are views of them.
  const before: { inputs: readonly unknown[]; functionCallback: Handler } = {
    inputs,
    functionCallback: registered.handler,
    ...shared,
  };
  coreContext.state = 'preInvocationHooks';
  await runHooks(app, 'preInvocation', before);

  const after: { inputs: readonly unknown[]; result: unknown; error: unknown } = {
    inputs: before.inputs,
    result: null,
    error: null,
    ...shared,
  };
  coreContext.state = 'invocation';
  try {
    after.result = await model.invokeFunction(context, before.inputs, before.functionCallback);
  } catch (error) {
    after.error = error;
  }
  coreContext.state = 'postInvocationHooks';
  await runHooks(app, 'postInvocation', after);
  coreContext.state = undefined;

  // As in the real worker, throwing a value that is not an Error counts as success.
  if (after.error instanceof Error) throw after.error;
  return (await model.getResponse(context, after.result)).returnValue;
}

function toRpcData(data: TriggerData): CoreInvocationContext['request']['inputData'][number]['data'] {
  if (data.kind === 'timer') return { json: data.json };
  const { url, method, headers, params, query, body } = data.request;
  return {
    http: {
      url,
      method,
      nullableHeaders: toNullable(headers),
      nullableParams: toNullable(params),
      nullableQuery: toNullable(query),
      body: body === undefined ? undefined : { bytes: body },
    },
  };
}

function toNullable(values: Readonly<Record<string, string>>): object {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value }]));
}
