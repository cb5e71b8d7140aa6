import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openPage } from '../../browser.fixture.ts';

afterEach(() => vi.unstubAllGlobals());

const part = (onHand: number) => ({ partId: 'p', stock: [{ warehouseId: 'w', onHand }] });

describe('what the platform answered to a change of stock', () => {
  it('stays, also where what was asked before the change answers after it', async () => {
    openPage();
    const { takeIn } = await import('./stock-queries.ts');
    const client = new QueryClient();
    const answers: ((onHand: number) => void)[] = [];
    const watched = (queryKey: string[], wrap: (onHand: number) => unknown) => {
      client.setQueryData(queryKey, wrap(20));
      return new QueryObserver(client, {
        queryKey,
        queryFn: ({ signal }) =>
          new Promise((resolve) => {
            void signal;
            answers.push((onHand) => resolve(wrap(onHand)));
          }),
      }).subscribe(() => {});
    };
    const stops = [
      watched(['stock', 'list'], (onHand) => ({ parts: [part(onHand)], nextPageToken: null })),
      watched(['availability', 'p'], part),
    ];
    // A look that began before the change, as a refusal of the first attempt makes one.
    await vi.waitFor(() => expect(answers).toHaveLength(2), 30_000);
    await takeIn(client, part(15) as never);
    for (const answer of answers) answer(20);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(client.getQueryData(['stock', 'list'])).toMatchObject({ parts: [part(15)] });
    expect(client.getQueryData(['availability', 'p'])).toEqual(part(15));
    for (const stop of stops) stop();
    client.clear();
  });

  it('doesn’t stop a list that has nothing to show yet', async () => {
    openPage();
    const { takeIn } = await import('./stock-queries.ts');
    const client = new QueryClient();
    let answer: (page: unknown) => void = () => {};
    const listed = client.fetchQuery({
      queryKey: ['stock', 'other'],
      queryFn: ({ signal }) => {
        void signal;
        return new Promise((resolve) => {
          answer = resolve;
        });
      },
    });
    await takeIn(client, part(15) as never);
    answer({ parts: [part(15)], nextPageToken: null });
    await expect(listed).resolves.toMatchObject({ parts: [part(15)] });
    client.clear();
  });
});
