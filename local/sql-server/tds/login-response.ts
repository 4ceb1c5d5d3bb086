/** The answer to LOGIN7: nothing, a refusal, or the tokens of a successful login. */
import { parseLogin, type Login } from './handshake.ts';
import type { TdsService } from './server.ts';
import {
  collationToken,
  doneFlag,
  doneToken,
  environment,
  environmentToken,
  errorToken,
  infoToken,
  loginAckToken,
  utf8Feature,
  utf8FeatureToken,
} from './tokens.ts';

export type LoginAnswer =
  | { readonly kind: 'mute' }
  | { readonly kind: 'denied'; readonly reply: Buffer }
  | {
      readonly kind: 'open';
      readonly reply: Buffer;
      readonly user: string;
      readonly database: string;
      readonly packetSize: number;
    };

export function answerLogin(data: Buffer, service: TdsService): LoginAnswer {
  const login = parseLogin(data);
  const decision = service.decideLogin(login);
  switch (decision.kind) {
    case 'mute':
      return { kind: 'mute' };
    case 'deny':
      return {
        kind: 'denied',
        reply: Buffer.concat([errorToken(decision.error), doneToken(doneFlag.error)]),
      };
    case 'accept': {
      const packetSize = Math.min(Math.max(login.packetSize, 512), 32_767);
      const database = databaseOf(login);
      return {
        kind: 'open',
        reply: loginAccepted(login, packetSize),
        user: login.user,
        database,
        packetSize,
      };
    }
    default:
      return decision satisfies never;
  }
}

function databaseOf({ database }: Login): string {
  return database === '' ? 'master' : database;
}

export function loginAccepted(login: Login, packetSize: number): Buffer {
  const database = databaseOf(login);
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
