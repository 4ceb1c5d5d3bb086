/** How a run in progress is doing, and the messages of its procedure. */
import { z } from 'zod';

export const Instant = z.iso.datetime({ offset: true }).meta({ examples: ['2026-11-24T07:00:00.000+07:00'] });

export const ActorId = z.string().meta({
  description:
    'Who it was, whatever the name, which its owner may choose: `user:<provider>:<tenant>:<object id>`, `key:<hash>`, or `anonymous` where nobody checks callers.',
  examples: ['user:aad:1c0b9a4e-4f5f-4f0e-9d57-2f1f0a3f6d11:3f2a91c0-7d0f-4a53-8a0e-6d5a1f0c9b77'],
});

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
    by_id: ActorId.exactOptional(),
    reason: z.string().exactOptional(),
  })
  .readonly();
export type StopOrderView = z.infer<typeof StopOrderView>;
