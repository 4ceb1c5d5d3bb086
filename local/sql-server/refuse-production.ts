/** Refuses to start where anything looks like production: nobody must mistake the stand-in for SQL Server. */

const azureSettings = ['WEBSITE_INSTANCE_ID', 'WEBSITE_SITE_NAME', 'FUNCTIONS_EXTENSION_VERSION'] as const;
const environmentNames = ['NODE_ENV', 'AZURE_FUNCTIONS_ENVIRONMENT'] as const;
const localHosts = new Set(['', 'localhost', '127.0.0.1', '::1', '[::1]', '(local)', '.']);

type Environment = Readonly<Record<string, string | undefined>>;

/** Why it must not start, as a message for the user; undefined when it may. */
export function productionSign(environment: Environment): string | undefined {
  for (const name of environmentNames) {
    const value = environment[name] ?? '';
    if (value.toLowerCase() === 'production') return refusal(name, value, 'means that this is production');
  }
  const onAzure = azureSettings.find((name) => (environment[name] ?? '') !== '');
  if (onAzure !== undefined) {
    return refusal(onAzure, environment[onAzure] ?? '', 'is set by Azure App Service and Azure Functions');
  }
  const server = environment['SQL_SERVER'] ?? '';
  const host = server.replace(/^tcp:/i, '').replace(/[,\\].*$/, '');
  if (!localHosts.has(host.trim().toLowerCase())) {
    return refusal('SQL_SERVER', server, 'points to another machine');
  }
  return undefined;
}

function refusal(name: string, value: string, reason: string): string {
  return (
    `refusing to start: ${name}=${value} ${reason}, and this is a STAND-IN for SQL Server, for development only. ` +
    `Unset ${name} if this is a development machine; otherwise connect the app to the real SQL Server.`
  );
}
