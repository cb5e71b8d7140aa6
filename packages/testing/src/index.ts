export { type BrokenCatalogue, brokenPartsCsv, type ExpectedFault } from './broken-catalogue.ts';
export { DEMO_BRANDS, type DemoBrand } from './demo-catalogue/brands.ts';
export { type DemoCatalogue, generateDemo } from './demo-catalogue/generate-demo.ts';
export {
  COVERED_FROM,
  type DemoVehicle,
  type DemoVehicleSource,
  isLightVehicle,
} from './demo-catalogue/generations.ts';
export { Chance } from './demo-catalogue/random.ts';
export {
  FITMENT_COLUMNS,
  type FitmentRow,
  OFFER_COLUMNS,
  type OfferRow,
  PART_COLUMNS,
  type PartRow,
  STOCK_COLUMNS,
  type StockRow,
} from './demo-catalogue/rows.ts';
export { DEMO_WAREHOUSES } from './demo-catalogue/trade-rows.ts';
export { toCsv, toNdjson } from './demo-catalogue/write-rows.ts';
