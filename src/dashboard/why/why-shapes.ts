/** The answers of GET /scheduler/why and GET /scheduler/slots. */
interface InBothLanguages {
  readonly en: string;
  readonly id: string;
}

export interface WhyFact {
  readonly code: string;
  readonly source: 'configuration' | 'audit' | 'state' | 'runs' | 'ticks' | 'forecast';
  readonly words: InBothLanguages;
  readonly from: string | null;
  readonly to: string | null;
  readonly run_id: string | null;
}

export interface WhyView {
  readonly at: string;
  readonly now: string;
  readonly tense: 'past' | 'future';
  readonly code: string;
  readonly words: InBothLanguages;
  readonly run: { readonly id: string } | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly facts: readonly WhyFact[];
}

export interface SlotRecordView {
  readonly at: string;
  readonly kind: 'ran' | 'late' | 'skipped' | 'dropped' | 'pending';
  /** Earlier slots that share its fate, or that its run caught up on. */
  readonly missed_slots: number;
  readonly delay_seconds: number | null;
  readonly run: { readonly id: string } | null;
}

export interface SlotsView {
  /** The end of the period. */
  readonly to: string;
  readonly slots: readonly SlotRecordView[];
  readonly gaps: readonly { readonly from: string; readonly silent_from: string; readonly to: string }[];
}
