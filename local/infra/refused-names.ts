/** Whether the templates refuse, with words, names of installations from which names of resources would come out invalid. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule } from './evaluate-rule.ts';
import { run } from './run.ts';

/** azd accepts the first ones: ^[a-zA-Z0-9-\(\)_\.]{1,64}$ (cli/azd/pkg/environment/environment.go). */
const refused = [
  'My_Env.Prod',
  'Prod',
  'prod_2',
  'prod.2',
  '(prod)',
  '-prod',
  'prod-',
  '--',
  'my prod',
  'prodé',
  'prod/2',
];
const tooLong = 'abcdefghijklmnopqrstu';
export const words = 'expected lower-case letters, digits and hyphens only';

export const nameRule: Rule<string> = {
  title: 'names of installations',
  module: 'names.bicep',
  name: 'faultOfName',
  accepted: ['prod', 'prod-2', '2-prod', 'p0', 'abcdefghijklmnopqrst'],
  refused: refused.map((name) => [name, `"${name}": ${words}`]),
};

/** Whether the whole template refuses a name too; empty if it does. `copy`: of the folder `infra`, to write into. */
export const faultsOfTemplate = (bicep: string, copy: string): readonly string[] =>
  ['My_Env.Prod', tooLong].flatMap((name) => faultOfTemplate(bicep, copy, name));

/** The whole installation, as `az deployment sub create` evaluates it. */
function faultOfTemplate(bicep: string, copy: string, name: string): readonly string[] {
  const variant = readFileSync(join(copy, 'variants/flex-existing.bicepparam'), 'utf8');
  const file = join(copy, 'variants/refused.bicepparam');
  writeFileSync(file, variant.replace(/^param environmentName = .*$/m, `param environmentName = '${name}'`));
  const subscription = ['--subscription-id', '00000000-0000-0000-0000-000000000000'];
  const { status, output } = run(bicep, [
    'snapshot',
    file,
    '--mode',
    'overwrite',
    ...subscription,
    '--location',
    'x',
  ]);
  const refusedWithWords =
    status !== 0 && (output.includes(words) || output.includes('maximum allowable length is 20'));
  return refusedWithWords ? [] : [`main.bicep with ${name}: ${status === 0 ? 'accepted' : output}`];
}
