import { newTraceparent } from '@qipei/service-kit';
import { fitmentExpander } from '../domain/expand-fitments.ts';
import type { PartFitments } from '../domain/part-fitments.ts';
import type { PartFitmentsArchive } from '../domain/part-fitments-repository.ts';
import type { VehicleCatalogue } from '../domain/vehicle-catalogue.ts';
import { savedEvent } from './saved-event.ts';

const AT_ONCE = 500;

/** Tells once more, by events, where every part fits. Returns of how many parts. */
export async function republishFitments(
  archive: PartFitmentsArchive,
  catalogue: VehicleCatalogue,
): Promise<number> {
  const traceparent = newTraceparent();
  let told = 0;
  for (let page = await archive.list('', AT_ONCE); page.length > 0; ) {
    for (const [publisher, parts] of Map.groupBy(page, (saved: PartFitments) => saved.publisher)) {
      const modelIds = parts.flatMap(({ fitments }) => fitments.map(({ selector }) => selector.modelId));
      const expander = fitmentExpander(await catalogue.view(publisher, { modelIds }));
      await archive.tell(
        parts.map((saved) => ({
          saved,
          event: savedEvent(saved, expander.expand(saved.fitments), traceparent),
        })),
      );
    }
    told += page.length;
    page = await archive.list(page.at(-1)?.partId ?? '', AT_ONCE);
  }
  return told;
}
