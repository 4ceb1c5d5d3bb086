/**
 * For `@azure/identity` in the SQL driver. The app passes a credential of its own (`token-credential`); only the driver's
 * other ways to log in with Entra ID would make one of these.
 */
function refuse(name: string): never {
  throw new Error(
    `${name} is not part of this build of the SQL driver: log in with type 'token-credential' and a credential`,
  );
}

export class UsernamePasswordCredential {
  constructor() {
    refuse('UsernamePasswordCredential');
  }
}

export class ManagedIdentityCredential {
  constructor() {
    refuse('ManagedIdentityCredential');
  }
}

export class DefaultAzureCredential {
  constructor() {
    refuse('DefaultAzureCredential');
  }
}

export class ClientSecretCredential {
  constructor() {
    refuse('ClientSecretCredential');
  }
}
