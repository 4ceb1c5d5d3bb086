/**
 * The module `@azure/functions-core`, which exists only inside a Functions worker: the library
 * requires it, and registers functions, hooks and its programming model with it.
 *
 * It follows version 3.9 of the real Node worker, which has no `log` hook.
 */
import Module from 'node:module';

import type { FunctionMetadata, HttpTriggerData, LogLevel } from './protocol.ts';

export type Handler = (...inputs: readonly unknown[]) => unknown;
export type HookCallback = (context: object) => unknown;
export type LogOrigin = 'user' | 'system';
export type CoreLog = (level: LogLevel, origin: LogOrigin, message: string) => void;

interface RpcHttpRequest {
  readonly url: string;
  readonly method: string;
  readonly nullableHeaders: object;
  readonly nullableParams: object;
  readonly nullableQuery: object;
  readonly body: { readonly bytes: NonNullable<HttpTriggerData['body']> } | undefined;
}

export interface CoreInvocationContext {
  readonly invocationId: string;
  readonly request: {
    readonly invocationId: string;
    readonly inputData: readonly {
      readonly name: string;
      readonly data: { readonly http: RpcHttpRequest } | { readonly json: string };
    }[];
  };
  readonly metadata: FunctionMetadata;
  state: 'preInvocationHooks' | 'invocation' | 'postInvocationHooks' | undefined;
  readonly log: CoreLog;
}

export interface InvocationModel {
  getArguments(): Promise<{ readonly context: object; readonly inputs: readonly unknown[] }>;
  invokeFunction(context: object, inputs: readonly unknown[], handler: Handler): Promise<unknown>;
  getResponse(context: object, result: unknown): Promise<{ readonly returnValue?: unknown }>;
}

export interface ProgrammingModel {
  readonly name: string;
  readonly version: string;
  getInvocationModel(context: CoreInvocationContext): InvocationModel;
  getCapabilities(workerCapabilities: Record<string, string>): Promise<Record<string, string>>;
}

/** Everything the app has registered, and the data that its hooks share. */
export interface AppContext {
  readonly functions: Map<string, { readonly metadata: FunctionMetadata; readonly handler: Handler }>;
  readonly hooks: Map<string, HookCallback[]>;
  readonly appHookData: object;
  readonly appLevelOnlyHookData: object;
  programmingModel: ProgrammingModel | undefined;
  registrationLocked: boolean;
}

export function createAppContext(): AppContext {
  return {
    functions: new Map(),
    hooks: new Map(['appStart', 'appTerminate', 'preInvocation', 'postInvocation'].map((name) => [name, []])),
    appHookData: {},
    appLevelOnlyHookData: {},
    programmingModel: undefined,
    registrationLocked: false,
  };
}

/** Runs hooks one after another, in the order of registration. */
export async function runHooks(app: AppContext, name: string, context: object): Promise<void> {
  for (const callback of app.hooks.get(name) ?? []) await callback(context);
}

class Disposable {
  readonly #dispose: () => void;

  constructor(dispose: () => void) {
    this.#dispose = dispose;
  }

  dispose(): void {
    this.#dispose();
  }
}

function createCoreApi(app: AppContext, log: CoreLog): object {
  return {
    version: '3.9.1',
    hostVersion: '4.0.0',
    Disposable,
    log,
    setProgrammingModel(model: ProgrammingModel): void {
      app.programmingModel = model;
    },
    getProgrammingModel: () => app.programmingModel,
    registerFunction(metadata: FunctionMetadata, handler: Handler): Disposable {
      if (app.registrationLocked) throw systemError('A function can only be registered during app startup.');
      if (app.functions.has(metadata.name)) {
        throw systemError(`A function with id "${metadata.name}" has already been registered.`);
      }
      app.functions.set(metadata.name, { metadata, handler });
      return new Disposable(() => {
        if (app.registrationLocked) throw systemError('A function can only be disposed during app startup.');
        app.functions.delete(metadata.name);
      });
    },
    registerHook(name: string, callback: HookCallback): Disposable {
      const hooks = app.hooks.get(name);
      if (hooks === undefined) {
        // The library recognises exactly this shape, and throws a clearer message.
        throw Object.assign(new RangeError(`Unrecognized hook "${name}"`), {
          isAzureFunctionsSystemError: true,
        });
      }
      hooks.push(callback);
      return new Disposable(() => {
        const index = hooks.indexOf(callback);
        if (index !== -1) hooks.splice(index, 1);
      });
    },
  };
}

function systemError(message: string): Error {
  return Object.assign(new Error(message), { isAzureFunctionsSystemError: true });
}

/** Makes `require('@azure/functions-core')` return the core API, with the same patch as the real worker. */
export function provideCoreModule(app: AppContext, log: CoreLog): void {
  const coreApi = createCoreApi(app, log);
  Module.prototype.require = new Proxy(Module.prototype.require, {
    apply(target, thisArg, args: readonly unknown[]): unknown {
      return args[0] === '@azure/functions-core' ? coreApi : Reflect.apply(target, thisArg, args);
    },
  });
}
