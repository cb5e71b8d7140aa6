/** Letters and digits that a VIN may have: no I, O and Q (ISO 3779). */
export const VIN_CHARACTERS: readonly string[] = [...'0123456789ABCDEFGHJKLMNPRSTUVWXYZ'];
