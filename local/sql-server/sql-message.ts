/** An error or message that tests inject; what they leave out comes from sys.messages. */
import { z } from 'zod';

export const sqlMessage = z.strictObject({
  number: z.int(),
  message: z.string().optional(),
  class: z.int().min(0).max(25).optional(),
  state: z.int().min(0).max(255).optional(),
  procedure: z.string().optional(),
  line: z.int().min(0).optional(),
});
export type FaultMessage = z.output<typeof sqlMessage>;
