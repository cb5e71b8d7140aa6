import type { DemoVehicle, DemoVehicleSource } from './generations.ts';

const MODELS: readonly [make: string, model: string, from: number, to: number, engines: string][] = [
  ['Toyota', 'Corolla', 1996, 2024, '1.8/4/Gasoline'],
  ['Toyota', 'Camry', 1997, 2024, '2.5/4/Gasoline 3.5/6/Gasoline'],
  ['Honda', 'Civic', 1996, 2024, '1.5/4/Gasoline 2.0/4/Gasoline'],
  ['Ford', 'F-150', 2000, 2024, '3.5/6/Gasoline 5.0/8/Gasoline 3.0/6/Diesel'],
  ['Volkswagen', 'Golf', 1999, 2021, '1.4/4/Gasoline 2.0/4/Diesel /0/Electric'],
  ['Tesla', 'Model 3', 2017, 2024, '/0/Electric'],
  ['BMW', '328i', 2000, 2016, '3.0/6/Gasoline'],
];

/** A few models as a vehicle source: for tests that must not change when the vehicle table does. */
export const sampleVehicles: DemoVehicleSource = {
  allModels: () => MODELS.map(([make, name], at) => ({ modelId: String(at), make, name })),
  years(modelId) {
    const [, , from = 0, to = -1] = MODELS[Number(modelId)] ?? [];
    return Array.from({ length: to - from + 1 }, (_, at) => from + at);
  },
  vehicles(modelId) {
    const [, model = '', , , engines = ''] = MODELS[Number(modelId)] ?? [];
    return engines.split(' ').map((engine): DemoVehicle => {
      const [displacementL = '', cylinders = '0', fuel = ''] = engine.split('/');
      const truck = model === 'F-150';
      return {
        vehicleType: truck ? 'truck' : 'passenger-car',
        body: truck ? 'Pickup' : 'Sedan',
        displacementL,
        cylinders: Number(cylinders),
        fuel,
      };
    });
  },
};
