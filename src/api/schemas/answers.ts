/** Every successful answer, by its name in the API description. */
import { z } from 'zod';
import { AuditEntryView, AuditView } from './audit-schemas.ts';
import { BackfillProgressView } from './backfill-schemas.ts';
import { BackfillView, CoverageView, DaysView } from './coverage-schemas.ts';
import { ErrorDetail, errorAnswers } from './error-schemas.ts';
import { FindingView, PreflightView } from './preflight-schemas.ts';
import {
  ActiveRunView,
  AttemptView,
  FailureView,
  RunDetailView,
  RunListView,
  RunReference,
  RunView,
} from './run-schemas.ts';
import { NoteView } from './note-schemas.ts';
import { ProgressView } from './progress-schemas.ts';
import { PendingChange } from './pending-schemas.ts';
import { CalendarDaysView } from './calendar-schemas.ts';
import { ScheduleDocumentView } from './document-schemas.ts';
import {
  PauseView,
  RuleView,
  ScheduleChangeView,
  SchedulePreviewView,
  ScheduleView,
} from './schedule-schemas.ts';
import { ChannelMuteChange, ChannelTest, ChannelView, NoticesView, NoticeView } from './notice-schemas.ts';
import { SlotView } from './slot-schemas.ts';
import { ScheduleWarningView } from './warned-schemas.ts';
import { SessionView } from './session-schemas.ts';
import { ReasonView, StatusView } from './status-schemas.ts';
import { SlotsView, WhyView } from './why-schemas.ts';

const HealthView = z
  .object({
    status: z.literal('ok'),
    version: z.string(),
    wrong_settings: z.int().min(0).meta({
      description:
        'Parts of the settings, such as a channel for notices or the token for the metrics, that are wrong without stopping the scheduler. The log and `GET /scheduler/notices` name them.',
    }),
  })
  .readonly();
export type HealthView = z.infer<typeof HealthView>;

const success = z.literal(true);
const found = <T extends z.ZodType>(data: T) => z.object({ success, data });
const done = <T extends z.ZodType>(data: T) =>
  z.object({ success, message: z.string().meta({ description: 'For people: what was done.' }), data });

/** What a command answers with. */
export type ChangeData =
  StatusView | RunReference | ScheduleChangeView | ChannelMuteChange | ChannelTest | PendingChange;

/** Without the envelope: tools read the document as it is. */
const Description = z.looseObject({ openapi: z.literal('3.1.1') });

const answers = {
  Health: HealthView,
  Status: StatusView,
  Run: RunView,
  ActiveRun: ActiveRunView,
  RunDetail: RunDetailView,
  Runs: RunListView,
  RunReference,
  Attempt: AttemptView,
  Note: NoteView,
  Failure: FailureView,
  Progress: ProgressView,
  AuditEntry: AuditEntryView,
  Audit: AuditView,
  Reason: ReasonView,
  Pause: PauseView,
  Rule: RuleView,
  Schedule: ScheduleView,
  ScheduleDocument: ScheduleDocumentView,
  SchedulePreview: SchedulePreviewView,
  ScheduleChange: ScheduleChangeView,
  ScheduleWarning: ScheduleWarningView,
  Slot: SlotView,
  CalendarDays: CalendarDaysView,
  Slots: SlotsView,
  Why: WhyView,
  Coverage: CoverageView,
  Backfill: BackfillView,
  BackfillProgress: BackfillProgressView,
  Days: DaysView,
  Channel: ChannelView,
  Notice: NoticeView,
  Notices: NoticesView,
  ChannelMuteChange,
  ChannelTest,
  PendingChange,
  Session: SessionView,
  Finding: FindingView,
  Preflight: PreflightView,
  HealthAnswer: found(HealthView),
  StatusAnswer: found(StatusView),
  RunAnswer: found(RunDetailView),
  RunsAnswer: found(RunListView),
  AuditAnswer: found(AuditView),
  ScheduleAnswer: found(ScheduleView),
  SchedulePreviewAnswer: found(SchedulePreviewView),
  CalendarDaysAnswer: found(CalendarDaysView),
  SlotsAnswer: found(SlotsView),
  WhyAnswer: found(WhyView),
  DaysAnswer: found(DaysView),
  BackfillProgressAnswer: found(BackfillProgressView),
  NoticesAnswer: found(NoticesView),
  SessionAnswer: found(SessionView),
  PreflightAnswer: found(PreflightView),
  ChangeAnswer: done(StatusView),
  RunReferenceAnswer: done(RunReference),
  ScheduleChangeAnswer: done(ScheduleChangeView),
  ChannelMuteAnswer: done(ChannelMuteChange),
  ChannelTestAnswer: done(ChannelTest),
  PendingAnswer: done(PendingChange),
  MetricsText: z
    .string()
    .meta({ description: 'One line for each value, with its type and meaning before it.' }),
  CalendarText: z.string().meta({ description: 'iCalendar (RFC 5545).' }),
  Description,
  ErrorDetail,
};
export type ComponentName = keyof typeof answers;
export type CommandAnswerName = Extract<
  ComponentName,
  `${'Change' | 'RunReference' | 'ScheduleChange' | 'ChannelMute' | 'ChannelTest' | 'Pending'}Answer`
>;

export const components = { ...answers, ...errorAnswers };
