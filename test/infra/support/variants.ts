/** The variants of infra/variants with the concrete resources of their snapshots. */
import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const folder = new URL('../../../infra/variants/', import.meta.url);

const Resource = z.object({
  id: z.string(),
  type: z.string(),
  name: z.string(),
  kind: z.string().optional(),
  location: z.string().optional(),
  tags: z.record(z.string(), z.string()).optional(),
  sku: z.looseObject({ name: z.string() }).optional(),
  identity: z
    .looseObject({ type: z.string(), userAssignedIdentities: z.record(z.string(), z.unknown()) })
    .optional(),
  properties: z.record(z.string(), z.unknown()).default({}),
});
const Snapshot = z.object({ predictedResources: z.array(Resource), diagnostics: z.array(z.unknown()) });
const Site = z.object({
  siteConfig: z.looseObject({ appSettings: z.array(z.object({ name: z.string(), value: z.string() })) }),
});

export type Resource = z.output<typeof Resource>;

export interface Variant {
  /** Such as flex-existing-entra. */
  readonly name: string;
  readonly hosting: 'flex' | 'dedicated';
  readonly sql: 'existing' | 'new' | 'network';
  readonly entra: boolean;
  /** Whether the app logs in to SQL Server with a password from Key Vault. */
  readonly login: boolean;
  /** The settings whose values are secrets of an existing Key Vault. */
  readonly inVault: readonly string[];
  /** Whether every option is switched on. */
  readonly options: boolean;
  /** The snapshot's own text. */
  readonly text: string;
  readonly resources: readonly Resource[];
  readonly diagnostics: readonly unknown[];
}

const Name = z.object({
  hosting: z.enum(['flex', 'dedicated']),
  sql: z.enum(['existing', 'new', 'network']),
  extra: z.enum(['entra', 'login', 'options']).optional(),
});

export const parameterFiles = readdirSync(folder).filter((name) => name.endsWith('.bicepparam'));

export const variants: readonly Variant[] = readdirSync(folder)
  .filter((name) => name.endsWith('.snapshot.json'))
  .map((file) => {
    const name = file.replace('.snapshot.json', '');
    const groups = /^(?<hosting>[a-z]+)-(?<sql>[a-z]+)(?:-(?<extra>[a-z]+))?$/.exec(name)?.groups;
    const { hosting, sql, extra } = Name.parse({ ...groups });
    const text = readFileSync(new URL(file, folder), 'utf8');
    const { predictedResources, diagnostics } = Snapshot.parse(JSON.parse(text));
    return {
      name,
      hosting,
      sql,
      entra: extra === 'entra',
      login: extra === 'login',
      inVault: namesIn(readFileSync(new URL(`${name}.bicepparam`, folder), 'utf8')),
      options: extra === 'options',
      text,
      resources: predictedResources,
      diagnostics,
    };
  });

function namesIn(parameters: string): readonly string[] {
  const [, given = ''] = /^param vaultSettings = \{(.*)\}$/m.exec(parameters) ?? [];
  return [...given.matchAll(/(\w+):/g)].map(([, name = '']) => name);
}

export const ofType = ({ resources }: Pick<Variant, 'resources'>, type: string): readonly Resource[] =>
  resources.filter((each) => each.type === type);

export function only(variant: Variant, type: string): Resource {
  const [found, ...others] = ofType(variant, type);
  if (found === undefined || others.length > 0) {
    throw new Error(
      `${variant.name} has ${others.length + (found ? 1 : 0)} resources of type ${type}, expected one`,
    );
  }
  return found;
}

/** The app's settings, as the template writes them. */
export function settingsOf(variant: Variant): Readonly<Record<string, string>> {
  const { siteConfig } = Site.parse(only(variant, 'Microsoft.Web/sites').properties);
  return Object.fromEntries(siteConfig.appSettings.map(({ name, value }) => [name, value]));
}

/** The same with a sample for what only a deployment knows. */
export function deployedSettingsOf(variant: Variant): Readonly<Record<string, string>> {
  const values = Object.entries(settingsOf(variant)).map(([name, value]) => [name, sampleOf(value)]);
  return Object.fromEntries(values);
}

const keyVaultReference =
  /^\[format\('@Microsoft\.KeyVault\(SecretUri=\{0\}\)', format\('https:\/\/\{0\}\{1\}\/secrets\/\{2\}', '([\w-]+)', environment\(\)\.suffixes\.keyvaultDns, '([\w-]+)'\)\)\]$/;

function sampleOf(value: string): string {
  if (!value.startsWith('[')) return value;
  const server = /^\[format\('\{0\}\{1\}', '([^']+)', environment\(\)\.suffixes\.sqlServerHostname\)\]$/.exec(
    value,
  )?.[1];
  if (server !== undefined) return `${server}.database.windows.net`;
  const [, vault, secret] = keyVaultReference.exec(value) ?? [];
  if (vault !== undefined) {
    return `@Microsoft.KeyVault(SecretUri=https://${vault}.vault.azure.net/secrets/${secret})`;
  }
  return /\.clientId\)?\]$/.test(value) ? '44444444-4444-4444-4444-444444444444' : value;
}
