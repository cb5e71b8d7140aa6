import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { giveAnswersInPage } from './api/early-answers.ts';
import { knowAnswer } from './app/first-answer.ts';
import { hideFromAnybody, standBehindFirstPaint } from './app/first-paint.ts';
import { followViews } from './app/follow-views.ts';
import { queryClient } from './app/query-client.ts';
import { registerWorker } from './app/register-worker.ts';
import { createAppRouter } from './app/router.tsx';
import { startTexts } from './app/texts.ts';
import { takeLinkToken } from './session/link-token.ts';
import { checkSession, watchSession } from './session/session.ts';
import { watchLostChunks } from './shown/lost-chunks.ts';
import './look/base.css';
import './look/shell.css';
import './look/forms.css';
import './look/vehicles.css';
import './look/results.css';
import './look/part.css';
import './look/orders.css';
import './look/forced-colors.css';
import './look/print.css';

// Ahead of everything that takes time or reads the address.
watchLostChunks();
takeLinkToken();
watchSession();
const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
standBehindFirstPaint(root);
window.addEventListener('pageshow', ({ persisted }) => {
  // Gone back to as it was left: the session may have ended since, or be another one.
  if (!persisted) return;
  const show = hideFromAnybody(root);
  // When the views have heard of it, too.
  void checkSession().finally(() => setTimeout(show));
});
await startTexts();
const router = createAppRouter(queryClient);
followViews(router);
giveAnswersInPage((answer) =>
  knowAnswer(queryClient, router.matchRoutes(router.latestLocation).at(-1), answer),
);
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
registerWorker();
