/** A rule of an Azure SQL server's firewall that admits this machine for as long as the grant takes. */
import { createHash } from 'node:crypto';
import { z } from 'zod';

export interface TemporaryRule {
  /** Finds the server, and removes rules that a killed run left behind. Refuses a server that takes no rules. */
  readonly begin: () => Promise<void>;
  readonly admit: (address: string) => Promise<void>;
  /** Removes the rule, also one that is just being made. Afterwards nothing is admitted any more. */
  readonly remove: () => Promise<void>;
}

export interface RuleOptions {
  /** DNS name of the server. */
  readonly host: string;
  /** Of this machine. */
  readonly machine: string;
  /** Runs the Azure CLI and resolves with its output. */
  readonly az: (args: readonly string[]) => Promise<string>;
  readonly now: () => Date;
  readonly say: (line: string) => void;
}

const prefix = 'jamkerja-grant-temporary';
/** Longer than any grant can take. */
const leftOverAfterMs = 30 * 60_000;

const Server = z.object({
  name: z.string(),
  resourceGroup: z.string(),
  fullyQualifiedDomainName: z.string(),
  publicNetworkAccess: z.string().nullish(),
});
const Rule = z.object({ name: z.string(), startIpAddress: z.string() });

export function createTemporaryRule({ host, machine, az, now, say }: RuleOptions): TemporaryRule {
  const mine = createHash('sha256').update(machine).digest('hex').slice(0, 8);
  const name = `${prefix}-${mine}-${now()
    .toISOString()
    .replaceAll(/[-:]|\.\d+/g, '')}`;
  let server: readonly string[] = [];
  let creating: Promise<unknown> | undefined;
  let removed = false;

  const rules = (command: string, ...more: readonly string[]): Promise<string> =>
    az(['sql', 'server', 'firewall-rule', command, ...server, ...more]);

  const removeRule = async (rule: string): Promise<void> => {
    try {
      await rules('delete', '--name', rule, '--output', 'none');
    } catch (error) {
      const command = ['az sql server firewall-rule delete', ...server, '--name', rule].join(' ');
      throw new Error(`The firewall rule ${rule} may still be there. Remove it: ${command}`, {
        cause: error,
      });
    }
  };

  return {
    begin: async () => {
      const found = await findServer(host, az);
      server = ['--resource-group', found.resourceGroup, '--server', found.name];
      const known = z.array(Rule).parse(JSON.parse(await rules('list', '--output', 'json')));
      for (const rule of known.filter((each) => each.name.startsWith(prefix))) {
        if (isLeftOver(rule.name, mine, now())) {
          await removeRule(rule.name);
          say(
            `Removed the firewall rule ${rule.name} (${rule.startIpAddress}), which an earlier run left behind.`,
          );
        } else {
          say(
            `Left the firewall rule ${rule.name} (${rule.startIpAddress}) alone: another machine may be using it.`,
          );
        }
      }
    },
    admit: async (address) => {
      if (removed) throw new Error('the firewall rule was removed');
      const range = ['--start-ip-address', address, '--end-ip-address', address];
      creating = rules('create', '--name', name, ...range, '--output', 'none');
      await creating;
      say(`The server's firewall admits ${address} until the grant is done (rule ${name}).`);
    },
    remove: async () => {
      removed = true;
      if (creating === undefined) return;
      // Even a failed command may have made the rule.
      await creating.catch(() => {});
      creating = undefined;
      await removeRule(name);
      say(`Removed the firewall rule ${name}.`);
    },
  };
}

async function findServer(host: string, az: RuleOptions['az']): Promise<z.output<typeof Server>> {
  const servers = z.array(Server).parse(JSON.parse(await az(['sql', 'server', 'list', '--output', 'json'])));
  const found = servers.find((each) => each.fullyQualifiedDomainName.toLowerCase() === host.toLowerCase());
  if (found === undefined) {
    throw new Error(
      `The subscription has no Azure SQL server ${host} that you may see, so --open-firewall can do nothing there. ` +
        'Look at az account show, or leave the option out.',
    );
  }
  if ((found.publicNetworkAccess ?? 'Enabled') !== 'Enabled') {
    throw new Error(
      `The server ${found.name} takes no connections from public networks (publicNetworkAccess: ` +
        `${found.publicNetworkAccess}), so no firewall rule can admit this machine. Nothing was changed.`,
    );
  }
  return found;
}

/** One of this machine, or one that is older than any grant. */
function isLeftOver(rule: string, mine: string, now: Date): boolean {
  const [, machine, time] = new RegExp(`^${prefix}-([0-9a-f]{8})-(\\d{8}T\\d{6}Z)$`).exec(rule) ?? [];
  if (machine === undefined || time === undefined) return false;
  const at = Date.parse(time.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  return machine === mine || now.getTime() - at > leftOverAfterMs;
}
