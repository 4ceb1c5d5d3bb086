/** How a run in progress is doing, and the messages of its procedure. */
import { z } from 'zod';

export const Instant = z.iso.datetime({ offset: true }).meta({ examples: ['2026-11-24T07:00:00.000+07:00'] });

export const Rows = z.int().nullable().meta({
  description: 'Null until the server reports any: `SET NOCOUNT ON` in the procedure keeps them back.',
});

export const MessageView = z
  .object({
    at: Instant,
    text: z.string(),
    dropped: z.int().exactOptional().meta({
      description: 'Present in a note that stands for this many earlier messages, which are not kept.',
    }),
  })
  .readonly();
export type MessageView = z.infer<typeof MessageView>;
export const ProgressView = z
  .object({
    phase: z.enum(['connecting', 'executing']),
    rows_affected: Rows,
    percent: z.number().min(0).max(100).nullable().meta({
      description: 'The last percentage that the procedure reported in one of its messages.',
    }),
    message_count: z.int(),
    messages: z.array(MessageView).readonly(),
  })
  .readonly();
export type ProgressView = z.infer<typeof ProgressView>;

export const StopOrderView = z
  .object({
    cause: z.enum(['cancel', 'deadline']),
    at: Instant,
    by: z.string().exactOptional(),
    reason: z.string().exactOptional(),
  })
  .readonly();
export type StopOrderView = z.infer<typeof StopOrderView>;
