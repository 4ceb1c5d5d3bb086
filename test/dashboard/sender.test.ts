/** Sending a command: one effect after a lost answer, and a new one when it is meant anew. */
import { describe, expect, test } from 'vitest';
import type { Answer, Client } from '../../src/dashboard/api/client.ts';
import { createSender, type Sending } from '../../src/dashboard/commands/sender.ts';

type Ending = Answer<never>;
const done = { kind: 'unchanged', serverTime: 0 } as const;
const lost = { kind: 'unreachable' } as const;
const refused = {
  kind: 'refused',
  status: 409,
  error: { code: 'run_active', message: '', details: [] },
} as const;

function started() {
  const keys: string[] = [];
  const answers: ((answer: Ending) => void)[] = [];
  const client: Client = {
    get: () => Promise.reject(new Error('nothing is asked here')),
    put: () => Promise.reject(new Error('nothing is replaced here')),
    ask: () => Promise.reject(new Error('nothing is asked here')),
    post: (_path, _body, key) => {
      keys.push(key);
      return new Promise((resolve) => answers.push(resolve));
    },
  };
  const states: Sending['kind'][] = [];
  const sender = createSender(({ kind }) => states.push(kind));
  const begin = (body: object = {}) => sender.send(client, '/scheduler/stop', body);
  const send = (answer: Ending, body?: object) => {
    const sent = begin(body);
    answers.at(-1)?.(answer);
    return sent;
  };
  return { keys, answers, states, sender, begin, send };
}

describe('a command', () => {
  test('is sending until it is answered', async () => {
    const { states, send } = started();
    expect(await send(done)).toBe(true);
    expect(states).toEqual(['sending', 'idle']);
    expect(await send(refused)).toBe(false);
    expect(states.slice(2)).toEqual(['sending', 'failed']);
  });

  test('keeps its key when it is repeated after a lost answer', async () => {
    const { keys, send } = started();
    expect(await send(lost)).toBe(false);
    await send(lost);
    await send(done);
    expect(new Set(keys).size).toBe(1);
  });

  test.each([
    ['another body was typed', { reason: 'other' }],
    ['it was answered', {}],
  ])('has a new key once %s', async (_why, body) => {
    const { keys, send } = started();
    await send(Object.keys(body).length === 0 ? refused : lost);
    await send(done, body);
    expect(new Set(keys).size).toBe(2);
  });

  test('has a new key, and no problem, when it is meant anew', async () => {
    const { keys, states, sender, send } = started();
    await send(lost);
    sender.startAnew();
    expect(states.at(-1)).toBe('idle');
    await send(lost);
    expect(new Set(keys).size).toBe(2);
  });

  test('shows no problem when the page has moved on before the answer is given up', async () => {
    const { keys, answers, states, sender, begin, send } = started();
    const sent = begin();
    sender.startAnew();
    expect(states).toEqual(['sending']);
    answers[0]?.(lost);
    expect(await sent).toBe(false);
    expect(states).toEqual(['sending', 'idle']);
    await send(done);
    expect(new Set(keys).size).toBe(2);
  });
});
