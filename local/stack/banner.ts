/** What `npm start` prints when everything is up: addresses, and commands to copy that fit the mode. */
import type { AuthMode } from '../functions-host/auth/mode.ts';

export interface BannerFacts {
  readonly port: number;
  readonly hostName: string;
  readonly auth: AuthMode;
  /** The default host key, in the modes that require keys. */
  readonly hostKey: string | undefined;
  /** Whether only this machine can reach the port. */
  readonly onLoopbackOnly: boolean;
  /** What there is to say about somebody's own SQL Server, which takes the place of the stand-in. */
  readonly ownServer: string | undefined;
}

const standInWords =
  'The first start runs the procedure within seconds, on a stand-in with invented data; later ones continue from the saved state. To use your own SQL Server, name it in local.settings.json.\n';
const json = `-H "Content-Type: application/json"`;

export function banner(facts: BannerFacts): string {
  const { port, hostName, onLoopbackOnly, ownServer } = facts;
  const url = `http://127.0.0.1:${port}`;
  const curl = curlOf(facts);
  // A request with a session cookie must prove that no other site's page sent it.
  const post = facts.auth === 'entra' ? `${curl} ${json} -X POST` : `${curl} -X POST`;
  const postJson = facts.auth === 'entra' ? post : `${post} ${json}`;
  const exposed = onLoopbackOnly
    ? ''
    : `\n⚠️  Core Tools listens on every network interface and enforces no access: anyone who can reach port ${port} can do all of this.`;
  return `
spJamkerja is scheduled by ${hostName}.${exposed}
${ownServer === undefined ? '' : `${ownServer}\n`}${introduction(facts, url)}  dashboard     ${url}/scheduler/dashboard
  status        ${curl} ${url}/scheduler/status
  run now       ${post} ${url}/scheduler/force-execute
  pause         ${post} ${url}/scheduler/stop
  resume        ${post} ${url}/scheduler/start
  every 6 h     ${postJson} ${url}/scheduler/set-interval -d '{"hours": 6}'
  history       ${curl} ${url}/scheduler/runs
${ownServer === undefined ? standInWords : ''}Ctrl-C stops everything.
`;
}

function introduction({ auth, hostKey = '' }: BannerFacts, url: string): string {
  switch (auth) {
    case 'none':
      return '';
    case 'keys':
      return `Function keys are required (--auth keys). This is the default host key; .local/keys.json has the others.
  first         KEY=${hostKey}
`;
    case 'entra':
      return `App Service Authentication is simulated (--auth entra): sign in with any name and app roles.
  browser       ${url}/.auth/login/aad?post_login_redirect_uri=/scheduler/dashboard
  sign in       curl -c .local/cookies ${url}/.auth/login/aad -d name=me@example.com -d roles=Scheduler.Admin
  who am I      curl -b .local/cookies ${url}/.auth/me
  sign out      curl -b .local/cookies ${url}/.auth/logout
`;
  }
}

function curlOf({ auth }: BannerFacts): string {
  switch (auth) {
    case 'none':
      return 'curl';
    case 'keys':
      return 'curl -H "x-functions-key: $KEY"';
    case 'entra':
      return 'curl -b .local/cookies -H "X-Requested-With: curl"';
  }
}
