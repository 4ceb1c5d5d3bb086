/** Whether the templates refuse, with words, secrets in Key Vault that the app could not find, or that stand in the open. */
import type { Rule } from './evaluate-rule.ts';

interface Place {
  readonly [name: string]: string | readonly string[];
  readonly names: readonly string[];
}

const none: Place = { names: [], vault: '', vaultResourceGroup: '' };
const one: Place = { names: ['metrics-token'], vault: 'kv-corp', vaultResourceGroup: 'rg-secrets' };

export const vaultRule: Rule<Place> = {
  title: 'secrets of settings',
  module: 'vault-settings.bicep',
  name: 'faultOfSettingsVault',
  accepted: [none, one, { ...one, names: ['metrics-token', 'a-2'] }],
  refused: [
    [{ ...one, names: [] }, 'expected both or neither'],
    [{ ...one, vault: '' }, 'must name the vault'],
    [{ ...one, vaultResourceGroup: '' }, 'must name the vault'],
    [{ ...one, vault: 'kv-corp.vault.azure.net' }, 'expected only the name of the vault'],
    [{ ...one, names: ['https://kv-corp/secrets/x'] }, 'not the secrets themselves'],
    [{ ...one, names: ['metrics-token', '0123_56789'] }, 'not the secrets themselves'],
    [{ ...one, names: ['-'] }, 'not the secrets themselves'],
  ],
};
