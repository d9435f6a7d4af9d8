import type { MessagePort } from 'node:worker_threads';
import { UnreadableFileError } from '../files/source';
import { previewFile } from './preview-file';
import { Preview, PreviewOrder, Survey, SurveyOrder } from './preview-order';
import { surveyFile } from './survey-file';

// The entry of a thread of `ImportThreads`; each export is a task.

/** What a task gave, or why the file cannot be read: errors lose their class on the way between threads. */
export type ThreadAnswer<T> = { readonly value: T } | { readonly unreadable: string };

export function survey(order: SurveyOrder): Promise<ThreadAnswer<Survey>> {
  return answered(() => surveyFile(order));
}

export function preview({
  port,
  ...order
}: PreviewOrder & { port: MessagePort }): Promise<ThreadAnswer<Preview>> {
  return answered(() => previewFile(order, (rows) => port.postMessage(rows)));
}

async function answered<T>(work: () => Promise<T>): Promise<ThreadAnswer<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof UnreadableFileError) return { unreadable: error.message };
    throw error;
  }
}
