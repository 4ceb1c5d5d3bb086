import { Connection } from 'tedious';
import { describe, expect, it } from 'vitest';
import {
  boundResponses,
  errorsForDriver,
} from '../../../../src/adapters/sql-server/responses/bound-responses.ts';

const connection = () => new Connection({ server: '127.0.0.1' });

/** Counts the tokens that reach the driver, by the method that would handle them. */
function handlerOf(kind: object = { request: {} }) {
  const reached: string[] = [];
  const take = (method: string) => () => void reached.push(method);
  const methods = [
    'onErrorMessage',
    'onPacketSizeChange',
    'onBeginTransaction',
    'onCommitTransaction',
    'onRow',
  ];
  return { reached, handler: { ...kind, ...Object.fromEntries(methods.map((each) => [each, take(each)])) } };
}

function bound(rows: 'dropped' | 'read' = 'dropped') {
  const to = connection();
  const { reached, handler } = handlerOf();
  expect(boundResponses(to, rows, () => undefined)).toBe(true);
  const create: unknown = Reflect.get(to, 'createTokenStreamParser');
  if (typeof create !== 'function') throw new Error('no parser');
  Reflect.apply(create, to, [[], handler]);
  const send = (method: string, token: object): unknown =>
    Reflect.apply(Reflect.get(handler, method), handler, [token]);
  return { reached, send };
}

describe('what a server may make the driver keep', () => {
  it('is not bounded, and that is said, when the driver no longer has the place for it', () => {
    const changed = connection();
    Reflect.set(changed, 'createTokenStreamParser', undefined);
    expect(boundResponses(changed, 'dropped', () => undefined)).toBe(false);
  });

  it('is a few errors', () => {
    const { reached, send } = bound();
    for (let error = 0; error < 1_000; error += 1) send('onErrorMessage', { number: error });
    expect(reached).toHaveLength(errorsForDriver);
  });

  it('is one transaction', () => {
    const { reached, send } = bound();
    send('onBeginTransaction', {});
    expect(reached).toEqual(['onCommitTransaction', 'onBeginTransaction']);
  });

  it.each([0, -1, 8, 511, 32_768, Number.NaN])('is no packet size of %d', (newValue) => {
    const { reached, send } = bound();
    send('onPacketSizeChange', { newValue });
    expect(reached).toEqual([]);
    send('onPacketSizeChange', { newValue: 4_096 });
    expect(reached).toEqual(['onPacketSizeChange']);
  });

  it('is a few rows, where rows are read', () => {
    const { reached, send } = bound('read');
    const row = { columns: Array.from({ length: 100 }, () => ({})) };
    expect(() => {
      for (;;) send('onRow', row);
    }).toThrow('takes more than 8000000 bytes');
    expect(reached).toHaveLength(400);
  });
});
