/** Which requests are refused because another site's page could have made a browser send them, in each mode. */
import { describe, expect, test } from 'vitest';
import { type CrossSiteEvidence, crossSiteProblem, hostProblem } from '../../src/api/cross-site.ts';
import { readOwnSite } from '../../src/core/settings/own-site.ts';

const intranet = 'https://intranet.example.com';
const deployed = {
  WEBSITE_HOSTNAME: 'app.azurewebsites.net',
  WEBSITE_CORS_ALLOWED_ORIGINS: 'https://portal.azure.com,*',
  ALLOWED_ORIGINS: `${intranet}, http://devbox:8080`,
};
const development = { AZURE_FUNCTIONS_ENVIRONMENT: 'Development', ALLOWED_ORIGINS: 'http://devbox:8080' };
const signedIn = { WEBSITE_AUTH_ENABLED: 'True' };
const sites = {
  'keys on Azure': readOwnSite(deployed),
  'sign-in on Azure': readOwnSite({ ...deployed, ...signedIn }),
  'own machine': readOwnSite(development),
  'own machine with sign-in': readOwnSite({ ...development, ...signedIn }),
} as const;
type SiteName = keyof typeof sites;
const onAzure: readonly SiteName[] = ['keys on Azure', 'sign-in on Azure'];
const ownMachine: readonly SiteName[] = ['own machine', 'own machine with sign-in'];
const everywhere = Object.keys(sites) as readonly SiteName[];

const nothing: CrossSiteEvidence = {
  host: undefined,
  origin: undefined,
  fetchSite: undefined,
  authorization: undefined,
  functionKey: undefined,
  requestedWith: undefined,
  contentType: undefined,
  forwardedHost: undefined,
  originalHost: undefined,
  forwardedProto: undefined,
  scheme: 'http',
};
/** What a page of the app itself sends. */
const ownPage = (name: SiteName): CrossSiteEvidence => {
  const usual = { ...nothing, requestedWith: 'XMLHttpRequest', contentType: 'application/json' };
  return sites[name].local
    ? { ...usual, host: 'localhost:7071', origin: 'http://localhost:7071', fetchSite: 'same-origin' }
    : {
        ...usual,
        host: 'app.azurewebsites.net',
        origin: 'https://app.azurewebsites.net',
        fetchSite: 'same-origin',
        forwardedProto: 'https',
      };
};
const problemOf = (name: SiteName, evidence: Partial<CrossSiteEvidence>, method: 'GET' | 'POST' = 'POST') =>
  crossSiteProblem(sites[name], method, { ...ownPage(name), ...evidence });

interface Row {
  readonly from: string;
  readonly evidence: Partial<CrossSiteEvidence>;
  readonly passes: readonly SiteName[];
}
const noBrowser = { origin: undefined, fetchSite: undefined };
const evil = { origin: 'https://evil.example', fetchSite: 'cross-site' };

