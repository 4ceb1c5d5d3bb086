/** Who is asking, as the API shows it: what each route needs comes from the table that also guards it. */
import { type Access, covers, type Role } from '../access.ts';
import type { PermissionView, SessionView } from '../schemas/session-schemas.ts';

type Command = keyof SessionView['permissions'];

export function toSessionView(
  name: string,
  role: Role | undefined,
  accessTo: (command: Command) => Access,
): SessionView {
  const permission = (command: Command): PermissionView => {
    const access = accessTo(command);
    return { needs: access === 'public' ? 'reader' : access, allowed: covers(role, access) };
  };
  return {
    name,
    role: role ?? null,
    permissions: {
      start: permission('start'),
      stop: permission('stop'),
      forceExecute: permission('forceExecute'),
      cancel: permission('cancel'),
      setInterval: permission('setInterval'),
      forceUnlock: permission('forceUnlock'),
    },
  };
}
