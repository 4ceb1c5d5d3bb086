/** The part of the deployed scheduler's HTTP API that a deployment needs. */
import type { StatusView } from '../../src/api/views/status-view.ts';
import type { DeployOptions } from './arguments.ts';

export interface Scheduler {
  readonly status: () => Promise<StatusView>;
  /** Of the app that answers. */
  readonly version: () => Promise<string>;
  readonly pause: (reason: string, until: Date) => Promise<void>;
  readonly resume: (reason: string) => Promise<void>;
}

/** Each method throws with the scheduler's answer, or the reason why there was none. */
export function connect({ url, credentials }: Pick<DeployOptions, 'url' | 'credentials'>): Scheduler {
  const call = async <Data = StatusView>(path: string, post: RequestInit = {}): Promise<Data> => {
    const headers = {
      ...credentials,
      ...(post.body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const response = await fetch(new URL(path, url), {
      ...post,
      headers,
      signal: AbortSignal.timeout(60_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text.slice(0, 500)}`);
    const answer: { readonly data: Data } = JSON.parse(text);
    return answer.data;
  };
  const post = async (path: string, body: object): Promise<void> => {
    await call(path, { method: 'POST', body: JSON.stringify(body) });
  };
  return {
    status: () => call('/scheduler/status'),
    version: async () => (await call<{ readonly version: string }>('/scheduler/health')).version,
    pause: (reason, until) => post('/scheduler/stop', { reason, until: until.toISOString() }),
    resume: (reason) => post('/scheduler/start', { reason }),
  };
}
