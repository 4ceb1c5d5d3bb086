import { describe, expect, test } from 'vitest';

import { startHost } from '../../support/host-process.ts';
import { makeApp } from './support/fixture-app.ts';

const hello = `app.http('hello', { handler: () => ({ body: 'hello' }) });`;
const packageOf = (content: object): Readonly<Record<string, string>> => ({
  'package.json': JSON.stringify(content),
});
const esModule = (name: string): string =>
  `import { app } from '@azure/functions'; app.http('${name}', { handler: () => ({ body: '${name}' }) });`;
const commonJs = (name: string): string =>
  `require('@azure/functions').app.http('${name}', { handler: () => ({ body: '${name}' }) });`;

describe('the app', () => {
  test('may consist of ES modules, CommonJS, or files found by a glob', async () => {
    const files = {
      ...packageOf({ main: '{one.mjs,two.cjs,three.js}', type: 'module' }),
      'one.mjs': esModule('one'),
      'two.cjs': commonJs('two'),
      'three.js': esModule('three'),
    };
    using fixture = makeApp({ files });
    await using host = await startHost({ root: fixture.root });
    for (const name of ['one', 'two', 'three']) {
      expect(await (await fetch(host.url(`/${name}`))).text()).toBe(name);
    }
  });

  test('that throws while loading has no functions, and every route answers 404', async () => {
    using fixture = makeApp({ main: `${hello} throw new Error('cannot load this');` });
    await using host = await startHost({ root: fixture.root });
    expect((await fetch(host.url('/hello'))).status).toBe(404);
    await host.waitForLine(/Worker was unable to load entry point "main\.cjs": cannot load this/);
  });

  test('that does not exist has no functions, and the log names the file', async () => {
    using fixture = makeApp({ files: packageOf({ main: 'dist/main.cjs' }) });
    await using host = await startHost({ root: fixture.root });
    const line = await host.waitForLine(/unable to load entry point/);
    expect(line).toContain('"dist/main.cjs": File does not exist');
  });

  test('has its hooks run in order, and may replace inputs, handler, result and error in them', async () => {
    const main = `
      app.hook.appStart((context) => { context.hookData.started = true; console.log('appStart'); });
      app.hook.preInvocation((context) => {
        const handler = context.functionHandler;
        context.functionHandler = async (...args) => ({ jsonBody: ['wrapped', (await handler(...args)).jsonBody] });
      });
      app.hook.postInvocation((context) => { if (context.error) { context.error = null; context.result = { body: 'saved' }; } });
      app.http('fine', { handler: () => ({ jsonBody: 'fine' }) });
      app.http('bad', { handler: () => { throw new Error('bad'); } });`;
    using fixture = makeApp({ main });
    await using host = await startHost({ root: fixture.root });
    expect(await (await fetch(host.url('/fine'))).json()).toEqual(['wrapped', 'fine']);
    expect(await (await fetch(host.url('/bad'))).text()).toBe('saved');
    const log = host.lines();
    expect(log.findIndex((line) => line.includes('appStart'))).toBeLessThan(
      log.findIndex((line) => line.startsWith('listening ')),
    );
  });

  test('cannot register a function once it has started', async () => {
    const main = `app.http('late', { handler: () => { app.http('later', { handler: () => ({}) }); } });`;
    using fixture = makeApp({ main });
    await using host = await startHost({ root: fixture.root });
    expect((await fetch(host.url('/late'))).status).toBe(500);
    await host.waitForLine(/A function can only be registered during app startup/);
  });

  test('runs in one process, where a synchronous loop blocks every function', async () => {
    const main = `
      const order = [];
      app.http('block', { handler: (r, context) => {
        context.log('blocking');
        const end = Date.now() + 700; while (Date.now() < end);
        order.push('block');
        return {};
      } });
      app.http('quick', { handler: () => { order.push('quick'); return {}; } });
      app.http('order', { handler: () => ({ jsonBody: order }) });`;
    using fixture = makeApp({ main });
    await using host = await startHost({ root: fixture.root });
    const blocking = fetch(host.url('/block'));
    await host.waitForLine(/Executing 'Functions\.block'/);
    await Promise.all([blocking, fetch(host.url('/quick'))]);
    expect(await (await fetch(host.url('/order'))).json()).toEqual(['block', 'quick']);
  });
});
