import { ApiProblem } from '@qipei/api-client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openPage, sessionOf } from '../../browser.fixture.ts';
import type { UploadTransport } from './upload-run.ts';

afterEach(() => vi.unstubAllGlobals());

/** A page with somebody signed in, and a way to send that answers when it is told to. */
async function load() {
  openPage();
  const [runs, { startUpload }, known, client] = await Promise.all([
    import('./upload-runs.ts'),
    import('./upload-run.ts'),
    import('../../session/known-session.ts'),
    import('../../app/query-client.ts'),
  ]);
  known.knowSession(sessionOf('a', 'one'));
  const sent: AbortSignal[] = [];
  let refuse: (error: unknown) => void = () => {};
  const transport: UploadTransport = {
    append: (_id, _offset, _part, signal) =>
      new Promise((_, reject) => {
        sent.push(signal);
        refuse = reject;
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
    standing: async () => ({ offset: 0, jobId: null }),
    pause: async () => {},
    now: () => 0,
  };
  const begin = async (uploadId: string) => {
    const run = startUpload({ uploadId, file: new Blob(['abc']), name: 'f.csv', offset: 0, transport });
    runs.keepRun(run);
    await vi.waitFor(() => expect(sent.length).toBeGreaterThan(0), 30_000);
    return run;
  };
  /** Whether the browser would ask before it closes the page. */
  const asks = () => {
    const leaving = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(leaving);
    return leaving.defaultPrevented;
  };
  return { ...runs, ...known, ...client, sent, begin, asks, refuse: (error: unknown) => refuse(error) };
}

describe('uploads of a page', () => {
  it.each([
    ['another tenant', sessionOf('a', 'two')],
    ['another person', sessionOf('b', 'one')],
    ['nobody', null],
  ])('end with who began them: then it is %s', async (_, next) => {
    const page = await load();
    const run = await page.begin('u1');
    expect(page.runOf('u1')).toBe(run);
    expect(page.asks()).toBe(true);
    page.knowSession(next);
    expect(page.runOf('u1')).toBeUndefined();
    expect(page.sent[0]?.aborted).toBe(true);
    expect(run.state().phase.kind).toBe('paused');
    expect(page.asks()).toBe(false);
    page.knowSession(sessionOf('a', 'one'));
    expect(page.runOf('u1')).toBeUndefined();
  });

  it('go on where only the session was renewed', async () => {
    const page = await load();
    const run = await page.begin('u1');
    page.knowSession({ ...sessionOf('a', 'one'), csrfToken: 'another' });
    expect(page.runOf('u1')).toBe(run);
    expect(run.state().phase.kind).toBe('sending');
  });

  it.each([
    { status: 401, members: { code: 'session-missing' } },
    { status: 403, members: { code: 'csrf-refused' } },
  ])('tell that the session may have ended ($status)', async (refusal) => {
    const page = await load();
    const refused: unknown[] = [];
    page.whenRefused((error) => refused.push(error));
    const run = await page.begin('u1');
    const error = new ApiProblem(refusal);
    page.refuse(error);
    await vi.waitFor(() => expect(run.state().phase.kind).toBe('failed'), 30_000);
    expect(refused).toEqual([error]);
    expect(page.asks()).toBe(false);
  });
});
