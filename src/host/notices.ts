/** What of a stored session could not be had back, or is not saved: an id of the message catalogue, with its value. */
export interface Notice {
  readonly id:
    | 'resumed'
    | 'resumed-root'
    | 'other-engine'
    | 'hurried'
    | 'left'
    | 'loss'
    | 'unreadable'
    | 'no-storage'
    | 'second-tab';
  readonly text?: string;
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
