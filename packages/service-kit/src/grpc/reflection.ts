import type { Server, ServiceDefinition, UntypedServiceImplementation } from '@grpc/grpc-js';
import { ReflectionService } from '@grpc/reflection';
import { fileDescriptors } from '@qipei/contracts';

type PackageDefinition = ConstructorParameters<typeof ReflectionService>[0];
type Handler = (stream: unknown) => void;

interface Registered {
  service: ServiceDefinition;
  handler: Handler;
}

/**
 * gRPC server reflection (v1 and v1alpha) out of the committed descriptor set, which is taken apart at the first call: that
 * takes 10 MB for each server, and hardly any is ever asked.
 */
export function addReflection(server: Server, services: readonly string[]): void {
  let asked: Registered[] | undefined;
  for (const [at, { service }] of registered({}, services).entries()) {
    const handler: Handler = (stream) => {
      asked ??= registered(allFiles(), services);
      asked[at]?.handler(stream);
    };
    server.addService(service, { ServerReflectionInfo: handler as UntypedServiceImplementation[string] });
  }
}

/** Of a package definition the implementation reads `fileDescriptorProtos` alone. */
function allFiles(): PackageDefinition {
  const all = { format: 'descriptors', type: {}, fileDescriptorProtos: fileDescriptors() };
  return { all } as unknown as PackageDefinition;
}

/** What the implementation would add to a server. */
function registered(definition: PackageDefinition, services: readonly string[]): Registered[] {
  const found: Registered[] = [];
  const server = {
    addService(service: ServiceDefinition, implementation: UntypedServiceImplementation) {
      found.push({ service, handler: implementation.ServerReflectionInfo as unknown as Handler });
    },
  };
  new ReflectionService(definition, { services: [...services] }).addToServer(server as unknown as Server);
  return found;
}
