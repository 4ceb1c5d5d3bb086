/** Keeps Azurite from loading its telemetry, which is switched off anyway and takes most of the time to start. */
import { registerHooks } from 'node:module';

registerHooks({
  load: (url, context, next) =>
    url.includes('/node_modules/applicationinsights/')
      ? { format: 'commonjs', source: '', shortCircuit: true }
      : next(url, context),
});
