/** Whether the templates refuse, with words, names of installations from which names of resources would come out invalid. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.ts';

export const accepted = ['prod', 'prod-2', '2-prod', 'p0', 'abcdefghijklmnopqrst'];
/** azd accepts the first ones: ^[a-zA-Z0-9-\(\)_\.]{1,64}$ (cli/azd/pkg/environment/environment.go). */
export const refused = [
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

/** What is wrong; empty if nothing is. Works on a copy of `infra` in the scratch folder. */
export function faultsOfNames(bicep: string, infra: string, scratch: string): readonly string[] {
  const copy = join(scratch, 'names');
  cpSync(infra, copy, { recursive: true });
  return [
    ...faultsOfRule(bicep, copy),
    ...['My_Env.Prod', tooLong].flatMap((name) => faultsOfTemplate(bicep, copy, name)),
  ];
}

/** The rule itself, with all names in one evaluation. */
function faultsOfRule(bicep: string, copy: string): readonly string[] {
  const names = [...accepted, ...refused];
  const calls = names.map((name) => `faultOfName('${name}')`);
  const values = valuesOf(bicep, copy, 'names.bicep', 'faultOfName', calls);
  if (typeof values === 'string') return [values];
  return names.flatMap((name, index) => {
    const said = values[index] ?? 'nothing';
    const right = accepted.includes(name) ? said === '' : said.includes(`"${name}"`) && said.includes(words);
    return right ? [] : [`${name}: ${said || 'accepted'}`];
  });
}

/** What a function of a module returns for each call, in one evaluation; a text is what Bicep says against it. */
export function valuesOf(
  bicep: string,
  copy: string,
  module: string,
  name: string,
  calls: readonly string[],
): readonly string[] | string {
  const file = join(copy, 'rule.bicepparam');
  const parameters = calls.map((call, index) => `param p${index} = ${call}`);
  writeFileSync(
    file,
    ['using none', `import { ${name} } from 'modules/${module}'`, ...parameters, ''].join('\n'),
  );
  const { status, output } = run(bicep, ['build-params', file, '--outfile', join(copy, 'rule.json')]);
  if (status !== 0) return output;
  const built: { readonly parameters: Readonly<Record<string, { readonly value: string }>> } = JSON.parse(
    readFileSync(join(copy, 'rule.json'), 'utf8'),
  );
  return calls.map((_, index) => built.parameters[`p${index}`]?.value ?? 'nothing');
}

/** The whole installation, as `az deployment sub create` evaluates it. */
function faultsOfTemplate(bicep: string, copy: string, name: string): readonly string[] {
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
