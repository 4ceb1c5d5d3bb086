/** Who is asking, and what they may do. */
import { z } from 'zod';
import { roles } from '../access.ts';
import { perCommand } from '../commands.ts';
import { ActorId } from './progress-schemas.ts';

const role = z.enum(roles);
const PermissionView = z
  .object({ needs: role, allowed: z.boolean() })
  .readonly()
  .meta({ description: 'The role that the command needs, and whether the caller has it or a higher one.' });

export const SessionView = z
  .object({
    id: ActorId,
    name: z
      .string()
      .meta({ description: 'As recorded in the history and the audit.', examples: ['siti@example.com'] }),
    role: role.nullable().meta({ description: 'A function key counts as `admin`.' }),
    permissions: z.object(perCommand(() => PermissionView)).readonly(),
  })
  .readonly();
export type SessionView = z.infer<typeof SessionView>;
