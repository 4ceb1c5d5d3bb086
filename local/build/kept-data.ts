/** Shortens data that libraries contain to what is read of it. */
import { createRequire } from 'node:module';
import type { Plugin } from 'rolldown';

const require = createRequire(import.meta.url);

/** The code pages of one byte for each character that the SQL driver names. */
const codePages = [
  '437',
  '850',
  '874',
  ...['0', '1', '2', '3', '4', '5', '6', '7', '8'].map((digit) => `125${digit}`),
];

export const keptData = (): Plugin => ({
  name: 'kept-data',
  load: {
    order: 'pre',
    filter: { id: /[\\/]node_modules[\\/].*[\\/](?:package\.json|sbcs-data(?:-generated)?\.js)$/ },
    handler(id) {
      const whole: Readonly<Record<string, unknown>> = require(id);
      return { code: `module.exports = ${JSON.stringify(shortened(id, whole))};`, moduleType: 'js' };
    },
  },
});

function shortened(id: string, whole: Readonly<Record<string, unknown>>) {
  const names = id.endsWith('package.json')
    ? ['name', 'version']
    : codePages.flatMap((page) => aliases(whole, `cp${page}`));
  return Object.fromEntries(names.filter((name) => name in whole).map((name) => [name, whole[name]]));
}

/** An alias has the other name as its value. */
function aliases(whole: Readonly<Record<string, unknown>>, name: string): readonly string[] {
  const other = whole[name];
  return typeof other === 'string' ? [name, ...aliases(whole, other)] : [name];
}
