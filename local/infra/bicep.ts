/** Finds the Bicep CLI: on the path, from `az bicep`, or from NuGet through the .NET SDK. */
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.ts';

/** The version that wrote the snapshots in the repository; older ones cannot. */
const pinned = '0.49.2';
const suffix = process.platform === 'win32' ? '.exe' : '';

export type FoundBicep =
  | { readonly kind: 'found'; readonly path: string; readonly version: string; readonly from: string }
  /** Why it was not found in each place. */
  | { readonly kind: 'none'; readonly reasons: readonly string[] };

type Candidate = { readonly path: string } | { readonly reason: string };

export function findBicep(): FoundBicep {
  const places: readonly (readonly [string, () => Candidate])[] = [
    ['the path', () => ({ path: 'bicep' })],
    ['az bicep', fromAzureCli],
    ['NuGet', fromNuGet],
  ];
  const reasons: string[] = [];
  for (const [from, find] of places) {
    const candidate = find();
    const checked = 'reason' in candidate ? candidate : withVersion(candidate.path);
    if ('version' in checked) return { kind: 'found', ...checked, from };
    reasons.push(`${from}: ${checked.reason}`);
  }
  return { kind: 'none', reasons };
}

function withVersion(
  path: string,
): { readonly path: string; readonly version: string } | { readonly reason: string } {
  const { status, output } = run(path, ['--version']);
  const version = /Bicep CLI version (\d+\.\d+\.\d+)/.exec(output)?.[1];
  if (status !== 0 || version === undefined) return { reason: 'bicep not found' };
  return isOlder(version, pinned)
    ? { reason: `bicep ${version} is older than ${pinned}` }
    : { path, version };
}

const isOlder = (version: string, than: string): boolean =>
  version.localeCompare(than, undefined, { numeric: true }) < 0;

/** The binary itself, because `az bicep` does not forward every command. */
function fromAzureCli(): Candidate {
  const path = join(process.env['AZURE_CONFIG_DIR'] ?? join(homedir(), '.azure'), 'bin', `bicep${suffix}`);
  if (existsSync(path)) return { path };
  const { status } = run('az', ['bicep', 'install', '--version', `v${pinned}`]);
  if (status === undefined) return { reason: 'az not found' };
  return existsSync(path) ? { path } : { reason: 'az bicep install failed' };
}

/** Kept outside the repository, so that all clones share the 120 MB. */
function fromNuGet(): Candidate {
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'spjamkerja-scheduler');
  const name = `Azure.Bicep.CommandLine.${runtimeIdentifier()}`;
  const path = join(cache, 'packages', name.toLowerCase(), pinned, 'tools', `bicep${suffix}`);
  if (!existsSync(path)) {
    mkdirSync(cache, { recursive: true });
    writeFileSync(join(cache, 'bicep.csproj'), projectThatDownloads(name));
    const { status, output } = run('dotnet', [
      'restore',
      join(cache, 'bicep.csproj'),
      '--packages',
      join(cache, 'packages'),
    ]);
    if (status === undefined) return { reason: 'dotnet not found' };
    if (!existsSync(path))
      return {
        reason: `dotnet cannot download ${name} ${pinned}: ${output.trim().split('\n').at(-1) ?? ''}`,
      };
  }
  chmodSync(path, 0o755);
  return { path };
}

function runtimeIdentifier(): string {
  const systems: Partial<Record<NodeJS.Platform, string>> = { win32: 'win', darwin: 'osx' };
  return `${systems[process.platform] ?? process.platform}-${process.arch}`;
}

/** Downloads only this package, whatever the version of the SDK. */
const projectThatDownloads = (name: string): string => `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>netstandard2.0</TargetFramework>
    <DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>
  </PropertyGroup>
  <ItemGroup>
    <PackageDownload Include="${name}" Version="[${pinned}]" />
  </ItemGroup>
</Project>
`;
