/** A part by id with its count of changes; `withdrawn` where it was deleted. */
export interface PartVersion {
  partId: string;
  version: number;
  withdrawn: boolean;
}
