/**
 * Which values may be shown, and which cannot be meant. Anybody may paste a connection string or a password into any
 * setting, and problems go to the log and to callers.
 */

/** Too short for a secret, or a plain number that was meant to be one. */
const harmless = /^(?:[\w.,+-]{1,3}|-?\d{1,5}|-?\d{1,3}\.\d)$/;

export const hiddenValue = 'has a wrong value (not shown)';

/** What follows the name of a setting in a problem. */
export const describeWrong = (value: string): string =>
  harmless.test(value) ? `is ${JSON.stringify(value)}` : hiddenValue;

const reference = /@Microsoft\.(?:KeyVault|AppConfiguration)\(/i;

/** What templates, build tools and documentation leave for a value that nobody filled in. */
const placeholders: readonly RegExp[] = [
  /^<[^<>]{1,100}>$/,
  /^\{\{[^{}]{1,100}\}\}$/,
  /^#\{[^{}]{1,100}\}#?$/,
  /^\$\{[^{}]{1,100}\}$/,
  /^\$\([^()]{1,100}\)$/,
  /^%[A-Z][A-Z\d_]{1,100}%$/,
  /^%\w{0,40}(?:password|pwd|secret|server|user|database)\w{0,40}%$/i,
  /^%[sdv]$/,
  // Of a shell, of PowerShell, and of Azure Pipelines' replaced tokens.
  /^\$(?:env:)?[A-Z][A-Z\d]{0,60}(?:_[A-Z\d]{1,60}){1,9}$/i,
  /^__[A-Z][A-Z\d]{0,60}(?:[_.][A-Z\d]{1,60}){0,9}__$/i,
  /^[{[(<«](?:sql[ _-]?)?(?:password|pwd|secret|user(?:[ _-]?(?:id|name))?|login|server|host|database)[>}\])»]$/i,
  /^(?:\*{3,}|•{3,}|●{3,}|…|\.{3,}|[xX]{6,})$/,
  /^[{[(]?(?:your|enter|insert)[ _-]?(?:[a-z]{1,20}[ _-]){0,4}(?:password|pwd|secret|user ?name|user|login|server|database|key)(?:[ _-]?here)?[}\])]?$/i,
];

/** Why the value cannot be what somebody meant, whichever setting it belongs to. */
export function unresolvedProblem(value: string): string | undefined {
  if (reference.test(value)) {
    return 'is a Key Vault or App Configuration reference that was not resolved: check in the portal, under Environment variables, why (often the app’s identity may not read the secret, or the secret does not exist), then change any setting of the app: Azure reads the secret again and restarts the app, while a restart alone may not be enough';
  }
  return isPlaceholder(value) ? 'is a placeholder: put the real value in its place' : undefined;
}

export const isPlaceholder = (value: string): boolean => {
  const text = value.length > 200 ? '' : value.trim();
  return placeholders.some((pattern) => pattern.test(text));
};

/** A secret with its name, as in a connection string, in JSON or in YAML. */
const namedSecret =
  /(?:^|[;,&?\s"'{[(])(?:password|passwd|pwd|accountkey|sharedaccesskey|sharedaccesssignature|client_?secret|sig)["']?\s{0,20}[=:]/i;

export const holdsSecret = (value: string): boolean => namedSecret.test(value) || isAddressWithUser(value);

/** Whatever lies between: a password in a URL may hold any character. */
function isAddressWithUser(value: string): boolean {
  const scheme = value.indexOf('://');
  return scheme >= 0 && value.includes('@', scheme);
}
