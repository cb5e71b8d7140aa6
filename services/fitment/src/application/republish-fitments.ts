import { newTraceparent } from '@qipei/service-kit';
import { fitmentExpander, type VehicleRows } from '../domain/expand-fitments.ts';
import type { PartFitmentsArchive } from '../domain/part-fitments-repository.ts';
import { savedEvent } from './saved-event.ts';

const AT_ONCE = 500;

/** Tells once more, by events, where every part fits. Returns of how many parts. */
export async function republishFitments(
  archive: PartFitmentsArchive,
  vehicles: VehicleRows,
): Promise<number> {
  const expander = fitmentExpander(vehicles);
  const traceparent = newTraceparent();
  let told = 0;
  for (let page = await archive.list('', AT_ONCE); page.length > 0; ) {
    await archive.tell(
      page.map((saved) => ({
        saved,
        event: savedEvent(saved, expander.expand(saved.fitments), traceparent),
      })),
    );
    told += page.length;
    page = await archive.list(page.at(-1)?.partId ?? '', AT_ONCE);
  }
  return told;
}
