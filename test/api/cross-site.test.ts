/** Which requests are refused because another site could have sent them. */
import { describe, expect, test } from 'vitest';
import { type CrossSiteEvidence, crossSiteProblem } from '../../src/api/cross-site.ts';

describe('a request that the browser sends with its session', () => {
  const nothing: CrossSiteEvidence = {
    authorization: undefined,
    requestedWith: undefined,
    origin: undefined,
    host: 'app.example.com',
    contentType: 'application/json',
  };
  const problemOf = (evidence: Partial<CrossSiteEvidence>) => crossSiteProblem({ ...nothing, ...evidence });

  test.each([
    { requestedWith: 'fetch' },
    { origin: 'https://app.example.com' },
    { requestedWith: 'fetch', contentType: 'Application/JSON; charset=utf-8' },
    { requestedWith: 'fetch', origin: 'https://evil.example' },
    { authorization: 'Bearer eyJ', contentType: undefined },
    { authorization: 'bearer eyJ', origin: 'https://evil.example', contentType: 'text/plain' },
  ])('passes with %j', (evidence) => {
    expect(problemOf(evidence)).toBeUndefined();
  });

  test.each([
    {},
    { requestedWith: '' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: '' },
    { origin: 'https://app.example.com.evil.example' },
    { origin: 'https://evil.example/app.example.com' },
    { origin: 'https://app.example.com:8443' },
    { origin: 'ftp://app.example.com' },
    { origin: 'https://', host: undefined },
  ])('is refused with %j, because another site could have sent it', (evidence) => {
    expect(problemOf(evidence)).toMatch(
      /^requests from other sites are refused: expected the header X-Requested-With, or an Origin/,
    );
  });

  test.each([undefined, '', 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])(
    'is refused as %j, which a form can send',
    (contentType) => {
      const own = { requestedWith: 'fetch', origin: 'https://app.example.com' };
      expect(problemOf({ ...own, contentType })).toMatch(/need the header Content-Type: application\/json$/);
    },
  );

  test.each(['', 'Basic YTpi', 'Bearer', 'Bearer ', 'Negotiate x', 'NotBearer x'])(
    'is not excused by the Authorization %j, which a browser may send by itself',
    (authorization) => {
      expect(problemOf({ authorization })).toBeDefined();
    },
  );
});
