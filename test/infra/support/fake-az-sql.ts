/** Stands in for `az sql server`, as far as the grant uses it. */
export interface FakeSqlServer {
  readonly name: string;
  readonly resourceGroup: string;
  readonly fullyQualifiedDomainName: string;
  readonly publicNetworkAccess: string;
  readonly rules: { name: string; startIpAddress: string; endIpAddress: string }[];
}

export function answerSql(args: readonly string[], servers: readonly FakeSqlServer[]): string {
  const option = (name: string): string => args[args.indexOf(`--${name}`) + 1] ?? '';
  if (args.slice(0, 3).join(' ') === 'sql server list') return JSON.stringify(servers);
  const server = servers.find(
    (each) => each.name === option('server') && each.resourceGroup === option('resource-group'),
  );
  if (server === undefined) throw new Error(`no server ${option('server')}`);
  const name = option('name');
  switch (args.slice(1, 4).join(' ')) {
    case 'server firewall-rule list':
      return JSON.stringify(server.rules);
    case 'server firewall-rule create':
      server.rules.push({
        name,
        startIpAddress: option('start-ip-address'),
        endIpAddress: option('end-ip-address'),
      });
      return '';
    case 'server firewall-rule delete': {
      const at = server.rules.findIndex((rule) => rule.name === name);
      if (at < 0) throw new Error(`no rule ${name}`);
      server.rules.splice(at, 1);
      return '';
    }
  }
  throw new Error(`unknown command ${args.join(' ')}`);
}
