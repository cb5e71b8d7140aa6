/** Whether a publisher shares all that it has with another tenant, at this moment. */
export type SharesAll = (tenant: string, publisher: string) => Promise<boolean>;
