/**
 * The messages between host and worker over the child process's IPC channel: a small stand-in for the
 * gRPC contract between the real host and its language worker.
 */

export type LogLevel = 'trace' | 'debug' | 'information' | 'warning' | 'error' | 'critical' | 'none';

/** A function as the library registers it: bindings by name, each with `type`, `direction` and options. */
export interface FunctionMetadata {
  readonly name: string;
  readonly bindings: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface HttpTriggerData {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
}

export type TriggerData =
  | { readonly kind: 'http'; readonly binding: string; readonly request: HttpTriggerData }
  | { readonly kind: 'timer'; readonly binding: string; readonly json: string };

export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly setCookies: readonly string[];
  readonly body: Uint8Array;
}

export interface InvocationRequest {
  readonly invocationId: string;
  readonly functionName: string;
  readonly data: TriggerData;
}

/** `reply` is undefined when the handler returned nothing (and always for a timer). */
export type InvocationResult =
  | { readonly kind: 'succeeded'; readonly reply: HttpReply | undefined }
  | { readonly kind: 'failed'; readonly message: string; readonly stack: string | undefined };

export type HostMessage =
  { readonly type: 'invoke'; readonly request: InvocationRequest } | { readonly type: 'terminate' };

export type WorkerMessage =
  | { readonly type: 'ready'; readonly functions: readonly FunctionMetadata[] }
  | { readonly type: 'result'; readonly invocationId: string; readonly result: InvocationResult }
  | {
      readonly type: 'log';
      readonly level: LogLevel;
      readonly origin: 'user' | 'system';
      readonly functionName: string | undefined;
      readonly message: string;
    };
