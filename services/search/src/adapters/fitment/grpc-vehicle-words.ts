import {
  ReadVehicleWordsRequest,
  type VehicleWordsServiceService,
} from '@qipei/contracts/fitment/v1/vehicle_words';
import type { GrpcClient } from '@qipei/service-kit';
import type { VehicleWord, VehicleWords } from '../../domain/vehicle-words.ts';

const KINDS = ['make', 'model', 'series', 'chassis', 'year', 'displacement'] as const;

/** Of the fitment service, which has the vehicle table. */
export function grpcVehicleWords(fitment: GrpcClient<typeof VehicleWordsServiceService>): VehicleWords {
  return {
    async read(text, context) {
      const { words, named, ...ids } = await fitment.readVehicleWords(
        ReadVehicleWordsRequest.fromPartial({ text }),
        context,
      );
      const known = words.flatMap(({ kind: name, ...word }): VehicleWord[] => {
        const kind = KINDS.find((each) => each === name);
        return kind === undefined ? [] : [{ ...word, kind }];
      });
      return { ...ids, words: known, named: named === undefined ? undefined : { ...named } };
    },
  };
}
