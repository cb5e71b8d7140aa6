/** vPIC's vehicle types, by its ids. */
export const VEHICLE_TYPES: Record<number, string> = {
  1: 'Motorcycle',
  2: 'Passenger Car',
  3: 'Truck',
  5: 'Bus',
  6: 'Trailer',
  7: 'Multipurpose Passenger Vehicle (MPV)',
  9: 'Low Speed Vehicle (LSV)',
  10: 'Incomplete Vehicle',
  13: 'Off Road Vehicle',
};
