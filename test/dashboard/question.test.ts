/** Asking the API again and again: which answers are kept, and which are discarded. */
import { describe, expect, test } from 'vitest';
import type { Answer, Client } from '../../src/dashboard/api/client.ts';
import { createQuestion, type Latest } from '../../src/dashboard/api/question.ts';

/** An API that answers when the test says so. */
function silentApi() {
  const asked: { path: string; etag: string | undefined; answer: (answer: Answer<string>) => void }[] = [];
  const client: Client = {
    get: (path, etag) =>
      new Promise((resolve) => {
        asked.push({ path, etag, answer: resolve as (answer: Answer<string>) => void });
      }),
    post: () => Promise.reject(new Error('nothing is changed here')),
    put: () => Promise.reject(new Error('nothing is changed here')),
    ask: () => Promise.reject(new Error('nothing is sent here')),
  };
  return { client, asked };
}

const answered = (data: string, etag?: string, serverTime = Date.now()): Answer<string> => ({
  kind: 'answered',
  data,
  etag,
  serverTime,
});

function started() {
  const { client, asked } = silentApi();
  const seen: Latest<string>[] = [];
  const question = createQuestion<string>((latest) => seen.push(latest));
  /** Asks, and has the API answer. */
  const ask = async (path: string, answer: Answer<string>) => {
    const done = question.ask(client, path);
    asked.at(-1)?.answer(answer);
    return done;
  };
  return { client, asked, seen, question, ask };
}

describe('a question', () => {
  test('keeps the answer and asks again under its ETag', async () => {
    const { asked, seen, ask } = started();
    expect(await ask('/status', answered('one', 'W/"1"'))).toBe(true);
    expect(seen.at(-1)).toMatchObject({ data: 'one', problem: undefined, path: '/status' });
    expect(await ask('/status', { kind: 'unchanged', serverTime: Date.now() })).toBe(true);
    expect(asked.map(({ etag }) => etag)).toEqual([undefined, 'W/"1"']);
    expect(seen.at(-1)).toMatchObject({ data: 'one', problem: undefined });
  });

  test('does not send the ETag of another path', async () => {
    const { asked, ask } = started();
    await ask('/runs?limit=1', answered('one', 'W/"1"'));
    await ask('/runs?limit=2', answered('two', 'W/"2"'));
    expect(asked.map(({ etag }) => etag)).toEqual([undefined, undefined]);
  });

  test('keeps the data when asking again fails, and forgets the problem after the next answer', async () => {
    const { seen, ask } = started();
    await ask('/status', answered('one'));
    expect(await ask('/status', { kind: 'unreachable' })).toBe(false);
    expect(seen.at(-1)).toMatchObject({ data: 'one', problem: { kind: 'unreachable' } });
    await ask('/status', answered('two'));
    expect(seen.at(-1)).toMatchObject({ data: 'two', problem: undefined });
  });

  test('does not show data of another path under a problem', async () => {
    const { seen, ask } = started();
    await ask('/runs/1', answered('one'));
    await ask('/runs/2', { kind: 'unreachable' });
    expect(seen.at(-1)).toMatchObject({ data: undefined, path: '/runs/2', confirmedAt: undefined });
  });

  test('discards an answer that a newer question has overtaken, whichever comes first', async () => {
    const { client, asked, seen, question } = started();
    const slow = question.ask(client, '/slow');
    const quick = question.ask(client, '/quick');
    asked[1]?.answer(answered('quick'));
    expect(await quick).toBe(true);
    expect(question.isOpen()).toBe(true);
    asked[0]?.answer({ kind: 'unreachable' });
    expect(await slow).toBe(true);
    expect(question.isOpen()).toBe(false);
    expect(seen.map(({ data }) => data)).toEqual(['quick']);
  });

  test('follows the server’s clock, but not the second or two that an answer takes', async () => {
    const { seen, ask } = started();
    await ask('/status', answered('one', undefined, Date.now() + 60_000));
    const ahead = seen.at(-1)?.clockAhead ?? 0;
    expect(ahead).toBeGreaterThan(58_000);
    await ask('/status', answered('two', undefined, Date.now() + 61_000));
    expect(seen.at(-1)?.clockAhead).toBe(ahead);
    await ask('/status', answered('three', undefined, Number.NaN));
    expect(seen.at(-1)?.clockAhead).toBe(ahead);
    await ask('/other', { kind: 'unreachable' });
    expect(seen.at(-1)?.clockAhead).toBe(ahead);
  });
});
