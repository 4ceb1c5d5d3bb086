/** What the API says of a document before it is saved, asked for when the typing pauses. */
import { useEffect, useState } from 'preact/hooks';
import type { SchedulePreviewView } from '../../api/schemas/schedule-schemas.ts';
import type { Client, Problem } from '../api/client.ts';

export interface Preview {
  /** The latest answer, perhaps for what was there before the last change. */
  readonly data: SchedulePreviewView | undefined;
  /** Why the document as it is now has none. */
  readonly problem: Problem | undefined;
  /** The answer is for the document as it is now. */
  readonly current: boolean;
  readonly again: () => void;
}

interface Asked {
  readonly text: string;
  readonly data: SchedulePreviewView | undefined;
  readonly problem: Problem | undefined;
}

const typingPause = 400;
const nothing: Asked = { text: '', data: undefined, problem: undefined };

/** `occasion`: what else it depends on, such as the revision in force. Nothing is asked while `document` is undefined. */
export function usePreview(client: Client, document: object | undefined, occasion: string): Preview {
  const [asked, setAsked] = useState<Asked>(nothing);
  const [repeats, setRepeats] = useState(0);
  const body = document === undefined ? '' : JSON.stringify({ document });
  const text = `${body} ${occasion}`;
  useEffect(() => {
    if (body === '') return undefined;
    let overtaken = false;
    const ask = async (): Promise<void> => {
      const answer = await client.ask<SchedulePreviewView>('/scheduler/schedule/preview', JSON.parse(body));
      if (overtaken || answer.kind === 'unchanged') return;
      if (answer.kind === 'answered') setAsked({ text, data: answer.data, problem: undefined });
      // The preview of before stays, greyed, beside what is wrong now.
      else setAsked(({ data }) => ({ text, data, problem: answer }));
    };
    const timer = window.setTimeout(() => void ask(), typingPause);
    return () => {
      overtaken = true;
      window.clearTimeout(timer);
    };
  }, [client, body, text, repeats]);
  const current = asked.text === text;
  return {
    data: asked.data,
    problem: current ? asked.problem : undefined,
    current: current && asked.problem === undefined,
    again: () => setRepeats((count) => count + 1),
  };
}
