import { DomainError } from '@qipei/kernel';
import { isAssetPart } from './feed-asset.ts';

/** More is said of one part, or of one asset, than is kept of one. */
export class PartTooLarge extends DomainError {
  constructor(partId: string) {
    const message = isAssetPart(partId)
      ? 'More records of one asset than can be kept: does each file have a name of its own?'
      : `More applications of one part (${partId}) than can be kept: is its number mapped to the right column?`;
    super({ kind: 'too-large', code: 'part-too-large', message });
  }
}
