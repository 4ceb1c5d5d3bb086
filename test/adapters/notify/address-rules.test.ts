/** Which addresses may be connected to, however they are written, and whatever a name is said to be. */
import { describe, expect, test } from 'vitest';
import { forbiddenAddress, forbiddenLiteral } from '../../../src/adapters/notify/address-rules.ts';
import { guardedRequest, type Resolve } from '../../../src/adapters/notify/guarded-request.ts';
import { startReceiver } from './support/receiver.ts';
import { never } from './support/outgoing.ts';

const strict = { loopback: false, private: false };
const onPremises = { loopback: false, private: true };
const hostOf = (url: string): string => new URL(url).hostname;

test.each([
  'http://127.0.0.1',
  'http://2130706433',
  'http://0177.0.0.1',
  'http://0x7f.1',
  'http://127.1',
  'http://１２７.0.0.1',
  'http://[::1]',
  'http://[::ffff:127.0.0.1]',
  'http://[::127.0.0.1]',
  'http://[64:ff9b::127.0.0.1]',
  'http://169.254.169.254',
  'http://169.254.169.254.',
  'http://0xa9fea9fe',
  'http://2852039166',
  'http://[::ffff:169.254.169.254]',
  'http://[64:ff9b::a9fe:a9fe]',
  'http://[2002:a9fe:a9fe::]',
  'http://[fe80::1]',
  'http://[fd00:ec2::254]',
  'http://168.63.129.16',
  'http://0.0.0.0',
  'http://0',
  'http://[::]',
  'http://224.0.0.1',
  'http://255.255.255.255',
  'http://[ff02::1]',
])('%s is never connected to', (url) => {
  expect(forbiddenLiteral(hostOf(url), strict)).toBeDefined();
  expect(forbiddenLiteral(hostOf(url), onPremises)).toBeDefined();
});

test.each([
  'https://10.1.2.3',
  'https://172.31.255.255',
  'https://192.168.1.1',
  'https://100.64.0.1',
  'https://[fd12:3456::1]',
  'https://[::ffff:10.0.0.1]',
])('%s is connected to only where private addresses are permitted', (url) => {
  expect(forbiddenLiteral(hostOf(url), strict)).toMatch(/WEBHOOK_PRIVATE_ADDRESSES/);
  expect(forbiddenLiteral(hostOf(url), onPremises)).toBeUndefined();
});

test.each(['https://1.1.1.1', 'https://172.32.0.1', 'https://[2606:4700::1]', 'https://hooks.slack.com'])(
  '%s may be connected to',
  (url) => {
    expect(forbiddenLiteral(hostOf(url), strict)).toBeUndefined();
  },
);

test('this machine may be connected to in development', () => {
  expect(forbiddenAddress('127.0.0.1', { loopback: true, private: false })).toBeUndefined();
  expect(forbiddenAddress('169.254.169.254', { loopback: true, private: true })).toBeDefined();
});

const leadingTo =
  (...addresses: readonly string[]): Resolve =>
  (_hostname, _options, answer) =>
    answer(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
const ask = (port: string, rules: typeof strict, resolve: Resolve) =>
  guardedRequest(
    { url: new URL(`http://rebound.example:${port}/`), method: 'GET', headers: {}, body: '' },
    rules,
    never,
    resolve,
  );

const missing: Resolve = (_hostname, _options, answer) =>
  answer(Object.assign(new Error('getaddrinfo ENOTFOUND rebound.example'), { code: 'ENOTFOUND' }), []);

describe('a name', () => {
  test.each(['127.0.0.1', '169.254.169.254', '10.0.0.1', '::ffff:127.0.0.1', '::1'])(
    'that leads to %s is not connected to',
    async (address) => {
      await using receiver = await startReceiver();
      const reply = await ask(new URL(receiver.url()).port, strict, leadingTo(address));
      expect(reply).toEqual({ kind: 'forbidden', problem: expect.stringContaining('the name leads to') });
      expect(receiver.received).toEqual([]);
    },
  );

  test('that leads to several is connected to only at those that are permitted', async () => {
    await using receiver = await startReceiver();
    const { port } = new URL(receiver.url());
    const reply = await ask(
      port,
      { loopback: true, private: false },
      leadingTo('169.254.169.254', '127.0.0.1'),
    );
    expect(reply).toMatchObject({ kind: 'answered', status: 200 });
    expect(receiver.received.length).toBe(1);
  });

  test('that does not exist is told as such', async () => {
    expect(await ask('80', strict, missing)).toEqual({
      kind: 'unanswered',
      problem: 'the connection failed (ENOTFOUND)',
    });
  });
});
