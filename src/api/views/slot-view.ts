/** A coming slot as the API shows it: when, under which profile, and why then. */
import type { UpcomingSlot } from '../../core/job/upcoming-slots.ts';
import type { Blocker } from '../../core/schedule/slot.ts';
import { epochMsToIso, type TimeZone } from '../../core/time/time.ts';
import { blockerName, blockerWords, inBoth, momentWords } from '../schedule-words/document-words.ts';
import type { ScheduleWords } from '../schedule-words/english-schedule.ts';
import type { BlockerView, SlotView } from '../schemas/slot-schemas.ts';

export function toSlotView(slot: UpcomingSlot, zone: TimeZone): SlotView {
  const { at, cause, estimated, overlapped, profile, moved } = slot;
  return {
    at: epochMsToIso(at, zone),
    cause,
    estimated,
    overlapped,
    profile: profile ?? null,
    moved: moved === undefined ? null : { from: epochMsToIso(moved.from, zone), by: toBlockerView(moved.by) },
    reason: inBoth((words) => slotReason(slot, zone, words)),
  };
}

export const toBlockerView = (blocker: Blocker): BlockerView => ({
  kind: blocker.kind,
  name: blockerName(blocker) ?? null,
});

/** "moved from 03:00 because of the blackout …, profile …" */
export function slotReason(
  { at, cause, profile, moved }: UpcomingSlot,
  zone: TimeZone,
  words: ScheduleWords,
): string {
  const why =
    moved === undefined
      ? words.cause[cause]
      : words.moved(momentWords(moved.from, zone, at, words), blockerWords(moved.by, words));
  return profile === undefined ? why : `${why}; ${words.profile(profile)}`;
}
