/** Where the time comes from: passed in, so that a test decides. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
