import type { Database } from '@qipei/sqlite';
import { ownFitmentsOf } from '../../application/own-fitments-of.ts';
import type { OwnFitments } from '../../domain/own-fitments.ts';
import { sqlitePartFitmentsReader } from './sqlite-part-fitments.ts';
import { sqliteUnresolvedFitments } from './sqlite-unresolved-fitments.ts';

/** Inside a transaction of the caller's everything is of one state. */
export function sqliteOwnFitments(db: Database): OwnFitments {
  return ownFitmentsOf(sqlitePartFitmentsReader(db), sqliteUnresolvedFitments(db));
}
