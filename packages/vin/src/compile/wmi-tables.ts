/** The tables of packages/vin/data. */
export const WMI_TABLES: readonly string[] = [
  'wmi-china.tsv',
  'wmi-china-two-wheelers-trailers.tsv',
  'wmi-world.tsv',
];
