/** The page as it goes over the wire, before any browser runs it. */
import { createHash } from 'node:crypto';
import { type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from '../../support/app.ts';
import { type Headers, startGuarded } from '../../support/guarded.ts';
import { quiet } from '../../support/stage.ts';
import { startSurroundings, type Surroundings } from '../../support/surroundings.ts';

const path = '/scheduler/dashboard';
let world: Surroundings;
let app: App;
beforeAll(async () => {
  world = await startSurroundings();
  app = await startApp({ ...world, env: quiet });
});
afterAll(async () => {
  await app?.[Symbol.asyncDispose]();
  await world?.[Symbol.asyncDispose]();
});

/** As it is sent: `fetch` would unpack it. */
async function load(headers: Headers = {}) {
  const sent = request(app.host.url(path), { headers });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve).on('error', reject);
  });
  sent.end();
  const response = await answered;
  return { status: response.statusCode, headers: response.headers, body: await buffer(response) };
}

function hashOf(html: string, element: string): string {
  const [, content = ''] = new RegExp(`<${element}[^>]*>(.*)</${element}>`, 's').exec(html) ?? [];
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}

describe('the page', () => {
  it('is one file of at most 90 KB, compressed for whoever can read that', async () => {
    const packed = await load({ 'accept-encoding': 'gzip, br' });
    expect(packed.headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': 'text/html; charset=utf-8',
      vary: 'Accept-Encoding',
    });
    expect(packed.body.length).toBeLessThanOrEqual(90_000);
    const plain = await load();
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(gunzipSync(packed.body).equals(plain.body)).toBe(true);
    console.log(`the page: ${packed.body.length} bytes compressed, ${plain.body.length} plain`);
  });

  it('permits itself exactly its own script and styles and its own API', async () => {
    const { headers, body } = await load();
    const html = body.toString();
    expect(String(headers['content-security-policy']).split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hashOf(html, 'script')}`,
      `style-src ${hashOf(html, 'style')}`,
      "connect-src 'self'",
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
  });

  it('has no style attributes, no event handlers and no address of another host in its markup', async () => {
    const html = (await load()).body.toString().replaceAll(/<(script|style)[^>]*>.*<\/\1>/gs, '');
    expect(html).not.toMatch(/\s(style|on\w+)=/);
    // The namespace of a drawing is a name, not an address.
    expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|\/\//);
  });

  it('is not sent again to a browser that has it', async () => {
    const { headers } = await load();
    const again = await load({ 'if-none-match': String(headers.etag) });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    expect(headers['cache-control']).toBe('private, no-cache');
    expect((await load({ 'if-none-match': '"another"' })).status).toBe(200);
  });

  it('is there also when the settings are wrong, so that it can show what the API says', async () => {
    await using broken = await startApp({ ...world, env: { ...quiet, MAX_ATTEMPTS: 'three' } });
    expect((await fetch(broken.host.url(path))).status).toBe(200);
    expect((await broken.get('/scheduler/status')).status).toBe(503);
    // What the alert on server errors counts.
    await broken.host.waitForLine(
      /GET \/scheduler\/status failed: .*\{"event":"request_failed","status":503,"code":"misconfigured"\}$/,
    );
  });

  it('needs no key, and says that the API does', async () => {
    await using guarded = await startGuarded('keys', { ...world, env: quiet });
    const answer = await fetch(guarded.app.host.url(path));
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('data-authentication="keys"');
    expect((await guarded.app.get('/scheduler/status')).status).toBe(401);
  });

  it('is behind the sign-in where App Service Authentication is on', async () => {
    await using guarded = await startGuarded('entra', { ...world, env: quiet });
    const answer = await fetch(guarded.app.host.url(path), {
      headers: { accept: 'text/html' },
      redirect: 'manual',
    });
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe(
      '/.auth/login/aad?post_login_redirect_uri=%2Fscheduler%2Fdashboard',
    );
  });
});