/** The decision table: who passes where with a command. */
const table: readonly Row[] = [
  { from: 'the dashboard', evidence: {}, passes: everywhere },
  {
    from: 'the dashboard in a browser without Sec-Fetch-Site',
    evidence: { fetchSite: undefined },
    passes: everywhere,
  },
  {
    from: 'the dashboard under a name in upper case',
    evidence: { host: 'LOCALHOST:7071' },
    passes: ownMachine,
  },
  { from: 'a script', evidence: noBrowser, passes: everywhere },
  {
    from: 'a script that sends nothing but the command',
    evidence: { ...noBrowser, requestedWith: undefined, contentType: undefined },
    passes: ['keys on Azure', 'own machine'],
  },
  {
    from: 'a script with a bearer token',
    evidence: { ...noBrowser, requestedWith: undefined, contentType: undefined, authorization: 'bearer eyJ' },
    passes: everywhere,
  },
  {
    from: 'an address typed by its user',
    evidence: { origin: undefined, fetchSite: 'none' },
    passes: everywhere,
  },
  {
    from: 'a permitted page',
    evidence: { origin: 'http://devbox:8080', fetchSite: 'cross-site' },
    passes: everywhere,
  },
  {
    from: 'a page that CORS permits',
    evidence: { origin: 'https://portal.azure.com', fetchSite: 'cross-site' },
    passes: onAzure,
  },
  {
    from: 'a page of any site with a key in a header',
    evidence: { ...evil, functionKey: 'x' },
    passes: ['keys on Azure'],
  },
  {
    from: 'a page of any site with a bearer token',
    evidence: { ...evil, authorization: 'Bearer eyJ' },
    passes: ['sign-in on Azure'],
  },
  { from: 'a page of any site', evidence: evil, passes: [] },
  { from: 'a page of any site in an old browser', evidence: { ...evil, fetchSite: undefined }, passes: [] },
  {
    from: 'an image, a form or a beacon without an Origin',
    evidence: { origin: undefined, fetchSite: 'cross-site' },
    passes: [],
  },
  {
    from: 'another name of the same domain',
    evidence: { origin: undefined, fetchSite: 'same-site' },
    passes: [],
  },
  { from: 'a browser that contradicts itself', evidence: { fetchSite: 'cross-site' }, passes: [] },
  { from: 'an unknown Sec-Fetch-Site', evidence: { fetchSite: 'same-origin, same-origin' }, passes: [] },
  { from: 'an empty key', evidence: { ...evil, functionKey: '' }, passes: [] },
  { from: 'a password', evidence: { ...evil, authorization: 'Basic YTpi' }, passes: [] },
  {
    from: 'a custom domain, told by Front Door',
    evidence: { origin: 'https://pay.example', forwardedHost: 'pay.example' },
    passes: onAzure,
  },
  {
    from: 'a custom domain, told by two proxies',
    evidence: { origin: 'https://pay.example', forwardedHost: 'edge.example, pay.example:443' },
    passes: onAzure,
  },
  {
    from: 'a custom domain, told by Application Gateway',
    evidence: { origin: 'https://pay.example', originalHost: 'PAY.example' },
    passes: onAzure,
  },
  { from: 'a custom domain that nobody told', evidence: { origin: 'https://pay.example' }, passes: [] },
];

describe.each(table)('a command from $from', ({ evidence, passes }) => {
  test.each(everywhere)('%s', (name) => {
    expect(problemOf(name, evidence) === undefined).toBe(passes.includes(name));
  });
});

test.each([
  'http://app.azurewebsites.net',
  'null',
  '',
  '*',
  'https://',
  'https://app.azurewebsites.net.',
  'https://app.azurewebsites.net:8443',
  'https://app.azurewebsites.net/',
  'https://app.azurewebsites.net@evil.example',
  'https://evil.example@app.azurewebsites.net',
  'https://app.azurewebsites.net.evil.example',
  'https://evil.example/app.azurewebsites.net',
  'https://app.azurewebsites.net, https://app.azurewebsites.net',
  'https://app.azurewebsites.net https://evil.example',
  'https://аpp.azurewebsites.net',
  'https://xn--pp-6kc.azurewebsites.net',
  'ftp://app.azurewebsites.net',
  'chrome-extension://app.azurewebsites.net',
  'app.azurewebsites.net',
  'https:app.azurewebsites.net',
  'https:\\\\app.azurewebsites.net',
])('the Origin %j is not that of https://app.azurewebsites.net', (origin) => {
  for (const name of onAzure) {
    for (const fetchSite of [undefined, 'same-origin']) {
      expect(problemOf(name, { origin, fetchSite })).toMatch(
        /^requests from other sites are refused: the page is from /,
      );
    }
  }
});

test('an encrypted app is known by its URL or by what the proxy says, and an unencrypted one has either Origin', () => {
  const plain = { origin: 'http://app.azurewebsites.net' };
  expect(problemOf('keys on Azure', { ...plain, forwardedProto: undefined, scheme: 'https' })).toBeDefined();
  expect(problemOf('keys on Azure', { ...plain, forwardedProto: 'http, https' })).toBeDefined();
  expect(problemOf('keys on Azure', { ...plain, forwardedProto: undefined })).toBeUndefined();
  expect(problemOf('keys on Azure', { forwardedProto: undefined })).toBeUndefined();
  expect(problemOf('own machine', { origin: 'https://localhost:7071' })).toBeDefined();
  expect(problemOf('own machine', { origin: 'https://localhost:7071', scheme: 'https' })).toBeUndefined();
});

