import { expect, test } from 'vitest';

import { withOverrides } from '../../../local/functions-host/host-overrides.ts';

const hostJson = {
  version: '2.0',
  functionTimeout: '02:00:00',
  logging: { logLevel: { default: 'Warning' } },
};

test.each<[Readonly<Record<string, string>>, object]>([
  [{ AzureFunctionsJobHost__functionTimeout: '00:00:20' }, { functionTimeout: '00:00:20' }],
  [{ AzureFunctionsJobHost__FunctionTimeout: '00:00:20' }, { functionTimeout: '00:00:20' }],
  [{ AZUREFUNCTIONSJOBHOST__FUNCTIONTIMEOUT: '-1' }, { functionTimeout: '-1' }],
  [{ 'azurefunctionsjobhost:functiontimeout': '-1' }, { functionTimeout: '-1' }],
  [
    { AzureFunctionsJobHost__logging__LOGLEVEL__default: 'Debug' },
    { logging: { logLevel: { default: 'Debug' } } },
  ],
  [
    { AzureFunctionsJobHost__logging__logLevel__Host__Results: 'None' },
    { logging: { logLevel: { default: 'Warning', Host: { Results: 'None' } } } },
  ],
  [
    { AzureFunctionsJobHost__Extensions__Http__RoutePrefix: 'api' },
    { extensions: { http: { routePrefix: 'api' } } },
  ],
  [
    { AzureFunctionsJobHost__extensions__http__enableChunkedRequestBinding: 'True' },
    { extensions: { http: { enableChunkedRequestBinding: true } } },
  ],
  [
    {
      AzureFunctionsJobHost__functionTimeout: '00:01:00',
      AzureFunctionsJobHost__FUNCTIONTIMEOUT: '00:02:00',
    },
    { functionTimeout: '00:01:00' },
  ],
  [{ AzureFunctionsJobHostfunctionTimeout: '00:01:00', functionTimeout: '00:01:00' }, {}],
])('%j override host.json with %j', (settings, expected) => {
  expect(withOverrides(hostJson, settings)).toEqual({ ...hostJson, ...expected });
});
