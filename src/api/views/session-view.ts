/** Who is asking, as the API shows it: the roles come from the table that also guards the routes. */
import type { Actor } from '../../core/identity.ts';
import { covers, type Role } from '../access.ts';
import { commands, perCommand } from '../commands.ts';
import type { SessionView } from '../schemas/session-schemas.ts';

export const toSessionView = ({ id, name }: Actor, role: Role | undefined): SessionView => ({
  id,
  name,
  role: role ?? null,
  permissions: perCommand((command) => {
    const needs = commands[command].role;
    return { needs, allowed: covers(role, needs) };
  }),
});
