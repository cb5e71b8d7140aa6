import { Loading } from '../shown/states.tsx';

export function PendingPage() {
  return (
    <main className="page" id="content">
      <Loading />
    </main>
  );
}
