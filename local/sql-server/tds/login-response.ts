/** The tokens with which SQL Server welcomes a client. */
import type { Login } from './handshake.ts';
import {
  collationToken,
  doneFlag,
  doneToken,
  environment,
  environmentToken,
  infoToken,
  loginAckToken,
  utf8Feature,
  utf8FeatureToken,
} from './tokens.ts';

export function loginAccepted(login: Login, packetSize: number): Buffer {
  const database = login.database === '' ? 'master' : login.database;
  return Buffer.concat([
    environmentToken(environment.database, database, 'master'),
    infoToken({ number: 5701, state: 2, class: 0, message: `Changed database context to '${database}'.` }),
    collationToken(),
    environmentToken(environment.language, 'us_english', ''),
    infoToken({ number: 5703, state: 1, class: 0, message: 'Changed language setting to us_english.' }),
    loginAckToken(),
    environmentToken(environment.packetSize, String(packetSize), '4096'),
    ...(login.features.has(utf8Feature) ? [utf8FeatureToken()] : []),
    doneToken(doneFlag.final),
  ]);
}