test('on a developer’s machine no proxy is believed', () => {
  const told = { forwardedHost: 'evil.example', originalHost: 'evil.example', forwardedProto: 'https' };
  expect(problemOf('own machine', { ...evil, ...told })).toBeDefined();
  expect(problemOf('own machine', { origin: 'http://localhost:5173', fetchSite: 'same-site' })).toBeDefined();
  expect(problemOf('own machine', { origin: 'http://127.0.0.1:7071' })).toBeDefined();
});

const reads = (host: string) => hostProblem(sites['own machine'], host) === undefined;

describe('the name by which a developer’s machine was reached', () => {
  test.each([
    'localhost',
    'localhost:7071',
    'LocalHost:7071',
    '127.0.0.1:7071',
    '[::1]:7071',
    '[::1]',
    'devbox:8080',
  ])('%s is answered', (host) => {
    expect(reads(host)).toBe(true);
  });

  test.each([
    'evil.example:7071',
    'evil.example',
    ' ',
    'localhost.',
    'localhost.evil.example',
    'evil.example@localhost',
    '127.0.0.1.nip.io',
    '127.0.0.2',
    '0.0.0.0:7071',
    '192.168.1.7:7071',
    '[::ffff:127.0.0.1]',
    'localhost:7071, evil.example',
    'localhost:x',
    'devbox',
    'devbox:8081',
    'xn--lcalhost-6ye',
  ])('%j is refused, whatever is asked', (host) => {
    for (const name of ownMachine) {
      for (const method of ['GET', 'POST'] as const) {
        // After the name was turned to this machine, the page and the app have one origin.
        const evidence = { host, origin: `http://${host}`, fetchSite: 'same-origin' };
        expect(problemOf(name, evidence, method)).toMatch(
          /^the host name ".*" is refused, because any website /,
        );
      }
    }
  });

  test('is not asked for on Azure, where the platform answers to its own names alone', () => {
    for (const name of onAzure) expect(problemOf(name, { host: 'evil.example' }, 'GET')).toBeUndefined();
  });
});

test('reading requests of other sites pass: a browser shows the answer to nobody else', () => {
  for (const name of everywhere) expect(problemOf(name, evil, 'GET')).toBeUndefined();
});

const withSession = (evidence: Partial<CrossSiteEvidence>) =>
  problemOf('sign-in on Azure', { ...noBrowser, requestedWith: undefined, ...evidence });

describe('a command that the browser sends with its session', () => {
  test.each([{}, { requestedWith: '' }, { authorization: 'Basic YTpi' }, { authorization: 'Bearer ' }])(
    'is refused with %j',
    (evidence) => {
      expect(withSession(evidence)).toMatch(
        /: expected the header X-Requested-With, or an Origin that is this app$/,
      );
    },
  );

  test.each([undefined, '', 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])(
    'is refused as %j, which a form can send',
    (contentType) => {
      expect(problemOf('sign-in on Azure', { contentType })).toMatch(
        /need the header Content-Type: application\/json$/,
      );
    },
  );

  test('passes as JSON with X-Requested-With, or with the Origin of the app', () => {
    expect(
      withSession({ requestedWith: 'fetch', contentType: 'Application/JSON; charset=utf-8' }),
    ).toBeUndefined();
    expect(withSession({ origin: 'https://app.azurewebsites.net' })).toBeUndefined();
  });
});

const local = (environment: Readonly<Record<string, string>>) => readOwnSite(environment).local;

test('only what says so is a developer’s machine, and never an app on Azure', () => {
  const said = { AZURE_FUNCTIONS_ENVIRONMENT: 'development' };
  expect([local(said), local({ ...said, WEBSITE_HOSTNAME: 'localhost:7071' })]).toEqual([true, true]);
  expect([local({}), local({ WEBSITE_HOSTNAME: 'localhost:80' })]).toEqual([false, false]);
  expect(local({ ...said, WEBSITE_HOSTNAME: 'app.azurewebsites.net' })).toBe(false);
});
