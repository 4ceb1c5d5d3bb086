/**
 * For `@azure/identity` in the SQL driver. The app passes a credential of its own (`token-credential`); only the driver's
 * other ways to log in with Entra ID would make one of these.
 */
const refusing = (name: string) =>
  function refuse(): never {
    throw new Error(
      `${name} is not part of this build of the SQL driver: log in with type 'token-credential' and a credential`,
    );
  };

export const UsernamePasswordCredential = refusing('UsernamePasswordCredential');
export const ManagedIdentityCredential = refusing('ManagedIdentityCredential');
export const DefaultAzureCredential = refusing('DefaultAzureCredential');
export const ClientSecretCredential = refusing('ClientSecretCredential');
